import type { Span } from "../../model/place.ts";
import { findSyntaxError } from "./syntax-error.ts";
import { decodeString, type DecodedString } from "./string.ts";

/** One member of an object; a key may come more than once. */
export interface JsonMember {
  readonly key: string;
  /** With the quotation marks. */
  readonly keySpan: Span;
  readonly value: JsonNode;
}

/** A value of a JSON text with its span. */
export type JsonNode =
  | { readonly kind: "object"; readonly members: readonly JsonMember[]; readonly span: Span }
  | { readonly kind: "array"; readonly items: readonly JsonNode[]; readonly span: Span }
  /** Strings keep the way back from their characters to the text. */
  | { readonly kind: "string"; readonly decoded: DecodedString; readonly span: Span }
  | {
      readonly kind: "scalar";
      readonly value: number | boolean | null;
      readonly text: string;
      readonly span: Span;
    };

/** What is wrong with a text, and where. */
export interface JsonProblem {
  readonly message: string;
  readonly span: Span;
}

/** Containers inside containers below this are not read. */
const deepest = 200;

/**
 * Reads a JSON text with the span of every value, in the order of the text.
 *
 * @param text - any text; a byte order mark at its start is passed over
 * @returns the root, or what is wrong; it never throws
 */
export function jsonTree(text: string): JsonNode | JsonProblem {
  const error = findSyntaxError(text);
  if (error !== undefined) {
    const { message, offset } = error;
    return { message, span: { start: offset, end: Math.min(offset + 1, text.length) } };
  }
  return new TreeReader(text).root();
}

class TreeReader {
  readonly #text: string;
  #at: number;
  #tooDeep: number | undefined;

  /** @param text - which is JSON */
  constructor(text: string) {
    this.#text = text;
    this.#at = text.startsWith("\ufeff") ? 1 : 0;
  }

  root(): JsonNode | JsonProblem {
    const root = this.#value(0);
    if (this.#tooDeep === undefined) return root;
    const start = this.#tooDeep;
    return { message: "it is nested too deep", span: { start, end: start + 1 } };
  }

  #blank(): void {
    while (/[ \t\r\n]/.test(this.#text.charAt(this.#at))) this.#at += 1;
  }

  #value(depth: number): JsonNode {
    this.#blank();
    const start = this.#at;
    const first = this.#text.charAt(start);
    if ((first === "{" || first === "[") && depth >= deepest) {
      this.#tooDeep ??= start;
      this.#at = this.#text.length;
      return { kind: "array", items: [], span: { start, end: this.#at } };
    }
    switch (first) {
      case "{": {
        const members = this.#members("}", () => this.#member(depth));
        return { kind: "object", members, span: { start, end: this.#at } };
      }
      case "[": {
        const items = this.#members("]", () => this.#value(depth + 1));
        return { kind: "array", items, span: { start, end: this.#at } };
      }
      case '"':
        return { kind: "string", ...this.#string() };
      default:
        return this.#scalar();
    }
  }

  #members<T>(close: string, one: () => T): readonly T[] {
    const members: T[] = [];
    this.#at += 1;
    for (;;) {
      this.#blank();
      const next = this.#text.charAt(this.#at);
      if (next === "" || next === close) break;
      if (next === ",") this.#at += 1;
      else members.push(one());
    }
    this.#at += 1;
    return members;
  }

  #member(depth: number): JsonMember {
    const { decoded, span } = this.#string();
    this.#blank();
    this.#at += 1;
    return { key: decoded.text, keySpan: span, value: this.#value(depth + 1) };
  }

  #string(): { readonly decoded: DecodedString; readonly span: Span } {
    const start = this.#at;
    let end = start + 1;
    while (this.#text.charAt(end) !== '"' && end < this.#text.length) {
      end += this.#text.charAt(end) === "\\" ? 2 : 1;
    }
    const span = { start, end: end + 1 };
    this.#at = span.end;
    const decoded = decodeString(this.#text, span);
    return { decoded: decoded ?? { text: "", offsets: new Uint32Array(0), end }, span };
  }

  #scalar(): JsonNode {
    const start = this.#at;
    while (/[\w.+-]/.test(this.#text.charAt(this.#at))) this.#at += 1;
    const text = this.#text.slice(start, this.#at);
    const span = { start, end: this.#at };
    const words = new Map([
      ["true", true],
      ["false", false],
      ["null", null],
    ]);
    const word = words.get(text);
    return { kind: "scalar", value: word === undefined ? Number(text) : word, text, span };
  }
}
