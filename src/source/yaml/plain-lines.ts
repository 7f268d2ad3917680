/** A line with something on it. */
export interface PlainLine {
  /** The text up to the end of the line, so that offsets in it are those of the text. */
  readonly line: string;
  /** Offset of the first character that is no space. */
  readonly start: number;
  /** How many spaces stand before it. */
  readonly indent: number;
  /** The column of the comment before it that stands furthest to the right; -1 where there is none. */
  readonly comment: number;
}

/** What stands after the last line with something on it. */
export interface PlainEnd {
  readonly line: undefined;
  readonly indent: -1;
  readonly comment: number;
}

/** Goes over the lines of a text; blank lines and comments between them are passed over. */
export class PlainLines {
  readonly text: string;
  /** Offset of the first line that was not taken. */
  #at: number;
  #next: { readonly line: PlainLine | PlainEnd; readonly after: number } | undefined;

  constructor(text: string, start: number) {
    this.text = text;
    this.#at = start;
  }

  /** The next line with something on it. */
  get next(): PlainLine | PlainEnd {
    return this.#look().line;
  }

  take(): void {
    this.#at = this.#look().after;
    this.#next = undefined;
  }

  /** Offset after the line that an offset stands on. */
  after(offset: number): number {
    const newline = this.text.indexOf("\n", offset);
    return newline === -1 ? this.text.length : newline + 1;
  }

  /**
   * Takes the lines of a literal or folded text.
   *
   * @param column - of what it belongs to
   * @returns the lines without their indentation, and the offset after them; undefined where the
   *   reading takes more than this
   */
  takeText(
    column: number,
  ): { readonly lines: readonly string[]; readonly end: number } | undefined {
    const { text } = this;
    const lines: string[] = [];
    let blank = 0;
    let end = this.#at;
    let indent = -1;
    for (let at = this.#at; at < text.length;) {
      const start = this.#afterSpaces(at);
      const after = this.after(start);
      if (start === after - 1 || start === text.length) {
        // A line of spaces may be a part of the text.
        if (indent === -1 || start - at > indent) return undefined;
        blank += 1;
      } else {
        if (indent === -1) indent = start - at;
        if (indent <= column) return undefined;
        if (start - at < indent) break;
        if (text.charAt(after - 1) !== "\n") return undefined;
        for (; blank > 0; blank -= 1) lines.push("");
        lines.push(text.slice(at + indent, after - 1));
        end = after;
      }
      at = after;
    }
    if (lines.length === 0) return undefined;
    this.#at = end;
    this.#next = undefined;
    return { lines, end };
  }

  #look(): { readonly line: PlainLine | PlainEnd; readonly after: number } {
    this.#next ??= this.#find();
    return this.#next;
  }

  #find(): { readonly line: PlainLine | PlainEnd; readonly after: number } {
    const { text } = this;
    let comment = -1;
    for (let at = this.#at; at < text.length;) {
      const start = this.#afterSpaces(at);
      const after = this.after(start);
      const first = text.charAt(start);
      if (first === "#") comment = Math.max(comment, start - at);
      else if (first !== "\n" && first !== "") {
        const line = text.slice(0, text.charAt(after - 1) === "\n" ? after - 1 : after);
        return { line: { line, start, indent: start - at, comment }, after };
      }
      at = after;
    }
    return { line: { line: undefined, indent: -1, comment }, after: text.length };
  }

  #afterSpaces(start: number): number {
    let at = start;
    while (this.text.charCodeAt(at) === 0x20) at += 1;
    return at;
  }
}
