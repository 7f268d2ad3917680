import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { printable, printableLines } from "../../src/reporters/printable.ts";

describe("printable", () => {
  it.each([
    ["plain text and accents stay", "café – 日本語 🎉", "café – 日本語 🎉"],
    ["line ends", "a\r\nb", String.raw`a\r\nb`],
    ["tab", "a\tb", String.raw`a\tb`],
    ["escape sequence", "\u001b[31mred", String.raw`\u001b[31mred`],
    ["NUL and DEL", "\u0000\u007f", String.raw`\u0000\u007f`],
    ["C1 control sequence introducer", "\u009b2J", String.raw`\u009b2J`],
    ["line and paragraph separators", "\u2028\u2029", String.raw`\u2028\u2029`],
    ["bidirectional override", "a\u202eb", String.raw`a\u202eb`],
    ["bidirectional isolate", "a\u2066b\u2069", String.raw`a\u2066b\u2069`],
    ["Arabic letter mark", "\u061c", String.raw`\u061c`],
    ["zero width space and byte order mark", "a\u200bb\ufeff", String.raw`a\u200bb\ufeff`],
    ["invisible tag characters", "a\u{e0041}", String.raw`a\u{e0041}`],
    ["half a surrogate pair", "\ud83dx", String.raw`\ud83dx`],
  ])("%s", (_what, text, expected) => {
    expect(printable(text)).toBe(expected);
  });

  it("leaves nothing unprintable, whatever it is given, and changes nothing twice", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const once = printable(text);
        expect(once).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
        expect(printable(once)).toBe(once);
      }),
    );
  });
});

describe("printableLines", () => {
  it("keeps line ends and widens tabs", () => {
    expect(printableLines("{\r\n\t\u001b\n}")).toEqual(["{", String.raw`  \u001b`, "}"]);
  });
});
