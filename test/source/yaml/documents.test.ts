import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Value } from "../../../src/model/value.ts";
import { yamlDocuments } from "../../../src/source/yaml/documents.ts";
import { plain, sourceOf, textAt } from "../../loaders/reading.ts";

function read(text: string): { values: readonly unknown[]; problems: readonly string[] } {
  const documents = yamlDocuments(sourceOf("a.yaml", text));
  return {
    values: documents.map(({ value }) => plain(value)),
    problems: documents.flatMap(({ problems }) =>
      problems.map(({ level, code, place }) => `${level} ${code} at ${textAt(place)}`),
    ),
  };
}

function valueIn(text: string, key: string): Value {
  const value = yamlDocuments(sourceOf("a.yaml", text))[0]?.value;
  if (value?.kind !== "map") throw new Error("not a map");
  return value.get(key);
}

describe("scalars keep their spelling", () => {
  it.each([
    ["an account id with a zero in front", "012345678901", "012345678901", 12345678901],
    ["an account id that YAML 1.1 reads as octal", "012345670123", "012345670123", 12345670123],
    ["a policy version, a date in YAML 1.1", "2012-10-17", "2012-10-17", "2012-10-17"],
    ["a word that is a boolean in YAML 1.1", "yes", "yes", "yes"],
    ["a boolean in capitals", "True", "True", true],
    ["a quoted boolean", '"true"', "true", "true"],
    ["a number that is none", ".nan", ".nan", ".nan"],
    ["a hexadecimal number", "0x10", "0x10", 16],
    ["a double-quoted string with escapes", '"a\\tb"', "a\tb", "a\tb"],
    ["a string tagged as binary", "!!binary aGk=", "aGk=", "aGk="],
  ])("%s", (_, written, text, value) => {
    const scalar = valueIn(`key: ${written}\n`, "key");
    expect(scalar.kind === "scalar" ? { text: scalar.text, value: scalar.value } : scalar).toEqual({
      text,
      value,
    });
  });

  it("also under a directive that asks for YAML 1.1", () => {
    const text = "%YAML 1.1\n---\na: yes\nb: 012345670123\nc: 2012-10-17\n";
    expect(read(text)).toEqual({
      values: [{ a: "yes", b: 12345670123, c: "2012-10-17" }],
      problems: [],
    });
  });
});

describe("traps", () => {
  const bomb = [
    "a0: &a0 [x, x, x, x, x, x, x, x, x, x]",
    ...Array.from(
      { length: 9 },
      (_, i) =>
        `a${String(i + 1)}: &a${String(i + 1)} [${Array(10)
          .fill(`*a${String(i)}`)
          .join(", ")}]`,
    ),
  ].join("\n");

  it.each([
    ["an alias", "a: &x {b: 1}\nc: *x\n", [{ a: { b: 1 }, c: { b: 1 } }], []],
    ["the latest anchor of a name", "a: &x 1\nb: &x 2\nc: *x\n", [{ a: 1, b: 2, c: 2 }], []],
    ["a merge key is a key", "a: {<<: {b: 1}}\n", [{ a: { "<<": { b: 1 } } }], []],
    [
      "an alias without its anchor",
      "a: *x\n",
      [{ a: "?malformed" }],
      ["error unresolved-alias at *x"],
    ],
    [
      "an alias that stands inside what it stands for",
      "a: &x [*x]\n",
      [{ a: ["?malformed"] }],
      ["error alias-cycle at *x"],
    ],
    ["a tag", "a: !Sub x\n", [{ a: "x" }], ["note unknown-yaml-tag at x"]],
    ["a list as a key", "? [a]\n: 1\nb: 2\n", [{ b: 2 }], ["error unsupported-key at [a]"]],
    ["several documents", "a: 1\n---\nb: 2\n", [{ a: 1 }, { b: 2 }], []],
    ["an empty document between two", "--- a\n---\n--- b\n", ["a", undefined, "b"], []],
    ["an empty text", "", [], []],
    ["a byte order mark", "\ufeffa: 1\n", [{ a: 1 }], []],
    ["Windows line ends", "a: 1\r\nb: |\r\n  x\r\n", [{ a: 1, b: "x\n" }], []],
    ["a syntax error", "a: [1, 2\nb: 3\n", [{ a: [1, 2], b: 3 }], ["error malformed-yaml at b"]],
    ["a key of the prototype", "__proto__: 1\n", [Object.fromEntries([["__proto__", 1]])], []],
  ])("%s", (_, text, values, problems) => {
    expect(read(text)).toEqual({ values, problems });
  });

  it("a bomb ends as one error, and what is before it stays", () => {
    const { problems } = read(bomb);
    expect(problems).toEqual(["error yaml-bomb at *a3"]);
    expect(plain(valueIn(bomb, "a0"))).toEqual(Array(10).fill("x"));
  });

  it.each([
    ["lists on one line", "- ".repeat(100_000) + "a"],
    ["lists on one line, and a line after", "- ".repeat(50_000) + "a\nb: 1"],
    ["flow lists", "[".repeat(100_000)],
    ["flow maps", "{a: ".repeat(100_000)],
    ["maps on one line", "a: ".repeat(100_000)],
    ["keys of keys", "? ".repeat(100_000)],
    ["indented maps", Array.from({ length: 400 }, (_, i) => `${" ".repeat(i)}a:`).join("\n")],
  ])("100,000-deep nesting: %s", (_, text) => {
    const documents = yamlDocuments(sourceOf("a.yaml", text));
    expect(documents.map(({ value }) => plain(value))).toEqual(["?too-large"]);
    expect(documents.flatMap(({ problems }) => problems.map(({ code }) => code))).toEqual([
      "too-deep",
    ]);
  });

  it("dashes in comments and block scalars are no nesting", () => {
    const dashes = "- ".repeat(500);
    expect(read(`# ${dashes}\na: |\n  ${dashes}\nb: 1\n`).problems).toEqual([]);
  });

  it("aliases do not make more levels than are read", () => {
    const levels = Array.from(
      { length: 150 },
      (_, i) => `a${String(i + 1)}: &a${String(i + 1)} [[*a${String(i)}]]`,
    );
    const { problems } = read(`a0: &a0 [x]\n${levels.join("\n")}\n`);
    expect(problems[0]).toBe("error too-deep at *a99");
  });

  it("a key stated twice counts with its last value and is told", () => {
    const value = yamlDocuments(sourceOf("a.yaml", "a: 1\nb: 2\n'a': 3\n"))[0]?.value;
    if (value?.kind !== "map") throw new Error("not a map");
    expect(plain(value)).toEqual({ a: 3, b: 2 });
    expect(value.duplicates.map(({ key, place }) => [key, textAt(place)])).toEqual([["a", "'a'"]]);
  });
});

describe("places", () => {
  it("are those of keys and values", () => {
    const value = yamlDocuments(sourceOf("a.yaml", "\ufefflist:\n  - 'one'\nempty:\n"))[0]?.value;
    if (value?.kind !== "map") throw new Error("not a map");
    const list = value.get("list");
    expect([
      textAt(value.keyPlace("list")),
      textAt(list.place),
      list.kind === "list" ? list.items.map(({ place }) => textAt(place)) : [],
      textAt(value.get("empty").place),
    ]).toEqual(["list", "- 'one'", ["'one'"], "empty"]);
  });
});

describe("laws", () => {
  it("no text makes it throw", () => {
    const pieces = fc.constantFrom(
      "a",
      ":",
      " ",
      "\n",
      "-",
      "[",
      "]",
      "{",
      "}",
      "&x",
      "*x",
      "|",
      ">",
      "'",
      '"',
      "!",
      "%",
      "#",
      "?",
      ",",
      "\t",
      "---",
      "<<",
      "\ufeff",
      "\u0000",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        yamlDocuments(sourceOf("a.yaml", parts.join(""))).map(({ value }) => plain(value));
      }),
      { numRuns: 2000 },
    );
  });

  it("what is JSON reads the same", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = JSON.stringify({ value });
        const expected: unknown = JSON.parse(text);
        const [read] = yamlDocuments(sourceOf("a.yaml", text)).map((document) => document.value);
        const dropNull = (_: string, item: unknown): unknown => (item === null ? undefined : item);
        expect(JSON.stringify(read === undefined ? undefined : plain(read))).toBe(
          JSON.stringify(expected, dropNull),
        );
      }),
      { numRuns: 300 },
    );
  });
});
