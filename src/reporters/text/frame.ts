import type { Frame } from "../../model/report.ts";
import { printable } from "../printable.ts";
import { columns } from "./columns.ts";
import type { Style } from "./style.ts";

/**
 * Draws the lines of a frame with their numbers, and carets under what is meant.
 *
 * @param frame - the lines to show
 * @param style - the colours
 * @param paint - the colour of what is underlined
 * @returns the lines of the drawing; none for a frame without lines
 */
export function drawFrame(frame: Frame, style: Style, paint: (text: string) => string): string[] {
  const gutter = Math.max(0, ...frame.lines.map((line) => label(line.number).length)) + 2;
  return frame.lines.flatMap((line) => {
    const margin = style.faint(`${label(line.number).padStart(gutter)} |`);
    const { before, marked, after } = parts(line.text, line.mark);
    const whole = before + marked + after;
    const drawn = [whole === "" ? margin : `${margin} ${before}${marked}${after}`.trimEnd()];
    if (line.mark !== undefined) {
      const carets = "^".repeat(Math.max(1, columns(marked)));
      const blank = style.faint(`${" ".repeat(gutter)} |`);
      drawn.push(`${blank} ${" ".repeat(columns(before))}${paint(carets)}`);
    }
    return drawn;
  });
}

function label(number: number | undefined): string {
  return number === undefined ? "" : String(number);
}

function parts(
  text: string,
  mark: { readonly from: number; readonly to: number } | undefined,
): { before: string; marked: string; after: string } {
  const from = boundary(text, mark?.from ?? text.length);
  const to = Math.max(from, boundary(text, mark?.to ?? text.length));
  return {
    before: shown(text.slice(0, from)),
    marked: shown(text.slice(from, to)),
    after: shown(text.slice(to)),
  };
}

/** The offset itself, moved into the text and out of the middle of a surrogate pair. */
function boundary(text: string, offset: number): number {
  const inside = Math.min(Math.max(0, offset), text.length);
  const splits = /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(inside - 1, inside + 1));
  return inside > 0 && splits ? inside - 1 : inside;
}

function shown(text: string): string {
  return printable(text.replaceAll("\t", "  "));
}
