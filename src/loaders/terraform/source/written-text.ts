import type { Datum, Open, Piece, Spot } from "./datum.ts";

/** Stands in the text for what is not known. */
const hole = "\ufffc";

/** A text whose every character leads back to where it is written. */
export class WrittenText {
  readonly text: string;
  /** What is not known, by its offset in the text. */
  readonly holes: ReadonlyMap<number, Open>;
  /** By the offset at which each piece starts in the text. */
  readonly #starts: readonly number[];
  readonly #pieces: readonly Piece[];
  readonly #whole: Spot;

  /** @param datum - a text, or one of which parts are known */
  constructor(datum: Extract<Datum, { kind: "text" | "open" }>) {
    const starts: number[] = [];
    const holes = new Map<number, Open>();
    let content = "";
    const pieces = piecesOf(datum);
    for (const piece of pieces) {
      starts.push(content.length);
      if (piece.kind === "open") {
        holes.set(content.length, piece.open);
        content += hole;
      } else content += piece.text;
    }
    this.text = content;
    this.holes = holes;
    this.#starts = starts;
    this.#pieces = pieces;
    this.#whole = datum.at;
  }

  /** Where a stretch of the text is written; a stretch over several files stands at its start. */
  spot(start: number, end: number): Spot {
    const first = this.#source(start, false);
    const last = this.#source(end - 1, true);
    if (first.at.source !== last.at.source || last.offset <= first.offset) {
      return { ...first.at, span: { start: first.offset, end: first.end } };
    }
    return { ...first.at, span: { start: first.offset, end: last.offset } };
  }

  #source(offset: number, behind: boolean): { at: Spot; offset: number; end: number } {
    const starts = this.#starts;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    const piece = this.#pieces[low];
    if (piece === undefined) {
      const { span } = this.#whole;
      return { at: this.#whole, offset: behind ? span.end : span.start, end: span.end };
    }
    const at = piece.kind === "open" ? piece.open.at : piece.at;
    if (piece.kind === "open" || piece.made) {
      return { at, offset: behind ? at.span.end : at.span.start, end: at.span.end };
    }
    const inside = offset - (starts[low] ?? 0);
    const written = piece.offsets?.[inside] ?? at.span.start + inside;
    return { at, offset: behind ? written + 1 : written, end: at.span.end };
  }
}

function piecesOf(datum: Extract<Datum, { kind: "text" | "open" }>): readonly Piece[] {
  if (datum.pieces !== undefined) return datum.pieces;
  if (datum.kind === "open") return [];
  return [{ kind: "text", text: datum.text, at: datum.at, offsets: undefined, made: true }];
}
