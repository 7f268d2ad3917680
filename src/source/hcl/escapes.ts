import type { Reader } from "./reader.ts";
import type { TextPiece } from "./text-piece.ts";

const simple: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  '"': '"',
  "\\": "\\",
};

const bareEscape = /\$\$\{|%%\{/;
const quotedEscape = /\\|\$\$\{|%%\{/;

/**
 * Takes the text ahead out of its escapes: `$${` and `%%{` everywhere, and those that start with a
 * backslash inside quotation marks.
 *
 * @param quoted - whether it stands in quotation marks
 */
export function decodeText(reader: Reader, quoted: boolean): TextPiece {
  const { start } = reader;
  const written = reader.word();
  const end = reader.passed;
  if (!(quoted ? quotedEscape : bareEscape).test(written)) {
    return { kind: "text", text: written, start, end, offsets: undefined };
  }

  let text = "";
  const offsets: number[] = [];
  const add = (piece: string, from: number, step: 0 | 1): void => {
    text += piece;
    for (let unit = 0; unit < piece.length; unit += 1) offsets.push(start + from + unit * step);
  };
  let done = 0;
  const escape = new RegExp(quoted ? quotedEscape : bareEscape, "g");
  for (let match = escape.exec(written); match !== null; match = escape.exec(written)) {
    const at = match.index;
    add(written.slice(done, at), done, 1);
    if (match[0] === "\\") {
      const { character, length } = escaped(written, at);
      if (character === undefined) {
        reader.failAt(
          { start: start + at, end: start + at + length },
          'an escape is one of `\\n`, `\\r`, `\\t`, `\\"`, `\\\\`, `\\uNNNN` and `\\UNNNNNNNN`',
        );
      }
      add(character, at, 0);
      done = at + length;
    } else {
      add(`${match[0].charAt(0)}{`, at, 1);
      // The doubled sign stands for one, and the brace for itself.
      offsets[offsets.length - 1] = start + at + 2;
      done = at + 3;
    }
    escape.lastIndex = done;
  }
  add(written.slice(done), done, 1);
  return { kind: "text", text, start, end, offsets };
}

/** What an escape at an offset stands for; undefined if for nothing. */
function escaped(
  written: string,
  at: number,
): { readonly character: string | undefined; readonly length: number } {
  const letter = written.charAt(at + 1);
  if (letter !== "u" && letter !== "U") {
    const character = Object.hasOwn(simple, letter) ? simple[letter] : undefined;
    return { character, length: 1 + letter.length };
  }
  const digits = written.slice(at + 2, at + (letter === "u" ? 6 : 10));
  const code = /^[0-9a-fA-F]+$/.test(digits) ? Number.parseInt(digits, 16) : Number.NaN;
  const whole = digits.length === (letter === "u" ? 4 : 8);
  // Half of a surrogate pair is no character of its own.
  const exists = code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return whole && exists
    ? { character: String.fromCodePoint(code), length: 2 + digits.length }
    : { character: undefined, length: 2 };
}
