import type { Span } from "../model/place.ts";
import type { Region } from "../model/report.ts";

const byteOrderMark = "\ufeff";

/** Where the lines of a text start, to turn offsets into lines and columns. */
export class LineIndex {
  readonly #text: string;
  readonly #starts: readonly number[];

  /** @param text - the text, read once; `\n` and `\r\n` end a line */
  constructor(text: string) {
    const starts = [0];
    for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) {
      starts.push(at + 1);
    }
    this.#text = text;
    this.#starts = starts;
  }

  /** How many lines the text has; a last line without an end counts. */
  get count(): number {
    return this.#starts.length;
  }

  /**
   * @param line - 1-based
   * @returns the line without its end, and the offset at which it starts
   */
  line(line: number): { readonly text: string; readonly start: number } {
    const start = this.#starts[line - 1] ?? this.#text.length;
    const next = this.#starts[line];
    const end = next === undefined ? this.#text.length : next - 1;
    const carriage = end > start && this.#text[end - 1] === "\r" ? 1 : 0;
    return { text: this.#text.slice(start, end - carriage), start };
  }

  /**
   * @param span - offsets into the text
   * @returns 1-based lines and columns; a byte order mark takes no column
   */
  region(span: Span): Region {
    const start = this.#position(span.start);
    const end = this.#position(Math.max(span.end, span.start));
    return {
      startLine: start.line,
      startColumn: start.column,
      endLine: end.line,
      endColumn: end.column,
    };
  }

  #position(offset: number): { line: number; column: number } {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    const marked = low === 0 && offset > 0 && this.#text.startsWith(byteOrderMark) ? 1 : 0;
    return { line: low + 1, column: offset - (this.#starts[low] ?? 0) + 1 - marked };
  }
}
