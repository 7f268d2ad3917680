import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeString } from "../../../src/source/json/string.ts";
import { charactersRead, growth } from "./reading-work.ts";

const unit = fc.oneof(
  fc.constantFrom("a", "é", "\u2028", "\ud83d\ude00", "/").map((text) => ({ text, plain: text })),
  fc
    .constantFrom('"', "\\", "/", "\b", "\f", "\n", "\r", "\t", "\u0000", "é", "\ud83d")
    .chain((plain) => {
      const code = plain.charCodeAt(0).toString(16).padStart(4, "0");
      const short = JSON.stringify(plain).slice(1, -1);
      const escaped = short.startsWith("\\") ? [short] : [];
      return fc
        .constantFrom(...escaped, `\\u${code}`, `\\u${code.toUpperCase()}`)
        .map((text) => ({ text, plain }));
    }),
);

describe("decodeString", () => {
  it("tells for each character where it is written", () => {
    fc.assert(
      fc.property(fc.array(unit), fc.string(), fc.string(), (units, before, after) => {
        const quoted = `"${units.map(({ text }) => text).join("")}"`;
        const span = { start: before.length, end: before.length + quoted.length };
        let at = before.length + 1;
        const offsets = units.flatMap(({ text, plain }) => {
          const start = at;
          at += text.length;
          return plain.split("").map((_, index) => (plain === text ? start + index : start));
        });
        const decoded = decodeString(before + quoted + after, span);
        expect(decoded?.text).toBe(JSON.parse(quoted));
        expect(Array.from(decoded?.offsets ?? [])).toEqual(offsets);
        expect(decoded?.end).toBe(span.end - 1);
      }),
    );
  });

  it.each([
    ["no quotation mark at the start", `a"`],
    ["none at the end", `"a`],
    ["one for both", `"`],
    ["the closing one escaped", String.raw`"a\"`],
    ["an escape that JSON does not have", String.raw`"\x41"`],
    ["a code that is too short", String.raw`"\u12"`],
    ["a code with other letters", String.raw`"\u12zz"`],
    ["nothing", ""],
  ])("decodes nothing where there is %s", (_, text) => {
    expect(decodeString(text, { start: 0, end: text.length })).toBeUndefined();
  });

  it("does not look for escapes behind the string", () => {
    const text = `"short"${" ".repeat(1_000_000)}\\`;
    expect(charactersRead(() => decodeString(text, { start: 0, end: 7 }))).toBeLessThan(100);
  });

  it("reads twice as much for twice as many escapes", () => {
    const run = (size: number) => {
      const text = `"${"\\\\a".repeat(size)}"`;
      return () => decodeString(text, { start: 0, end: text.length });
    };
    expect(growth(run, 100_000)).toBeLessThan(2.1);
  });
});
