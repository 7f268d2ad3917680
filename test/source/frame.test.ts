import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Place, Route, Source } from "../../src/model/place.ts";
import type { Frame } from "../../src/model/report.ts";
import { frameOf } from "../../src/source/frame.ts";
import { LineIndex } from "../../src/source/line-index.ts";
import { locate } from "../../src/source/locate.ts";
import { follow, pathOf } from "./json/written-json.ts";

function sourceOf(text: string, confidential: boolean): Source {
  return { path: "plan.json", text, syntax: "json", confidential };
}

function route(
  steps: readonly (string | number)[],
  part: "value" | "key" = "value",
  inside?: Route,
): Route {
  return { kind: "path", inside, path: pathOf(steps), part };
}

function frame(source: Source, to: Route, more: Partial<Place> = {}): Frame {
  const place: Place = { source, route: to, address: undefined, via: [], ...more };
  const located = locate([place]).get(place);
  if (located === undefined) throw new Error("every place is located");
  const lines = new LineIndex(source.text);
  return frameOf(place, located, lines.region(located.span), lines);
}

function shown(source: Source, to: Route, more: Partial<Place> = {}): string {
  return frame(source, to, more)
    .lines.map(({ text }) => text)
    .join("\n");
}

/** A tree whose every leaf is a word that stands nowhere else. */
type Tree = number | readonly Tree[] | { readonly [key: string]: Tree };

const tree = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.constant(0),
    fc.array(tie("tree"), { minLength: 1, maxLength: 3 }),
    fc.dictionary(fc.constantFrom("a", "b", "tags", "__proto__"), tie("tree"), {
      minKeys: 1,
      maxKeys: 3,
    }),
  ),
})).tree;

interface Secrets {
  readonly value: unknown;
  readonly paths: readonly (readonly (string | number)[])[];
}

/** Fills the leaves with secrets, some of them inside strings of JSON. */
function secretive(from: Tree): Secrets {
  let count = 0;
  const paths: (readonly (string | number)[])[] = [[]];
  const fill = (part: Tree, steps: readonly (string | number)[]): unknown => {
    if (steps.length > 0) paths.push(steps);
    if (typeof part === "number") return `secret${count++}`;
    const entries = Object.entries(part).map(([key, below]: [string, Tree]) => {
      const step = Array.isArray(part) ? Number(key) : key;
      return [key, fill(below, [...steps, step])] as const;
    });
    return Array.isArray(part) ? entries.map(([, value]) => value) : Object.fromEntries(entries);
  };
  return { value: fill(from, []), paths };
}

const layout = fc.constantFrom<readonly [before: string, indent: number]>(
  ["", 0],
  ["\n ", 0],
  ["\ufeff", 2],
  ["\ufeff\n\t", 2],
);

/** A path that exists or not. */
const beyond = fc.constantFrom<readonly (string | number)[]>([], ["gone"], [7, "gone"]);

describe("a confidential source", () => {
  it("is never quoted around the place", () => {
    fc.assert(
      fc.property(tree, layout, fc.nat(), beyond, fc.boolean(), (from, form, seed, more, key) => {
        const { value, paths } = secretive(from);
        const [before, indent] = form;
        const source = sourceOf(before + JSON.stringify(value, null, indent), true);
        const steps = [...(paths[seed % paths.length] ?? []), ...more];
        const own = steps.reduce<unknown>((at, step) => follow(at, [step]) ?? at, value);
        const words = shown(source, route(steps, key ? "key" : "value")).match(/secret\d+/g) ?? [];
        expect(words.filter((word) => word !== own)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it("shows no secret at all where the place is masked, in a string of JSON or not", () => {
    fc.assert(
      fc.property(
        fc.record({ from: tree, form: layout, seed: fc.nat(), more: beyond }),
        fc.boolean(),
        fc.boolean(),
        fc.boolean(),
        ({ from, form, seed, more }, key, nested, confidential) => {
          const { value, paths } = secretive(from);
          const [before, indent] = form;
          const text = JSON.stringify(value, null, indent);
          const whole = nested ? JSON.stringify({ policy: text, note: "secret99" }) : text;
          const source = sourceOf(before + whole, confidential);
          const steps = [...(paths[seed % paths.length] ?? []), ...more];
          const inside = nested ? route(["policy"]) : undefined;
          const to = route(steps, key ? "key" : "value", inside);
          expect(shown(source, to, { masked: true })).not.toMatch(/secret/);
        },
      ),
      { numRuns: 500 },
    );
  });

  const plan = sourceOf(
    '\n{"a": {"tags": {"Name": "x y"}, "list": ["one", {"two": 2}]}, "password": "hunter2"}',
    true,
  );

  it.each<[string, Route, string]>([
    ["a string with its key", route(["a", "tags", "Name"]), '"Name": "x y"'],
    ["a key alone", route(["a", "tags", "Name"], "key"), '"Name": …'],
    ["an object without its content", route(["a", "tags"]), '"tags": {…}'],
    ["a list without its content", route(["a", "list"]), '"list": […]'],
    ["an item", route(["a", "list", 0]), '"one"'],
    ["an item asked for its key", route(["a", "list", 1], "key"), "{…}"],
    ["the key around what is not there", route(["a", "tags", "gone"], "key"), '"tags": …'],
    ["the whole text", { kind: "whole" }, "{…}"],
    ["the root", route([]), "{…}"],
    ["the root asked for its key", route([], "key"), "{…}"],
  ])("shows %s", (_, to, text) => {
    expect(shown(plan, to)).toBe(text);
  });

  it("names what has no key by its address", () => {
    const more = { address: "aws_eks_cluster.main" };
    expect(shown(plan, route(["a", "list", 1]), more)).toBe("aws_eks_cluster.main: {…}");
    expect(shown(plan, route(["password"]), { ...more, masked: true })).toBe(
      '"password": (sensitive)',
    );
  });

  it("shows no more than the start of a long string", () => {
    const source = sourceOf(JSON.stringify({ a: "x".repeat(10_000) }), true);
    const [line] = frame(source, route(["a"])).lines;
    expect(line).toEqual({
      number: undefined,
      text: `"a": "${"x".repeat(114)}…`,
      mark: { from: 0, to: 121 },
    });
  });

  it("shows what a string of JSON holds at the place", () => {
    const source = sourceOf(JSON.stringify({ policy: '{"Sid": "Open", "Effect": "Allow"}' }), true);
    const inside = route(["policy"]);
    expect(shown(source, route(["Effect"], "value", inside))).toBe('"Effect": "Allow"');
    expect(shown(source, route(["Effect"], "key", inside))).toBe('"Effect": …');
  });
});

describe("a source that may be shown", () => {
  it("is quoted in whole lines, the place marked", () => {
    const source = sourceOf('\ufeff{\r\n  "a": "b"\r\n}', false);
    expect(frame(source, route(["a"]))).toEqual({
      lines: [{ number: 2, text: '  "a": "b"', mark: { from: 7, to: 10 } }],
    });
    expect(frame(source, { kind: "whole" })).toEqual({
      lines: [
        { number: 1, text: "{", mark: { from: 0, to: 1 } },
        { number: 2, text: '  "a": "b"', mark: { from: 2, to: 10 } },
        { number: 3, text: "}", mark: { from: 0, to: 1 } },
      ],
    });
  });

  it("is shown with the first lines of a long place", () => {
    const source = sourceOf(JSON.stringify([1, 2, 3, 4, 5, 6, 7, 8], null, 1), false);
    const { lines } = frame(source, { kind: "whole" });
    expect(lines.map(({ number, text }) => [number, text])).toEqual([
      [1, "["],
      ...[1, 2, 3, 4, 5].map((item) => [item + 1, ` ${item},`]),
      [undefined, "…"],
    ]);
  });

  it("is shown with a window of a long line, the mark in it", () => {
    fc.assert(
      fc.property(fc.nat(400), fc.nat(400), fc.integer({ min: 1, max: 300 }), (a, b, length) => {
        const value = "v".repeat(length);
        const source = sourceOf(
          `{"${"x".repeat(a)}":1,"a":"${value}","y":"${"z".repeat(b)}"}`,
          false,
        );
        const [line] = frame(source, route(["a"])).lines;
        const { text = "", mark } = line ?? {};
        expect(text.length).toBeLessThanOrEqual(122);
        const marked = text.slice(mark?.from, mark?.to);
        expect(`"${value}"`.startsWith(marked.replace("…", ""))).toBe(true);
        expect(marked.length).toBeGreaterThan(0);
      }),
    );
  });
});
