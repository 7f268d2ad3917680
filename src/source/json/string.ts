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
  const first = span.start + 1;
  const end = span.end - 1;
  if (first > end || text.charAt(span.start) !== '"' || text.charAt(end) !== '"') return undefined;
  // The surrounding text may be large: the next backslash is looked for in the string alone.
  const content = text.slice(first, end);
  const parts: string[] = [];
  const offsets = new Uint32Array(content.length);
  let length = 0;
  let at = first;
  while (at < end) {
    const escape = content.indexOf("\\", at - first);
    const plainEnd = escape === -1 ? end : first + escape;
    parts.push(text.slice(at, plainEnd));
    for (; at < plainEnd; at += 1) offsets[length++] = at;
    if (at >= end) break;
    const code = content.charAt(at + 1 - first);
    if (code === "u") {
      const digits = content.slice(at + 2 - first, at + 6 - first);
      if (!/^[0-9a-fA-F]{4}$/.test(digits)) return undefined;
      parts.push(String.fromCharCode(Number.parseInt(digits, 16)));
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
