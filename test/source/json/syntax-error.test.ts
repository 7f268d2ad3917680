import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findSyntaxError } from "../../../src/source/json/syntax-error.ts";
import { charactersRead, growth } from "./reading-work.ts";
import { write, writtenJson } from "./written-json.ts";

function isJson(text: string): boolean {
  try {
    JSON.parse(text.replace(/^\ufeff/, ""));
    return true;
  } catch {
    return false;
  }
}

const token = fc.constantFrom(
  ...["{", "}", "[", "]", ",", ":", '"', "\\", '"a"', "1", "-", "0", ".5", "e1", "+", "/", "'"],
  ...["null", "tru", "NaN", "\u0000", "\n", "\u00a0", "\ufeff", "\\u12", "//", "é"],
);

/** JSON with a few changes. */
const almostJson = fc
  .tuple(writtenJson, fc.array(fc.tuple(fc.nat(), fc.nat(3), fc.option(token)), { maxLength: 3 }))
  .map(([value, changes]) =>
    changes.reduce((text, [seed, removed, added]) => {
      const at = seed % (text.length + 1);
      return text.slice(0, at) + (added ?? "") + text.slice(at + removed);
    }, write(value).text),
  );

describe("findSyntaxError", () => {
  it("finds an error exactly where JSON.parse throws", () => {
    fc.assert(
      fc.property(almostJson, (text) => {
        expect(findSyntaxError(text) === undefined).toBe(isJson(text));
      }),
      { numRuns: 3000 },
    );
  });

  it("agrees with JSON.parse on any few tokens", () => {
    fc.assert(
      fc.property(fc.array(token, { maxLength: 6 }), (tokens) => {
        const text = tokens.join("");
        expect(findSyntaxError(text) === undefined).toBe(isJson(text));
      }),
      { numRuns: 3000 },
    );
  });

  it("points at the token that cannot stand there: nothing before it can mend that", () => {
    fc.assert(
      fc.property(almostJson, (text) => {
        const error = findSyntaxError(text);
        fc.pre(error !== undefined);
        expect(error.offset).toBeLessThanOrEqual(text.length);
        // What stands before the error is not wrong yet, only unfinished.
        const before = text.slice(0, error.offset).replace(/[ \t\r\n]+$/, "");
        const unfinished = findSyntaxError(before);
        expect(unfinished === undefined || unfinished.offset === before.length).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ["", 0, "the text is empty"],
    ["\ufeff \n", 3, "the text is empty"],
    ['{"a": 1', 7, "the text ends inside an object"],
    ["[1, ", 4, "the text ends inside a list"],
    ['{"a": 1,}', 8, "expected a key in quotation marks, found `}`"],
    ["[1,]", 3, "expected a value, found `]`"],
    ["[1 2]", 3, "expected `,` or `]`, found `2`"],
    ['{"a" 1}', 5, "expected `:` after the key, found `1`"],
    ['{"a": 1]', 7, "expected `,` or `}`, found `]`"],
    ["{a: 1}", 1, "expected a key in quotation marks, found `a`"],
    ["{} {}", 3, "expected the end of the text, found `{`"],
    ["[01]", 1, "expected a value, found `0`"],
    ["[\u0000]", 1, "expected a value, found another character"],
    ['["a\nb"]', 1, "a string does not end or has an escape that JSON does not know"],
    [String.raw`["\x"]`, 1, "a string does not end or has an escape that JSON does not know"],
    ['{"a": "secret', 6, "a string does not end or has an escape that JSON does not know"],
    ['// comment\n{"a": 1}', 0, "expected a value, found `/`"],
  ])("says of %j what is wrong at %i", (text, offset, message) => {
    expect(findSyntaxError(text)).toEqual({ offset, message });
  });

  it.each([
    ["nesting", (n: number) => "[".repeat(n)],
    ["backslashes", (n: number) => `["${"\\\\".repeat(n)}`],
    ["strings", (n: number) => `[${'"abcdefgh",'.repeat(n)}`],
    ["digits", (n: number) => `[${"1".repeat(n)}x`],
  ])("reads twice as much for twice as much of: %s", (_, text) => {
    const run = (size: number) => {
      const made = text(size);
      return () => findSyntaxError(made);
    };
    expect(growth(run, 50_000)).toBeLessThan(2.1);
  });

  it("reads each string once", () => {
    const text = `["${"a".repeat(100_000)}", `;
    expect(charactersRead(() => findSyntaxError(text))).toBeLessThan(1.1 * text.length);
  });
});
