import { isAscii, isUtf8 } from "node:buffer";
import { longText, type ReadFailure, type ReadResult } from "./model/host.ts";

/**
 * The longest text that the JavaScript engine holds in one string, in UTF-16 code units; every byte
 * of UTF-8 makes at most one. https://nodejs.org/docs/latest-v20.x/api/buffer.html#bufferconstantsmax_string_length
 */
export const MAX_TEXT_LENGTH = 536_870_888;

/**
 * The failure that stands for a text past {@link MAX_TEXT_LENGTH}.
 *
 * @param size - bytes, or undefined where the text has no known end
 */
export function tooLarge(size: number | undefined): ReadFailure {
  const found = size === undefined ? "it goes on" : `it has ${size} bytes`;
  return {
    ok: false,
    reason: "too-large",
    message: `a text of at most 512 MB (${MAX_TEXT_LENGTH} bytes) can be read, and ${found}`,
  };
}

/**
 * Decodes UTF-8, or UTF-16 in either byte order where a byte order mark says so.
 *
 * @param bytes - the file as read
 * @returns the text with its byte order mark; `not-text` where a NUL byte shows that it is binary
 */
export function decodeText(bytes: Buffer): ReadResult {
  if (bytes.length > MAX_TEXT_LENGTH) {
    return tooLarge(bytes.length);
  }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    return decodeUtf16(bytes);
  }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    const even = bytes.length - (bytes.length % 2);
    return decodeUtf16(Buffer.from(bytes.subarray(0, even)).swap16());
  }
  if (bytes.includes(0)) {
    return {
      ok: false,
      reason: "not-text",
      message: "it holds NUL bytes: it is binary, or UTF-16 without a byte order mark",
    };
  }
  // Not "latin1" where it would do: V8 counts such a text as memory outside of its heap, and collects
  // garbage all through the parsing of a large one.
  const text = bytes.toString("utf8");
  if (bytes.length >= longText && isAscii(bytes)) {
    return { ok: true, text, replaced: false, ascii: bytes };
  }
  return { ok: true, text, replaced: !isUtf8(bytes) };
}

function decodeUtf16(bytes: Buffer): ReadResult {
  const text = bytes.toString("utf16le");
  if (text.includes("\0")) {
    return { ok: false, reason: "not-text", message: "it holds NUL characters: it is binary" };
  }
  return { ok: true, text, replaced: bytes.length % 2 !== 0 };
}
