import { describe, expect, it } from "vitest";
import type { Frame } from "../../../src/model/report.ts";
import { columns } from "../../../src/reporters/text/columns.ts";
import { drawFrame } from "../../../src/reporters/text/frame.ts";
import { styleFor } from "../../../src/reporters/text/style.ts";
import { wrap } from "../../../src/reporters/text/wrap.ts";

const draw = (frame: Frame): string[] => drawFrame(frame, styleFor(false), (text) => text);

describe("drawFrame", () => {
  it("draws numbered lines with carets, and lines between them", () => {
    const lines = [
      { number: 9, text: "policy = {", mark: { from: 9, to: 10 } },
      { number: 10, text: "  a", mark: { from: 2, to: 3 } },
      { number: undefined, text: "…", mark: undefined },
    ];
    expect(draw({ lines })).toEqual([
      "   9 | policy = {",
      "     |          ^",
      "  10 |   a",
      "     |   ^",
      "     | …",
    ]);
  });

  it.each([
    ["a tab is two columns", "\tab", { from: 1, to: 3 }, ["  ab", "  ^^"]],
    ["a wide character is two columns", "日本x", { from: 1, to: 2 }, ["日本x", "  ^^"]],
    ["a combining mark is none", "e\u0301x", { from: 2, to: 3 }, ["e\u0301x", " ^"]],
    ["escapes count", "\u001bx", { from: 0, to: 1 }, [String.raw`\u001bx`, "^^^^^^"]],
    ["an empty mark is one caret", "ab", { from: 2, to: 2 }, ["ab", "  ^"]],
    ["a mark past the end is at the end", "ab", { from: 7, to: 9 }, ["ab", "  ^"]],
    ["a surrogate pair stays whole", "🎉x", { from: 1, to: 2 }, ["🎉x", "^^"]],
  ])("%s", (_what, text, mark, [line, carets]) => {
    expect(draw({ lines: [{ number: undefined, text, mark }] })).toEqual([
      `   | ${line ?? ""}`,
      `   | ${carets ?? ""}`,
    ]);
  });

  it("draws nothing for a frame without lines", () => {
    expect(draw({ lines: [] })).toEqual([]);
  });
});

describe("wrap", () => {
  it("breaks at spaces and indents further lines", () => {
    expect(wrap("one two three four", 12, "x: ", 4)).toEqual([
      "x: one two",
      "    three",
      "    four",
    ]);
  });

  it("keeps a long word whole", () => {
    const arn = "arn:aws:iam::111122223333:role/GuardrailAdmin";
    expect(wrap(`by ${arn} today`, 20, "", 2)).toEqual(["by", `  ${arn}`, "  today"]);
  });
});

describe("columns", () => {
  it.each([
    ["abc", 3],
    ["日本", 4],
    ["e\u0301", 1],
    ["…", 1],
    ["🎉", 2],
  ])("%s", (text, expected) => {
    expect(columns(text)).toBe(expected);
  });
});
