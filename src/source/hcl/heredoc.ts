import type { Piece } from "./directives.ts";
import { leadingBlanks, slice } from "./text-piece.ts";

/**
 * Takes the indentation that all lines share from a heredoc that starts with `<<-`. Lines of nothing
 * but blanks do not count and stay as they are; a line that starts with a sequence has none.
 *
 * @param pieces - the heredoc's pieces; text is cut at line ends
 * @returns the same pieces with shorter text
 */
export function withoutIndent(pieces: readonly Piece[]): readonly Piece[] {
  const indented = new Set<Piece>();
  let shared = Number.POSITIVE_INFINITY;
  let lineStart = true;
  for (const piece of pieces) {
    const text = piece.kind === "text" ? piece.text : "";
    const ends = text.endsWith("\n");
    if (lineStart) {
      const blanks = leadingBlanks(text);
      if (blanks < text.length || !ends) {
        shared = Math.min(shared, blanks);
        indented.add(piece);
      }
    }
    // What a strip marker took a line end from goes on with the next piece.
    lineStart = ends;
  }
  if (shared === 0) return pieces;
  return pieces.map((piece) =>
    piece.kind === "text" && indented.has(piece) ? slice(piece, shared, piece.text.length) : piece,
  );
}
