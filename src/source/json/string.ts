import type { Span } from "../../model/place.ts";

/** A JSON string taken out of its escapes. */
export interface DecodedString {
  readonly text: string;
  /** For each UTF-16 unit of `text`, the offset in the surrounding text at which it is written. */
  readonly offsets: Uint32Array;
  /** Offset of the closing quotation mark. */
  readonly end: number;
}

const simple: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

/**
 * Decodes a JSON string and remembers where each character came from.
 *
 * @param text - the surrounding text
 * @param span - the string with its quotation marks
 * @returns undefined where no complete string stands at the span
 */
export function decodeString(text: string, span: Span): DecodedString | undefined {
  if (text.charAt(span.start) !== '"' || text.charAt(span.end - 1) !== '"') return undefined;
  const end = span.end - 1;
  const parts: string[] = [];
  const offsets = new Uint32Array(Math.max(end - span.start - 1, 0));
  let length = 0;
  let at = span.start + 1;
  while (at < end) {
    const escape = text.indexOf("\\", at);
    const plainEnd = escape === -1 || escape > end ? end : escape;
    parts.push(text.slice(at, plainEnd));
    for (; at < plainEnd; at += 1) offsets[length++] = at;
    if (at >= end) break;
    const code = text.charAt(at + 1);
    if (code === "u") {
      const unit = Number.parseInt(text.slice(at + 2, at + 6), 16);
      if (Number.isNaN(unit)) return undefined;
      parts.push(String.fromCharCode(unit));
      offsets[length++] = at;
      at += 6;
    } else {
      const character = Object.hasOwn(simple, code) ? simple[code] : undefined;
      if (character === undefined) return undefined;
      parts.push(character);
      offsets[length++] = at;
      at += 2;
    }
  }
  return { text: parts.join(""), offsets: offsets.subarray(0, length), end };
}
