import fc from "fast-check";
import type { TextUnits } from "../../../src/source/json/grammar.ts";

/** A text as numbers, of which there are bytes where it is ASCII. */
export function unitsOf(text: string): TextUnits {
  const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
  return units.every((unit) => unit < 0x80) ? Uint8Array.from(units) : Uint16Array.from(units);
}

/** Whether `JSON.parse` accepts a text. */
export function accepted(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const sign = fc.constantFrom(
  ...["{", "}", "[", "]", ":", ",", '"', "\\", " ", "\n", "\t", "0", "1", "9", "-", "+", "."],
  ...["e", "E", "u", "/", "b", "t", "r", "f", "a", "l", "s", "n"],
  "\u0000",
  "\u001f",
  "é",
  "\ud800",
  "\ufeff",
  '""',
  "\\u0061",
  "null",
);

/** JSON, most of it with a few characters too many, too few, or others in their place. */
export const altered: fc.Arbitrary<string> = fc
  .tuple(
    fc.json({ maxDepth: 4, stringUnit: "binary" }),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom(0, 1), fc.option(sign, { nil: "" })), {
      maxLength: 3,
    }),
  )
  .map(([json, edits]) =>
    edits.reduce((text, [seed, removed, added]) => {
      const at = seed % (text.length + 1);
      return text.slice(0, at) + added + text.slice(at + removed);
    }, json),
  );
