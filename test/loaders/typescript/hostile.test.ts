import { describe, expect, it } from "vitest";
import { documentsOf, plain, resourcesOf, underlined } from "./programs.ts";

const library = 'import * as aws from "@pulumi/aws";\n';
const made = 'new aws.eks.Cluster("c", { name: "a" });\n';

/** Whether a cluster that stands at the end of a program is read. */
function reachesTheEnd(text: string): boolean {
  return resourcesOf({ "a.ts": `${library}${text}\n${made}` }).has("aws_eks_cluster.c");
}

describe("a program cannot make its reading fail or last:", () => {
  it.each([
    ["calls that do not end", "const f = (): any => f(); f();"],
    [
      "calls that double",
      "const f = (n: number): any => { f(n + 1); f(n + 2); return f(n + 3); }; f(0);",
    ],
    ["a loop that does not end", "for (;;) { const x = 1; }"],
    [
      "loops in loops",
      "for (let a = 0; a < 1e9; a++) for (let b = 0; b < 1e9; b++) for (let c = 0; c < 1e9; c++) String(a);",
    ],
    ["a text that doubles", 'let s = "x"; for (let i = 0; i < 200; i++) s = s + s;'],
    [
      "a list that doubles",
      "let xs: any[] = [1]; for (let i = 0; i < 200; i++) xs = [...xs, ...xs];",
    ],
    [
      "an object that holds itself",
      "const o: any = {}; o.o = o; const p = JSON.stringify(o); new aws.eks.Cluster('o', { tags: o });",
    ],
    ["a function in unknown hands that hands itself on", "const f = () => other(f, f); other(f);"],
    ["a class that extends itself", "class A extends A {}"],
    [
      "names of the prototype",
      'const o: any = { __proto__: { a: 1 }, constructor: 1, toString: 2 }; o.__proto__.x = 1; new aws.eks.Cluster("o", o);',
    ],
    ["a getter that reads itself", "class A { get a(): any { return this.a; } } new A().a;"],
    [
      "a long chain of additions",
      `const s = ${Array.from({ length: 2_000 }, () => '"a"').join(" + ")};`,
    ],
  ])("%s", { timeout: 60_000 }, (_, text) => {
    expect(documentsOf({ "a.ts": `${library}${text}\n${made}` })).toHaveLength(1);
  });

  it.each([
    ["calls that do not end", "const f = (): any => f(); f();"],
    ["a loop that does not end", "for (;;) { const x = 1; }"],
    ["names of the prototype", "const o: any = { __proto__: { a: 1 } }; o.__proto__.x = 1;"],
  ])("what stands behind it is read: %s", (_, text) => {
    expect(reachesTheEnd(text)).toBe(true);
  });

  it("what is left out because it takes too long is told", { timeout: 60_000 }, () => {
    const text = "const f = (n: number): any => { f(n + 1); f(n + 2); return f(n + 3); }; f(0);";
    const [document] = documentsOf({ "a.ts": library + text });
    expect(
      document?.notifications.map(({ level, code, place }) => [
        level,
        code,
        place === undefined ? undefined : underlined({ place }),
      ]),
    ).toEqual([["error", "program-too-large", "f"]]);
  });

  it("nesting deeper than a parser goes is an error of the file", () => {
    const text = `${library}const x = ${"[".repeat(20_000)}${"]".repeat(20_000)};`;
    const [document] = documentsOf({ "a.ts": text });
    expect(document?.notifications.map(({ message }) => message)).toEqual([
      "not valid TypeScript: it is nested too deeply",
    ]);
  });

  it("a value nested deeper than policies are says so", () => {
    const text = `${library}let x: any = "a"; for (let i = 0; i < 500; i++) x = { x };\nnew aws.eks.Cluster("c", { tags: x });`;
    const body = resourcesOf({ "a.ts": text }).get("aws_eks_cluster.c")?.body;
    expect(JSON.stringify(body === undefined ? undefined : plain(body))).toContain(
      "is no plain value",
    );
  });

  it("nothing outside of the linted folders is read", () => {
    const files = {
      "../secret.ts": 'export const x = "s";',
      "a.ts": `${library}import { x } from "../secret";\nnew aws.eks.Cluster("c", { name: x });`,
    };
    const body = resourcesOf(files, ["a.ts"]).get("aws_eks_cluster.c")?.body;
    expect(body?.kind === "map" ? plain(body.get("name")) : undefined).toBe(
      "? there is no file `../secret` in the linted folders",
    );
  });
});

describe("a file with syntax errors is read without what is broken:", () => {
  const problems = (text: string): unknown => {
    const documents = documentsOf({ "a.ts": library + text });
    return documents.flatMap(({ source, notifications, resources }) => [
      notifications.map(({ message, place }) => {
        const start = place?.route.kind === "span" ? place.route.span.start : -1;
        return `${String(source.text.slice(0, start).split("\n").length)}: ${message}`;
      }),
      resources.map(({ address }) => address),
    ]);
  };

  it.each([
    [
      "an expression",
      `const x = { a: };\n${made}`,
      ["2: not valid TypeScript: expression expected"],
      ["aws_eks_cluster.c"],
    ],
    [
      "a statement of a function",
      `function f() {\n  const x = ;\n  ${made}}\nf();`,
      ["3: not valid TypeScript: expression expected"],
      ["aws_eks_cluster.c"],
    ],
    [
      "two statements",
      `const x = ;\n${made}const y = ;\n`,
      [
        "2: not valid TypeScript: expression expected",
        "4: not valid TypeScript: expression expected",
      ],
      ["aws_eks_cluster.c"],
    ],
    [
      "an end that is missing",
      `${made}function f() {\n  if (true) {\n`,
      ["4: not valid TypeScript: '}' expected"],
      ["aws_eks_cluster.c"],
    ],
  ])("%s", (_, text, messages, addresses) => {
    expect(problems(text)).toEqual([messages, addresses]);
  });
});

describe("a program makes no more objects than can be judged:", () => {
  it.each([
    [
      "in loops",
      "for (let a = 0; a < 150; a++) for (let b = 0; b < 150; b++) new aws.eks.Cluster(`c${a}-${b}`);",
    ],
    [
      "in methods that call one another",
      `class A { ${Array.from({ length: 60 }, (_, i) => `m${String(i)}(x: any) { this.m${String((i + 1) % 60)}(x); this.m${String((i + 7) % 60)}(x); new aws.eks.Cluster(x, x); }`).join("\n")} }`,
    ],
  ])("%s", { timeout: 60_000 }, (_, text) => {
    const [document] = documentsOf({ "a.ts": library + text });
    expect(document?.resources.length).toBeLessThanOrEqual(20_000);
    expect(document?.notifications.map(({ code }) => code)).toEqual(["program-too-large"]);
  });
});
