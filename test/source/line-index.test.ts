import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LineIndex } from "../../src/source/line-index.ts";

const text = fc
  .tuple(
    fc.constantFrom("", "\ufeff"),
    fc.array(
      fc.constantFrom("a", "é", "\ud83d\ude00", "\u2028", " ", "\r", "\n", "\r\n", "\ufeff"),
    ),
  )
  .map(([mark, parts]) => mark + parts.join(""));

/** The line and column of an offset, by splitting the text before it. */
function naive(whole: string, offset: number): { line: number; column: number } {
  const before = whole.slice(0, offset).split("\n");
  const last = before.at(-1) ?? "";
  const marked = before.length === 1 && last.startsWith("\ufeff") ? 1 : 0;
  return { line: before.length, column: last.length + 1 - marked };
}

describe("LineIndex", () => {
  it("finds the lines and columns that splitting the text finds", () => {
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (whole, a, b) => {
        const [start = 0, end = 0] = [a, b]
          .map((seed) => seed % (whole.length + 1))
          .sort((one, other) => one - other);
        const [from, to] = [naive(whole, start), naive(whole, end)];
        expect(new LineIndex(whole).region({ start, end })).toEqual({
          startLine: from.line,
          startColumn: from.column,
          endLine: to.line,
          endColumn: to.column,
        });
      }),
    );
  });

  it("has the lines that splitting the text gives", () => {
    fc.assert(
      fc.property(text, (whole) => {
        const lines = new LineIndex(whole);
        const expected = whole.split("\n").map((line, index, all) => ({
          text: line.endsWith("\r") ? line.slice(0, -1) : line,
          start: all.slice(0, index).reduce((sum, { length }) => sum + length + 1, 0),
        }));
        expect(lines.count).toBe(expected.length);
        expect(expected.map((_, index) => lines.line(index + 1))).toEqual(expected);
      }),
    );
  });

  it.each([
    ["LF", "a\nbc", { start: 2, end: 4 }, [2, 1, 2, 3]],
    ["CRLF", "a\r\nbc", { start: 3, end: 5 }, [2, 1, 2, 3]],
    ["a byte order mark", "\ufeffab", { start: 1, end: 3 }, [1, 1, 1, 3]],
    ["a byte order mark before a line end", "\ufeff\nab", { start: 2, end: 3 }, [2, 1, 2, 2]],
    ["an empty text", "", { start: 0, end: 0 }, [1, 1, 1, 1]],
    ["the end of the text", "a\n", { start: 2, end: 2 }, [2, 1, 2, 1]],
    ["a span that ends before it starts", "abc", { start: 2, end: 1 }, [1, 3, 1, 3]],
  ])("counts from one: %s", (_, whole, span, [startLine, startColumn, endLine, endColumn]) => {
    expect(new LineIndex(whole).region(span)).toEqual({
      startLine,
      startColumn,
      endLine,
      endColumn,
    });
  });
});
