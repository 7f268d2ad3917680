import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Path } from "../../../src/model/place.ts";
import { findDuplicateKeys, locatePaths } from "../../../src/source/json/scan.ts";
import { growth } from "./reading-work.ts";
import { follow, pathOf, stepsTo, write, writtenJson, type Member } from "./written-json.ts";

function pathsOf(members: readonly Member[]): readonly Path[] {
  return members.flatMap(({ steps }) => pathOf(steps) ?? []);
}

function found(text: string, ...paths: readonly (readonly (string | number)[])[]): unknown {
  const asked = paths.flatMap((steps) => pathOf(steps) ?? []);
  const spans = locatePaths(text, asked);
  return asked.map((path) => {
    const span = spans.get(path);
    if (span === undefined) return undefined;
    const { value, key } = span;
    return {
      value: text.slice(value.start, value.end),
      key: key && text.slice(key.start, key.end),
    };
  });
}

describe("locatePaths", () => {
  it("finds every member of any JSON, and no other", () => {
    fc.assert(
      fc.property(writtenJson, blankBefore, (value, before) => {
        const { text, members, replaced } = write(value, before);
        const paths = [...pathsOf(members), ...pathsOf(replaced), ...pathsOf(nowhere)];
        const spans = [...locatePaths(text, paths)];
        const counts = new Map(members.map((member) => [JSON.stringify(member.steps), member]));
        for (const path of paths) {
          const expected = counts.get(JSON.stringify(stepsTo(path)));
          const actual = spans.find(([one]) => one === path)?.[1];
          expect(actual).toEqual(expected && { value: expected.value, key: expected.key });
        }
      }),
    );
  });

  it("finds the text that parses to the value", () => {
    fc.assert(
      fc.property(writtenJson, fc.nat(), (value, seed) => {
        const { text, members } = write(value);
        const member = members[seed % Math.max(members.length, 1)];
        fc.pre(member !== undefined);
        const path = pathOf(member.steps);
        fc.pre(path !== undefined);
        const span = locatePaths(text, [path]).get(path)?.value;
        const parsed: unknown = JSON.parse(text.slice(span?.start, span?.end));
        expect(parsed).toEqual(follow(JSON.parse(text), member.steps));
      }),
    );
  });

  it("finds members of a text that does not start where the string does", () => {
    const path = { parent: undefined, step: "a" };
    expect(locatePaths('see {"a": 1} and more', [path], 4).get(path)).toEqual({
      key: { start: 5, end: 8 },
      value: { start: 10, end: 11 },
    });
  });

  it("looks for nothing outside of a span that is known", () => {
    const text = '{"a": [{"b": 1}, {"b": 2}]} {"b": 3}';
    const list: Path = { parent: undefined, step: "a" };
    const known: Path = { parent: list, step: 1, span: { start: 17, end: 25 } };
    const below: Path = { parent: known, step: "b" };
    const nowhere: Path = { parent: known, step: "c" };
    const beside: Path = { parent: { parent: list, step: 0 }, step: "b" };
    const found = locatePaths(text, [known, below, nowhere, beside]);
    expect([known, below, nowhere, beside].map((path) => found.get(path)?.value)).toEqual([
      { start: 17, end: 25 },
      { start: 23, end: 24 },
      undefined,
      { start: 13, end: 14 },
    ]);
    expect(
      locatePaths("no JSON before it: {}", [{ ...known, span: { start: 19, end: 21 } }]).size,
    ).toBe(1);
  });

  it("keeps indexes of lists and keys of objects apart", () => {
    expect(found('[{"0": "key"}]', [0, "0"], [0, 0], ["0"])).toEqual([
      { value: '"key"', key: '"0"' },
      undefined,
      undefined,
    ]);
  });

  it("passes over a byte order mark", () => {
    expect(found('\ufeff{"a": 1}', ["a"])).toEqual([{ value: "1", key: '"a"' }]);
  });

  it("finds nothing in what a later statement of the key replaces", () => {
    expect(found('{"a": {"b": 1}, "a": {"c": 2}}', ["a", "b"], ["a", "c"])).toEqual([
      undefined,
      { value: "2", key: '"c"' },
    ]);
    expect(found('{"a": {"b": 1}, "a": 3}', ["a"], ["a", "b"])).toEqual([
      { value: "3", key: '"a"' },
      undefined,
    ]);
  });

  it("comes to an end and throws for nothing, whatever the text", () => {
    const soup = fc.array(
      fc.constantFrom("{", "}", "[", "]", ",", ":", '"', "\\", "u", "a", "1", " ", "\n"),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(soup, (characters) => {
        const text = characters.join("");
        for (const { value } of locatePaths(text, pathsOf(nowhere)).values()) {
          expect(value.start).toBeLessThanOrEqual(value.end);
          expect(value.end).toBeLessThanOrEqual(text.length + 1);
        }
        findDuplicateKeys(text);
      }),
      { numRuns: 2000 },
    );
  });

  const deep = { parent: { parent: undefined, step: "z" }, step: "y" };
  it.each([
    ["a long run of backslashes", (n: number) => `{"a":"${"\\\\".repeat(n)}","z":{"y":1}}`],
    ["many escaped quotation marks", (n: number) => `{"a":"${'\\"'.repeat(n)}","z":{"y":1}}`],
    [
      "long runs before quotation marks",
      (n: number) => `{"a":"${`${"\\".repeat(999)}"`.repeat(n / 1000)}","z":{"y":1}}`,
    ],
    ["deep nesting", (n: number) => `{"a":${"[".repeat(n)}${"]".repeat(n)},"z":{"y":1}}`],
    ["a key stated again and again", (n: number) => `{${'"z":{"y":1},'.repeat(n)}"z":{"y":1}}`],
    ["long keys with escapes", (n: number) => `{"${"\\n".repeat(n)}":1,"z":{"y":1}}`],
  ])("reads twice as much for twice as much of: %s", (_, text) => {
    const run = (size: number) => {
      const made = text(size);
      return () => locatePaths(made, [deep]);
    };
    expect(locatePaths(text(4000), [deep]).size).toBe(1);
    expect(growth(run, 100_000)).toBeLessThan(2.1);
  });
});

describe("findDuplicateKeys", () => {
  it("finds what a naive reader finds, in the order of the text", () => {
    fc.assert(
      fc.property(writtenJson, (value) => {
        const { text, duplicates } = write(value);
        const actual = findDuplicateKeys(text).map(({ container, key, span }) => ({
          steps: stepsTo(container),
          key,
          span,
        }));
        expect(actual).toEqual(duplicates);
      }),
    );
  });

  it("compares keys without their escapes", () => {
    expect(findDuplicateKeys('{"a": 1, "\\u0061": 2}')).toEqual([
      { container: undefined, key: "a", span: { start: 9, end: 17 } },
    ]);
  });

  it("stops after the first value", () => {
    expect(findDuplicateKeys('{"a": 1} {"b": 1, "b": 2}')).toEqual([]);
  });

  it("shares one container among the keys of an object, however deep", () => {
    const depth = 100_000;
    const many = '"a":1,'.repeat(depth);
    const text = `${"[".repeat(depth)}{${many}"a":1}${"]".repeat(depth)}`;
    const duplicates = findDuplicateKeys(text);
    expect(duplicates).toHaveLength(depth);
    expect(new Set(duplicates.map(({ container }) => container)).size).toBe(1);
  });

  it.each([
    ["many duplicates", (n: number) => `{${'"a":1,'.repeat(n)}"a":1}`],
    ["duplicates at every depth", (n: number) => `${'{"a":1,"a":'.repeat(n)}1${"}".repeat(n)}`],
    ["backslashes", (n: number) => `{"a":"${"\\\\".repeat(n)}","a":1}`],
  ])("reads twice as much for twice as much of: %s", (_, text) => {
    const run = (size: number) => {
      const made = text(size);
      return () => findDuplicateKeys(made);
    };
    expect(growth(run, 50_000)).toBeLessThan(2.1);
  });
});

const blankBefore = fc.constantFrom("", "\ufeff", "\n ");
const nowhere: readonly Member[] = [["a", "b"], ["a", 0], [0, "a"], ["toString"], [9]].map(
  (steps) => ({ steps: ["nowhere", ...steps], value: { start: 0, end: 0 }, key: undefined }),
);
