import type { Source, Span } from "../model/place.ts";
import { LineIndex } from "../source/line-index.ts";
import type { Outline, OutlineItem } from "../source/outline.ts";

/** Lines of a text, 1-based, both included. */
export interface LineRange {
  readonly from: number;
  readonly to: number;
}

/** A comment that may be a suppression. */
export interface Comment {
  /** Without its signs; one line. */
  readonly text: string;
  /** Where that stands. */
  readonly span: Span;
  /** The line that it stands on, 1-based. */
  readonly line: number;
  /** What it speaks of; of two ranges one holds the other, or they have no line in common. */
  readonly covers: readonly LineRange[];
}

/** Reads the comments of one syntax that start with one of the marks. */
export type CommentReader = (source: Source, marks: readonly string[]) => readonly Comment[];

/**
 * Comments of YAML, which speak of their line and the next one.
 *
 * @param source - a text in which `#` begins a comment
 */
export function yamlComments(source: Source, marks: readonly string[]): readonly Comment[] {
  return lineComments(source, marks, "#");
}

/**
 * Comments of TypeScript that run to the end of their line, which speak of that and the next one.
 *
 * @param source - a text in which `//` begins a comment
 */
export function slashComments(source: Source, marks: readonly string[]): readonly Comment[] {
  return lineComments(source, marks, "//");
}

function lineComments(
  { text }: Source,
  marks: readonly string[],
  sign: string,
): readonly Comment[] {
  const comments: Comment[] = [];
  let lines: LineIndex | undefined;
  const ends = new Set<number>();
  for (const mark of marks) {
    for (let at = text.indexOf(mark); at !== -1; at = text.indexOf(mark, at + 1)) {
      if (!opensComment(text, at, sign)) continue;
      lines ??= new LineIndex(text);
      const line = lines.region({ start: at, end: at }).startLine;
      const { text: whole, start } = lines.line(line);
      const comment = whole.slice(at - start).trimEnd();
      const span = { start: at, end: at + comment.length };
      const covers = [
        { from: line, to: line },
        { from: line + 1, to: line + 1 },
      ];
      if (!ends.has(line)) comments.push({ text: comment, span, line, covers });
      ends.add(line);
      // The rest of the line belongs to this comment.
      at += comment.length;
    }
  }
  return comments;
}

/** Whether nothing but blanks stands between a comment's sign and an offset. */
function opensComment(text: string, offset: number, sign: string): boolean {
  let at = offset;
  while (isBlank(text.charAt(at - 1))) at -= 1;
  if (at < sign.length || !text.startsWith(sign, at - sign.length)) return false;
  const before = text.charAt(at - sign.length - 1);
  return before === "" || before === "\ufeff" || before === "\n" || isBlank(before);
}

function isBlank(character: string): boolean {
  return character === " " || character === "\t" || character === "\r";
}

/**
 * Comments of a syntax with an outline. One on the first line of a block or attribute, or above it,
 * speaks of all of that; any other one of its line, or of the next that is no comment.
 *
 * @param source - the text
 * @param outline - its blocks, attributes and comments
 */
export function outlinedComments(
  source: Source,
  marks: readonly string[],
  outline: Outline,
): readonly Comment[] {
  const marked = outline.comments.filter(({ text }) => marks.some((mark) => text.startsWith(mark)));
  if (marked.length === 0) return [];
  const lines = new LineIndex(source.text);
  const lineOf = (offset: number): number => lines.region({ start: offset, end: offset }).startLine;
  const items = new Map<number, LineRange>();
  collect(outline.items, items, lineOf);
  // Comments that have a line to themselves lead on to the next line.
  const next = new Map<number, number>();
  for (const { span } of outline.comments) {
    const line = lineOf(span.start);
    const { text, start } = lines.line(line);
    const before = text.slice(0, Math.max(span.start - start, 0)).replace(/^\ufeff/, "");
    const last = lineOf(Math.max(span.end - 1, span.start));
    if (before.trim() === "" && endsLine(lines, last, span.end)) next.set(line, last + 1);
  }
  const targets = new Map<number, number>();
  const targetOf = (line: number): number => {
    const way: number[] = [];
    let at = line;
    for (let to = next.get(at); to !== undefined && !targets.has(at); to = next.get(at)) {
      way.push(at);
      at = to;
    }
    const target = targets.get(at) ?? at;
    for (const step of way) targets.set(step, target);
    return target;
  };
  return marked.map(({ text, span }): Comment => {
    const line = lineOf(span.start);
    const target = targetOf(line);
    const [first = ""] = text.split("\n", 1);
    const start = source.text.indexOf(first, span.start);
    return {
      text: first.trimEnd(),
      span: { start, end: start + first.trimEnd().length },
      line,
      covers: [items.get(target) ?? { from: target, to: target }],
    };
  });
}

function endsLine(lines: LineIndex, line: number, end: number): boolean {
  const { text, start } = lines.line(line);
  return text.slice(Math.max(end - start, 0)).trim() === "";
}

/** By the line on which it starts, the outermost item. */
function collect(
  items: readonly OutlineItem[],
  into: Map<number, LineRange>,
  lineOf: (offset: number) => number,
): void {
  for (const { span, items: inner } of items) {
    const from = lineOf(span.start);
    const to = lineOf(Math.max(span.end - 1, span.start));
    if (!into.has(from)) into.set(from, { from, to });
    collect(inner, into, lineOf);
  }
}
