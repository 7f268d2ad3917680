import type { Place, Span } from "../model/place.ts";
import type { Frame, Region } from "../model/report.ts";
import { decodeString } from "./json/string.ts";
import type { LineIndex } from "./line-index.ts";
import type { LocatedSpan } from "./locate.ts";

/** Longer lines are cut to a window around what is underlined. */
const widest = 120;
/** Of a longer region the first lines are shown. */
const mostLines = 6;

/**
 * The lines to show for a place. A confidential source is never quoted around the place: only the
 * member itself is shown, without what a container holds; and what is masked only by its key.
 *
 * @param place - what is shown
 * @param located - where it stands
 * @param region - the same as lines and columns
 * @param lines - the lines of the place's source
 */
export function frameOf(
  place: Place,
  located: LocatedSpan,
  region: Region,
  lines: LineIndex,
): Frame {
  return place.source.confidential || place.masked === true
    ? excerpt(place, located)
    : quotation(region, lines);
}

function quotation(region: Region, lines: LineIndex): Frame {
  const last = Math.min(region.endLine, region.startLine + mostLines - 1);
  const shown: Frame["lines"][number][] = [];
  for (let number = region.startLine; number <= last; number += 1) {
    const whole = lines.line(number).text.replace(/^\ufeff/, "");
    const first = whole.length - whole.trimStart().length;
    const from = number === region.startLine ? region.startColumn - 1 : first;
    const to = number === region.endLine ? region.endColumn - 1 : whole.length;
    shown.push({ number, ...window(whole, from, Math.max(to, from + 1)) });
  }
  if (last < region.endLine) {
    shown.push({ number: undefined, text: "…", mark: undefined });
  }
  return { lines: shown };
}

/** Cuts a long line to a window that holds the start of the mark. */
function window(
  line: string,
  from: number,
  to: number,
): { text: string; mark: { from: number; to: number } } {
  if (line.length <= widest) return { text: line, mark: { from, to } };
  const room = Math.max(widest - (to - from), 20);
  const start = Math.max(0, from - Math.floor(room / 2));
  const end = Math.min(line.length, start + widest);
  const left = start > 0 ? "…" : "";
  const right = end < line.length ? "…" : "";
  const shift = left.length - start;
  return {
    text: left + line.slice(start, end) + right,
    mark: { from: from + shift, to: Math.min(to, end) + shift },
  };
}

function excerpt(place: Place, located: LocatedSpan): Frame {
  const text = place.source.text;
  const { span, inner } = located;
  const pointsAtKey = place.route.kind === "path" && place.route.part === "key";
  // Items of lists have no key, nor has the root: the place is then all of the value.
  if (pointsAtKey && located.key !== undefined) return marked(located.key, ": …");
  const key = located.key ?? place.address;
  const prefix = key === undefined ? "" : `${key}: `;
  if (place.masked === true) return marked(`${prefix}(sensitive)`);
  const value = inner ?? withoutContent(decoded(text, span));
  return marked(prefix + value);
}

/** The start is enough: no more of it is shown. */
function decoded(text: string, span: Span): string {
  const short = { start: span.start, end: Math.min(span.end, span.start + 4 * widest) };
  const whole = decodeString(text, span.end === short.end ? span : short);
  return whole === undefined ? text.slice(short.start, short.end) : `"${whole.text}"`;
}

function marked(text: string, rest = ""): Frame {
  const line = text.replace(/\s+/g, " ").trim();
  if (line === "") return { lines: [] };
  const cut = line.length > widest ? `${line.slice(0, widest)}…` : line;
  return { lines: [{ number: undefined, text: cut + rest, mark: { from: 0, to: cut.length } }] };
}

function withoutContent(value: string): string {
  const start = value.trimStart();
  if (start.startsWith("{")) return "{…}";
  if (start.startsWith("[")) return "[…]";
  return value;
}
