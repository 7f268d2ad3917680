import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { projectRoot } from "../../../scripts/project.ts";
import type { Place } from "../../../src/model/place.ts";
import type { Value } from "../../../src/model/value.ts";
import { yamlDocuments } from "../../../src/source/yaml/documents.ts";
import { plainYaml } from "../../../src/source/yaml/plain.ts";
import { sourceOf } from "../../loaders/reading.ts";

const tags = (tag: string): string => `Fn::${tag.slice(1)}`;

/** A value with all its places. */
function spelledOut(value: Value): unknown {
  const at = spanOf(value.place);
  switch (value.kind) {
    case "scalar":
      return { at, text: value.text, value: value.value };
    case "list":
      return { at, items: value.items.map(spelledOut) };
    case "map":
      return {
        at,
        duplicates: value.duplicates.map(({ key, place }) => [key, spanOf(place)]),
        entries: value
          .keys()
          .map((key) => [key, spanOf(value.keyPlace(key)), spelledOut(value.get(key))]),
      };
    case "absent":
    case "unknown":
      return { at, kind: value.kind };
  }
}

function spanOf({ route }: Place): unknown {
  return route.kind === "span" ? [route.span.start, route.span.end] : route;
}

function plainly(text: string): unknown {
  const value = plainYaml(sourceOf("a.yaml", text), tags);
  return value === undefined ? undefined : [{ value: spelledOut(value), problems: [] }];
}

function wholly(text: string): unknown {
  return yamlDocuments(sourceOf("a.yaml", text), tags).map(({ value, problems }) => ({
    value: spelledOut(value),
    problems,
  }));
}

const written: readonly (readonly [what: string, text: string])[] = [
  ["entries", "a: b\nc: d # why\n"],
  ["the last line without its end", "a:\n  b: c"],
  ["numbers, booleans, null", "a: 012\nb: -1.5e3\nc: True\nd: ~\ne: 2012-10-17\nf: 1e999\n"],
  ["quotation marks", `a: "b: \\"c\\" # \\u0064"\n'e''f': 'g: # h'\n`],
  ["a list at its key's column", "a:\n- b\n- c\nd: e\n"],
  [
    "lists in lists, maps in lists",
    "- - a\n  - b\n- c: d\n  e: f\n-\n  g: h\n-   i: j\n    k: l\n",
  ],
  ["brackets", `a: [b, "c", {d: e, "f":g, h: [i j, []]}]\nk: {}\n`],
  ["a key that stands twice", "a: 1\na: 2\n"],
  [
    "tags",
    "a: !Sub ${b}-c\nd: !If [e, !Ref f, !Ref 1]\ng: !Join\n  - ''\n  - [h]\ni: !Sub |\n  j\n",
  ],
  ["texts in lines", "a: |\n  b\n\n    c\n  # d\ne: >-\n  f g\n  h\ni:\n  - |-\n    j\n\n  - k\n"],
  ["comments and blank lines", "# a\nb:\n  c: d\n\n  # e\n  f: g\n# h\ni: j\n\n# k\n"],
  ["a first line that begins the document", "---\na: b\n"],
  ["signs inside of scalars", "a: b:c#d\ne: arn:aws:iam::1:role/*\nf: <g> & h, [i]\n"],
];

const otherwise: readonly (readonly [what: string, text: string])[] = [
  ["nothing", "# a\n"],
  ["a scalar alone", "a\n"],
  ["two documents", "a: b\n---\nc: d\n"],
  ["an anchor and an alias", "a: &b c\nd: *b\n"],
  ["a scalar on two lines", "a: b\n  c\n"],
  ["brackets on two lines", "a: [b,\n  c]\n"],
  ["a pair in brackets", "a: [b: c]\n"],
  ["a key without a value", "a:\nb: c\n"],
  ["an item without a value", "a:\n  -\n  - b\n"],
  ["a map inside an entry", "a: b: c\n"],
  ["an entry further to the right", "a: b\n c: d\n"],
  ["an item beside an entry", "a: b\n- c\n"],
  ["an explicit key", "? a\n: b\n"],
  ["a key that is null", "~: a\n"],
  ["a key that is a list", "[a]: b\n"],
  ["a directive", "%YAML 1.1\n---\na: b\n"],
  ["a tab", "a:\tb\n"],
  ["carriage returns", "a: b\r\nc: d\r\n"],
  ["a text with its indentation told", "a: |2\n   b\n"],
  ["a folded text with a paragraph", "a: >\n  b\n\n  c\n"],
  ["a quotation mark that is not closed", 'a: "b\n'],
  ["an escape of YAML alone", 'a: "\\x41"\n'],
  ["a hexadecimal number", "a: 0x10\n"],
  ["a tag of YAML itself", "a: !!str b\n"],
  ["a comment that belongs to what is over it", "a:\n  b: c\n  # d\ne: f\n"],
  ["an indented comment at the end", "a: b\n # c\n"],
  ["more levels than anybody writes", `${"- ".repeat(5000)}a\n`],
  ["more brackets than anybody writes", `a: ${"[".repeat(5000)}${"]".repeat(5000)}\n`],
];

describe("what most people write is read as YAML", () => {
  it.each(written)("%s", (_, text) => {
    expect(plainly(text)).toEqual(wholly(text));
  });
});

it.each(otherwise)("%s is left to the reader of all YAML", (_, text) => {
  expect(plainly(text)).toBeUndefined();
});

it("a tag without a meaning is left to the reader of all YAML", () => {
  expect(plainYaml(sourceOf("a.yaml", "a: !Ref b\n"))).toBeUndefined();
});

const parity = `${projectRoot}/fixtures/parity`;
const templates = readdirSync(parity, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith("template.yaml"))
  .map((path): [string, string] => [path, readFileSync(`${parity}/${path}`, "utf8")]);

it.each(templates)("the template %s is read plainly", (_, text) => {
  expect(plainly(text)).toEqual(wholly(text));
});

/** Lines of what stands above, with a little put in, taken out and moved. */
const mutants = fc
  .record({
    text: fc.constantFrom(
      ...[...written, ...otherwise.slice(0, -2), ...templates].map(([, t]) => t),
    ),
    from: fc.nat(40),
    lines: fc.integer({ min: 1, max: 12 }),
    changes: fc.array(
      fc.record({
        at: fc.nat(400),
        out: fc.nat(3),
        put: fc.constantFrom(
          ...["\n", " ", "  ", "- ", ": ", ":", "# a", " # a\n", "\n  # a\n", "'", '"', "\\n"],
          ...["!Ref ", "!If\n", "[", "]", "{", "}", ", ", "|\n", ">-\n", "a: b\n", "null", "~"],
          ...[
            "1e3",
            "-",
            ".",
            "--- ",
            "---\n",
            "...\n",
            "*a",
            "&a ",
            "%",
            "? ",
            "\t",
            "\u2028",
            "🙂",
          ],
        ),
      }),
      { maxLength: 3 },
    ),
  })
  .map(({ text, from, lines, changes }) =>
    changes.reduce(
      (changed, { at, out, put }) => {
        const place = at % (changed.length + 1);
        return changed.slice(0, place) + put + changed.slice(place + out);
      },
      text
        .split("\n")
        .slice(from % text.split("\n").length)
        .slice(0, lines)
        .join("\n"),
    ),
  );

it("whatever is read plainly is read as YAML", () => {
  let read = 0;
  fc.assert(
    fc.property(mutants, (text) => {
      const value = plainly(text);
      if (value === undefined) return;
      read += 1;
      expect(value).toEqual(wholly(text));
    }),
    { numRuns: 3000 },
  );
  expect(read).toBeGreaterThan(100);
});
