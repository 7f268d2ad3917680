/** UTF-16 codes that the grammar names. */
export const TAB = 0x09;
export const LINE_FEED = 0x0a;
export const CARRIAGE_RETURN = 0x0d;
export const SPACE = 0x20;
export const QUOTE = 0x22;
export const HASH = 0x23;
export const DOLLAR = 0x24;
export const PERCENT = 0x25;
export const STAR = 0x2a;
export const MINUS = 0x2d;
export const DOT = 0x2e;
export const SLASH = 0x2f;
export const LESS = 0x3c;
export const BACKSLASH = 0x5c;
export const UNDERSCORE = 0x5f;
export const OPEN_BRACE = 0x7b;
export const CLOSE_BRACE = 0x7d;
export const TILDE = 0x7e;

/** Whether a code is `0` to `9`. */
export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/**
 * Finds where a name ends: a letter or `_`, then letters, digits, `_` and `-`, in the sense of
 * Unicode's `ID_Start` and `ID_Continue`.
 *
 * @param text - any text
 * @param from - where the name would start
 * @returns the offset after it; `from` where no name starts
 */
export function nameEnd(text: string, from: number): number {
  let at = from;
  for (;;) {
    const code = text.charCodeAt(at);
    if ((code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === UNDERSCORE) {
      at += 1;
    } else if (isDigit(code) || code === MINUS) {
      if (at === from) return from;
      at += 1;
    } else if (code >= 0x80) {
      const character = String.fromCodePoint(text.codePointAt(at) ?? code);
      const goesOn = at === from ? /^\p{ID_Start}/u : /^\p{ID_Continue}/u;
      if (!goesOn.test(character)) return at;
      at += character.length;
    } else {
      return at;
    }
  }
}

/**
 * Finds where a number ends: digits, dots and exponents in any order, but no dot at the end.
 * What is no number among them, such as `1.2.3`, is one wrong number, as in Terraform.
 *
 * @param text - any text
 * @param from - offset of a digit
 * @returns the offset after it
 */
export function numberEnd(text: string, from: number): number {
  let end = from + 1;
  let at = end;
  for (;;) {
    const code = text.charCodeAt(at);
    if (isDigit(code)) {
      at += 1;
      end = at;
    } else if (code === DOT) {
      at += 1;
    } else if (code === 0x65 || code === 0x45) {
      const sign = text.charAt(at + 1);
      const digit = sign === "+" || sign === "-" ? at + 2 : at + 1;
      if (!isDigit(text.charCodeAt(digit))) return end;
      at = digit + 1;
      end = at;
    } else {
      return end;
    }
  }
}

/** Whether a code is blank to Terraform where it strips text: Unicode's white space. */
export function isBlank(code: number): boolean {
  if (code < 0x80) return code === SPACE || (code >= TAB && code <= CARRIAGE_RETURN);
  return (
    code === 0x85 ||
    code === 0xa0 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}
