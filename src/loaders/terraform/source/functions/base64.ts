import { Refusal } from "./call.ts";
import { charactersOf } from "./characters.ts";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** A text as the bytes of its UTF-8. */
export function utf8(content: string): Uint8Array {
  return new TextEncoder().encode(content);
}

/** https://www.rfc-editor.org/rfc/rfc4648#section-4 */
export function base64(bytes: Uint8Array): string {
  let encoded = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const [one = 0, two = 0, three = 0] = bytes.subarray(at, at + 3);
    const group = (one << 16) | (two << 8) | three;
    const digits = [18, 12, 6, 0].map((shift) => alphabet.charAt((group >> shift) & 63));
    const missing = Math.max(0, at + 3 - bytes.length);
    encoded += digits.slice(0, 4 - missing).join("") + "=".repeat(missing);
  }
  return encoded;
}

/** The text that base64 stands for. */
export function unbase64(content: string): string | Refusal {
  if (content.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(content)) {
    return new Refusal("the text is not base64");
  }
  const bytes: number[] = [];
  for (let at = 0; at < content.length; at += 4) {
    const digits = charactersOf(content.slice(at, at + 4)).map((digit) =>
      Math.max(0, alphabet.indexOf(digit)),
    );
    const group = digits.reduce((sum, digit) => (sum << 6) | digit, 0);
    bytes.push((group >> 16) & 255, (group >> 8) & 255, group & 255);
  }
  const padding = content.endsWith("==") ? 2 : content.endsWith("=") ? 1 : 0;
  try {
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    return decoder.decode(Uint8Array.from(bytes.slice(0, bytes.length - padding)));
  } catch {
    return new Refusal("the content is no text");
  }
}
