import {
  CARRIAGE_RETURN,
  CLOSE_BRACE,
  DOLLAR,
  HASH,
  isDigit,
  LESS,
  LINE_FEED,
  MINUS,
  nameEnd,
  numberEnd,
  OPEN_BRACE,
  PERCENT,
  QUOTE,
  SLASH,
  SPACE,
  STAR,
  TAB,
  TILDE,
} from "./characters.ts";
import { symbolAt } from "./symbols.ts";
import type { Comment } from "./syntax.ts";
import { closingLineEnd, lineTextEnd, quotedTextEnd } from "./template-text.ts";
import type { TokenKind } from "./token.ts";

/** What the text around an offset is, where it is not plain code. */
type Mode =
  | { readonly kind: "string"; readonly start: number }
  | { readonly kind: "heredoc"; readonly marker: string; lineStart: boolean }
  /** Text that is a template from end to end. */
  | { readonly kind: "bare" }
  /** Code between `${` or `%{` and its end. */
  | { readonly kind: "sequence"; readonly start: number; braces: number };

/**
 * Cuts a text into tokens, one at a time and in one pass: what has been opened is remembered, so
 * that nothing is looked at twice and nothing recurses.
 */
export class Scanner {
  readonly text: string;
  /** Comments passed so far, in order. */
  readonly comments: Comment[] = [];
  /** The token that was read last. */
  kind: TokenKind = "newline";
  start = 0;
  end = 0;

  /** How many of what is open are sequences. */
  sequences = 0;

  readonly #modes: Mode[] = [];
  #lineStart = 0;

  /**
   * @param text - any text
   * @param bare - whether it is a template from end to end
   */
  constructor(text: string, bare = false) {
    this.text = text;
    if (bare) this.#modes.push({ kind: "bare" });
    if (text.startsWith("\ufeff")) this.end = 1;
  }

  /** How many strings, heredocs and sequences are open. */
  get open(): number {
    return this.#modes.length;
  }

  /** Goes back to an offset at which nothing was open. */
  restart(at: number): void {
    this.#modes.length = 0;
    this.sequences = 0;
    this.#lineStart = at;
    this.end = at;
  }

  /** Reads the next token into `kind`, `start` and `end`. */
  next(): void {
    const mode = this.#modes.at(-1);
    if (mode === undefined || mode.kind === "sequence") this.#code(mode);
    else if (mode.kind === "string") this.#string();
    else this.#lines(mode);
  }

  #set(kind: TokenKind, start: number, end: number): void {
    this.kind = kind;
    this.start = start;
    this.end = end;
  }

  #code(sequence: { braces: number } | undefined): void {
    const { text } = this;
    let at = this.end;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === SPACE || code === TAB) {
        at += 1;
      } else if (code === HASH || (code === SLASH && text.charCodeAt(at + 1) === SLASH)) {
        at = this.#comment(at, code === HASH ? 1 : 2);
      } else if (code === SLASH && text.charCodeAt(at + 1) === STAR) {
        const close = text.indexOf("*/", at + 2);
        if (close === -1) {
          this.#set("invalid", at, text.length);
          return;
        }
        this.#remember(text.slice(at + 2, close), at, close + 2);
        at = close + 2;
      } else {
        this.#token(at, code, sequence);
        return;
      }
    }
  }

  #token(at: number, code: number, sequence: { braces: number } | undefined): void {
    const { text } = this;
    const name = nameEnd(text, at);
    if (name > at) {
      this.#set("name", at, name);
    } else if (code === LINE_FEED || (code === CARRIAGE_RETURN && this.#feeds(at + 1))) {
      this.#set("newline", at, code === LINE_FEED ? at + 1 : at + 2);
      this.#lineStart = this.end;
    } else if (code === QUOTE) {
      this.#set("quote", at, at + 1);
      this.#modes.push({ kind: "string", start: at });
    } else if (isDigit(code)) {
      this.#set("number", at, numberEnd(text, at));
    } else if (code === LESS && text.charCodeAt(at + 1) === LESS && this.#heredoc(at)) {
      return;
    } else if (code === OPEN_BRACE || code === CLOSE_BRACE || code === TILDE) {
      this.#brace(at, code, sequence);
    } else {
      const symbol = symbolAt(text, at);
      if (symbol !== undefined) this.#set(symbol, at, at + symbol.length);
      else if (at >= text.length) this.#set("end", text.length, text.length);
      else this.#set("invalid", at, at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1));
    }
  }

  #brace(at: number, code: number, sequence: { braces: number } | undefined): void {
    const end = code === TILDE ? at + 2 : at + 1;
    if (code === TILDE && this.text.charCodeAt(at + 1) !== CLOSE_BRACE) {
      this.#set("invalid", at, at + 1);
    } else if (code === OPEN_BRACE) {
      if (sequence !== undefined) sequence.braces += 1;
      this.#set("{", at, end);
    } else if (sequence?.braces === 0) {
      this.#modes.pop();
      this.sequences -= 1;
      this.#set("sequence-end", at, end);
    } else {
      if (sequence !== undefined) sequence.braces -= 1;
      this.#set(code === TILDE ? "invalid" : "}", at, end);
    }
  }

  #heredoc(at: number): boolean {
    const { text } = this;
    const name = text.charCodeAt(at + 2) === MINUS ? at + 3 : at + 2;
    const nameEnds = nameEnd(text, name);
    const line = text.charCodeAt(nameEnds) === CARRIAGE_RETURN ? nameEnds + 1 : nameEnds;
    if (nameEnds === name || !this.#feeds(line)) return false;
    this.#set("heredoc", at, line + 1);
    this.#lineStart = this.end;
    this.#modes.push({ kind: "heredoc", marker: text.slice(name, nameEnds), lineStart: true });
    return true;
  }

  #string(): void {
    const { text } = this;
    const at = this.end;
    const end = quotedTextEnd(text, at);
    if (end > at) {
      this.#set("text", at, end);
    } else if (text.charCodeAt(at) === QUOTE) {
      this.#set("unquote", at, at + 1);
      this.#modes.pop();
    } else if (!this.#sequence(at)) {
      this.#set("unterminated", at, at);
      this.#abandonLine();
    }
  }

  #lines(
    mode: { readonly kind: "bare" } | { kind: "heredoc"; marker: string; lineStart: boolean },
  ): void {
    const { text } = this;
    const at = this.end;
    if (mode.kind === "heredoc" && mode.lineStart) {
      const close = closingLineEnd(text, at, mode.marker);
      if (close !== undefined) {
        this.#set("heredoc-end", at, close);
        this.#modes.pop();
        return;
      }
    }
    const end = lineTextEnd(text, at);
    if (end > at) {
      this.#set("text", at, end);
      const ended = text.charCodeAt(end - 1) === LINE_FEED;
      if (ended) this.#lineStart = end;
      if (mode.kind === "heredoc") mode.lineStart = ended;
    } else if (at >= text.length) {
      this.#set(mode.kind === "bare" ? "end" : "unterminated", at, at);
      if (mode.kind === "heredoc") this.#modes.pop();
    } else if (this.#sequence(at)) {
      if (mode.kind === "heredoc") mode.lineStart = false;
    } else if (mode.kind === "heredoc") {
      this.#set("invalid", at, at + 1);
    } else {
      // After such a carriage return Terraform sees no more sequences, only text.
      this.#set("text", at, text.length);
    }
  }

  /** Opens the sequence at an offset, if one starts there. */
  #sequence(at: number): boolean {
    const { text } = this;
    const sign = text.charCodeAt(at);
    if (sign !== DOLLAR && sign !== PERCENT) return false;
    if (text.charCodeAt(at + 1) !== OPEN_BRACE) return false;
    const end = text.charCodeAt(at + 2) === TILDE ? at + 3 : at + 2;
    this.#set(sign === DOLLAR ? "${" : "%{", at, end);
    this.#modes.push({ kind: "sequence", start: at, braces: 0 });
    this.sequences += 1;
    return true;
  }

  /**
   * Leaves a string that does not end on its line, and all that was opened on that line before it:
   * in `"${name"` it is the sequence that is not closed, and the next line is code again.
   */
  #abandonLine(): void {
    this.#modes.pop();
    for (;;) {
      const mode = this.#modes.at(-1);
      if (mode?.kind !== "string" && mode?.kind !== "sequence") return;
      if (mode.start < this.#lineStart) return;
      this.#modes.pop();
      if (mode.kind === "sequence") this.sequences -= 1;
    }
  }

  #feeds(at: number): boolean {
    return this.text.charCodeAt(at) === LINE_FEED;
  }

  /** Passes over a comment that ends with its line. */
  #comment(at: number, sign: number): number {
    const { text } = this;
    const feed = text.indexOf("\n", at);
    let end = feed === -1 ? text.length : feed;
    if (feed !== -1 && text.charCodeAt(end - 1) === CARRIAGE_RETURN) end -= 1;
    this.#remember(text.slice(at + sign, end), at, end);
    return end;
  }

  /** Keeps a comment, unless it was passed before a restart. */
  #remember(text: string, start: number, end: number): void {
    const last = this.comments.at(-1);
    if (last === undefined || last.span.start < start) {
      this.comments.push({ text: text.trim(), span: { start, end } });
    }
  }
}
