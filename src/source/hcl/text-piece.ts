import { isBlank } from "./characters.ts";
import type { TemplatePart } from "./syntax.ts";

/** Text of a template out of its escapes, with the way back to the source. */
export interface TextPiece {
  readonly kind: "text";
  readonly text: string;
  /** Where the source has it; its end is after the last escape. */
  readonly start: number;
  readonly end: number;
  /** As in {@link TemplatePart}. */
  readonly offsets: readonly number[] | undefined;
}

/**
 * Cuts a piece.
 *
 * @param from - the first UTF-16 unit of its text to keep
 * @param to - the first after it that goes
 */
export function slice(piece: TextPiece, from: number, to: number): TextPiece {
  const { text, offsets } = piece;
  if (from === 0 && to === text.length) return piece;
  return {
    kind: "text",
    text: text.slice(from, to),
    start: from === 0 ? piece.start : sourceOffset(piece, from),
    end: to === text.length ? piece.end : sourceOffset(piece, to),
    offsets: offsets?.slice(from, to),
  };
}

/** How many blanks, line ends among them, a text starts with. */
export function leadingBlanks(text: string): number {
  let count = 0;
  while (isBlank(text.charCodeAt(count))) count += 1;
  return count;
}

/** A piece without the blanks at its start. */
export function trimStart(piece: TextPiece): TextPiece {
  return slice(piece, leadingBlanks(piece.text), piece.text.length);
}

/** A piece without the blanks at its end. */
export function trimEnd(piece: TextPiece): TextPiece {
  let length = piece.text.length;
  while (isBlank(piece.text.charCodeAt(length - 1))) length -= 1;
  return slice(piece, 0, length);
}

/**
 * Makes one part of pieces that follow each other with nothing but stripped text between them.
 *
 * @param pieces - in order, at least one
 */
export function join(pieces: readonly [TextPiece, ...TextPiece[]]): TemplatePart {
  if (pieces.length === 1) {
    const [{ text, start, end, offsets }] = pieces;
    return { kind: "text", text, span: { start, end }, offsets };
  }
  const kept = pieces.filter((piece) => piece.text !== "");
  const first = kept[0] ?? pieces[0];
  const span = { start: first.start, end: (kept.at(-1) ?? first).end };
  const text = kept.map((piece) => piece.text).join("");
  const straight = kept.every(
    (piece, index) =>
      piece.offsets === undefined && (index === 0 || kept[index - 1]?.end === piece.start),
  );
  if (straight) return { kind: "text", text, span, offsets: undefined };
  const offsets: number[] = [];
  for (const piece of kept) {
    for (let unit = 0; unit < piece.text.length; unit += 1) offsets.push(sourceOffset(piece, unit));
  }
  return { kind: "text", text, span, offsets };
}

function sourceOffset(piece: TextPiece, unit: number): number {
  return piece.offsets?.[unit] ?? piece.start + unit;
}
