/**
 * A wildcard pattern as the texts between its stars. A text is looked for with the engine's own
 * search, which is many times faster than a walk from character to character, and most of what
 * policies are held against each other for is names against `*word*`.
 */

/** A text of a pattern, and what stands before it. */
export interface Piece {
  readonly text: string;
  /** What may stand before the text: nothing more, anything, or anything but colons. */
  readonly gap: "none" | "wide" | "within";
}

/**
 * Whether a text goes through all pieces, from its beginning to its end. Each piece is taken where
 * it comes first: a later place never leaves more to those after it, because no piece after a wide
 * gap has one that stops at colons.
 *
 * @param pieces - the first has no gap
 */
export function goesThrough(pieces: readonly Piece[], subject: string): boolean {
  let at = 0;
  const last = pieces.length - 1;
  for (let index = 0; index <= last; index += 1) {
    const piece = pieces[index];
    if (piece === undefined) return false;
    const found = placeOf(piece, subject, at, index === last);
    if (found < at) return false;
    if (piece.gap === "within" && !isFree(subject, at, found)) return false;
    at = found + piece.text.length;
  }
  return at === subject.length;
}

/** Where the piece comes first, or ends the text; less than `at` where it does not. */
function placeOf({ text, gap }: Piece, subject: string, at: number, isLast: boolean): number {
  if (gap === "none") return subject.startsWith(text, at) ? at : -1;
  if (!isLast) return subject.indexOf(text, at);
  return subject.endsWith(text) ? subject.length - text.length : -1;
}

/** Whether there is no colon between two places. */
function isFree(subject: string, from: number, to: number): boolean {
  if (from === to) return true;
  const colon = subject.indexOf(":", from);
  return colon === -1 || colon >= to;
}
