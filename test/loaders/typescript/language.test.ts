import { describe, expect, it } from "vitest";
import { plain, resourcesOf } from "./programs.ts";

/** What the value of an expression is, as far as it is known. */
function valueOf(
  expression: string,
  before = "",
  files: Readonly<Record<string, string>> = {},
): unknown {
  const text = `import * as aws from "@pulumi/aws";\n${before}\nnew aws.eks.Cluster("c", { name: ${expression} });\n`;
  const resources = resourcesOf({ "index.ts": text, ...files }, ["index.ts"]);
  const body = resources.get("aws_eks_cluster.c")?.body;
  return body?.kind === "map" ? plain(body.get("name")) : undefined;
}

describe("expressions are worked out:", () => {
  it.each([
    ['"a"', "a"],
    ["1 + 2", "3"],
    ["`a-${1}-${true}`", "a-1-true"],
    ['"a" + "b"', "ab"],
    ['true ? "a" : "b"', "a"],
    ['undefined ?? "a"', "a"],
    ['"" || "a"', "a"],
    ['"a" as const', "a"],
    ['({ a: { b: "c" } }).a.b', "c"],
    ['({ a: undefined })?.a?.b ?? "c"', "c"],
    ['["a", "b"][1]', "b"],
    ['["a", "b"].join("-")', "a-b"],
    ['"A-b".toLowerCase()', "a-b"],
    ['["a", "b"].map((x) => x + "1").join()', "a1,b1"],
    ['["a", "b"].includes("b") ? "yes" : "no"', "yes"],
    ['Object.entries({ a: "b" })[0][1]', "b"],
    ["Object.keys({ ...{ a: 1 }, b: 2 }).join()", "a,b"],
    ['JSON.parse("{\\"a\\":\\"b\\"}").a', "b"],
    ["String(1)", "1"],
    ['typeof "a"', "string"],
  ])("%s is %j", (expression, value) => {
    expect(valueOf(expression)).toBe(value);
  });
});

describe("statements are followed:", () => {
  it.each([
    ["a constant", 'const x = "a";', "x", "a"],
    ["destructuring with a default", 'const { a, b = "b" } = { a: "a" } as any;', "a + b", "ab"],
    ["a function", 'function f(x: string, y = "y") { return x + y; }', 'f("x")', "xy"],
    [
      "an early return",
      'const f = (x?: string) => { if (!x) return "none"; return x; };',
      "f()",
      "none",
    ],
    ["a rest parameter", "const f = (...xs: string[]) => xs.length;", 'f("a", "b")', "2"],
    ["a loop", "let n = 0; for (const x of [1, 2, 3]) { if (x === 3) break; n += x; }", "n", "3"],
    ["a counted loop", "let s = ''; for (let i = 0; i < 3; i++) s += i;", "s", "012"],
    [
      "a switch",
      'let s; switch ("b") { case "a": s = 1; break; case "b": s = 2; break; default: s = 3; }',
      "s",
      "2",
    ],
    ["an assignment to a member", 'const o: any = {}; o.a = "b"; o["c"] = "d";', "o.a + o.c", "bd"],
    [
      "what is pushed",
      "const xs = []; xs.push('a'); ['b'].forEach((x) => xs.push(x));",
      "xs.join()",
      "a,b",
    ],
    [
      "a class with fields and methods",
      'class A { p = "p"; constructor(private readonly q: string) {} get r() { return this.q; } s() { return this.p + this.r; } }',
      'new A("q").s()',
      "pq",
    ],
    [
      "what a class extends",
      'class A { constructor(readonly x: string) {} f() { return this.x; } } class B extends A { constructor() { super("x"); } f() { return super.f() + "!"; } }',
      "new B().f()",
      "x!",
    ],
    ["an enum", 'enum E { A = "a", B = "b" }', "E.B", "b"],
    ["a static field", 'class A { static readonly x = "a"; }', "A.x", "a"],
    [
      "a check that throws",
      'if (process.env.X === undefined) throw new Error("X is missing"); const x = "a";',
      "x",
      "a",
    ],
    ["an async function", 'const f = async () => "a"; const x = await f();', "x", "a"],
  ])("%s", (_, before, expression, value) => {
    expect(valueOf(expression, before)).toBe(value);
  });
});

describe("imports of the project are followed:", () => {
  it.each([
    ["by name", 'import { x } from "./lib/a";', { "lib/a.ts": 'export const x = "a";' }],
    [
      "as they are after compilation",
      'import { x } from "./lib/a.js";',
      { "lib/a.ts": 'export const x = "a";' },
    ],
    [
      "all",
      'import * as a from "./lib"; const { x } = a;',
      { "lib/index.ts": 'export * from "./a";', "lib/a.ts": 'export const x = "a";' },
    ],
    ["the default", 'import x from "./a";', { "a.ts": 'const x = "a"; export default x;' }],
    [
      "under another name",
      'import { y as x } from "./a";',
      { "a.ts": 'const z = "a"; export { z as y };' },
    ],
    [
      "in a circle",
      'import { x } from "./a";',
      {
        "a.ts": 'import "./b"; export const x = "a";',
        "b.ts": 'import { x } from "./a"; export const y = () => x;',
      },
    ],
    [
      "JSON",
      'import config from "./config.json"; const { x } = config;',
      { "config.json": '{"x":"a"}' },
    ],
    ["by require", 'const { x } = require("./a");', { "a.ts": 'export const x = "a";' }],
  ])("%s", (_, before, files) => {
    expect(valueOf("x", before, files)).toBe("a");
  });
});

describe("what is not known is unknown, with the expression as the reason:", () => {
  it.each([
    ["process.env.NAME", "", "? `process` is known only where the program runs"],
    ["other(1)", "", "? `other` is not written in the files that were read"],
    ["x", 'import { x } from "somewhere";', "? the package `somewhere` is not read"],
    [
      "x",
      'import { x } from "../../outside";',
      "? there is no file `../../outside` in the linted folders",
    ],
    [
      "x",
      'let x = "a"; if (process.env.A) x = "b";',
      "? it depends on `process.env.A`: `process` is known only where the program runs",
    ],
    [
      "o.a",
      'const o = { a: "a", ...process.env };',
      "? `process` is known only where the program runs",
    ],
    [
      "f()",
      "const f = () => { if (process.env.A) return 'a'; return 'b'; };",
      "? which of its values `f` returns is not known",
    ],
    [
      "xs.join()",
      "const xs = ['a']; if (process.env.A) xs.push('b');",
      "? it depends on `process.env.A`: `process` is known only where the program runs",
    ],
    ["new Map([['a', 'b']]).get('a')", "", "? what a Map holds is not followed"],
    [
      "f(1)",
      "const f = (n: number): number => f(n + 1);",
      "? the calls that lead to it do not end",
    ],
  ])("%s after %j", (expression, before, value) => {
    expect(valueOf(expression, before)).toBe(value);
  });

  it.each([
    ["both branches agree", "process.env.A ? 'a' : 'a'", "a"],
    ["what stands after a spread", "({ ...process.env, a: 'a' }).a", "a"],
    ["a key of both branches", "(process.env.A ? { a: 'a', b: 1 } : { a: 'a' }).a", "a"],
  ])("but not what is known in any case: %s", (_, expression, value) => {
    expect(valueOf(expression)).toBe(value);
  });
});
