import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { endOfBlank, endOfValue, notJson } from "../../../src/source/json/grammar.ts";
import { accepted, altered, unitsOf } from "./skimming.ts";

const room = 64;

/** Whether a text is one value with nothing but blank space around it. */
function isValue(text: string): boolean {
  const units = unitsOf(text);
  const end = endOfValue(units, endOfBlank(units, 0), new Uint8Array(room));
  return end !== notJson && endOfBlank(units, end) === text.length;
}

describe("the end of a JSON value", () => {
  it("is where the value ends, whatever follows", () => {
    fc.assert(
      fc.property(
        fc.json({ maxDepth: 5 }),
        fc.constantFrom("", " ", ",", "}", "]"),
        (text, rest) => {
          const end = endOfValue(unitsOf(text + rest), 0, new Uint8Array(room));
          expect(end).toBe(text.length);
        },
      ),
    );
  });

  it("is there for what JSON.parse accepts, and for nothing else", () => {
    fc.assert(
      fc.property(altered, (text) => {
        expect(isValue(text)).toBe(accepted(text));
      }),
      { numRuns: 2000 },
    );
  });

  // https://www.rfc-editor.org/rfc/rfc8259
  it.each([
    ...["", " ", "nul", "nulll", "True", "+1", "01", "-", "-01", "1.", ".5", "1.e2", "1e", "1e+"],
    ...["0", "-0", "-0.5e-10", "1E+2", "120", "true", "false", "null", "0x1", "NaN", "1 2", "--1"],
    ...['"', '"a', '"\\"', '"\\', '"\\u12', '"\\u12g4"', '"\\u12F4"', '"\\x"', '"\\/\\b\\t"'],
    ...['"\t"', '"\n"', '"\u0000"', '"\u001f"', '"\u007f"', '"é"', '"\\ud800"', '"\ud800"'],
    ...["[", "]", "[]", "[ ]", "[,]", "[1,]", "[1 2]", "[1}", "[[]", "[]]", "[1,\n2]", "(1)"],
    ...["{", "}", "{}", "{ }", "{,}", '{"a"}', '{"a":}', '{"a":1,}', '{"a":1]', "{a:1}", "{1:2}"],
    ...['{"a":1 "b":2}', '{"a" : 1 , "b":[{}]}', '{"a":1,"a":2}', '{"a":1}}', '{"a",1}', '["a":1]'],
    ...["\u00a01", "\u000b1", "\ufeff1", "1 // no", "/**/1", "'a'"],
  ])("agrees with JSON.parse about %j", (text) => {
    expect(isValue(text)).toBe(accepted(text));
  });

  it("is not looked for where containers are nested deeper than there is room", () => {
    const nested = (depth: number): string => "[".repeat(depth) + "1" + "]".repeat(depth);
    expect(isValue(nested(room))).toBe(true);
    expect(isValue(nested(room + 1))).toBe(false);
    expect(isValue(nested(100_000))).toBe(false);
  });
});
