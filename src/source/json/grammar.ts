/** A text as numbers, one for each UTF-16 unit: bytes will do where all of it is ASCII. */
export type TextUnits = Uint8Array | Uint16Array;

/** What stands for text that is not JSON, or that is nested deeper than there is room for. */
export const notJson = -1;

/** Room for the containers around a value, innermost last; its length is the deepest nesting. */
export type Nesting = Uint8Array;

export const QUOTE = 0x22;
export const OPEN_BRACE = 0x7b;
export const CLOSE_BRACE = 0x7d;
export const OPEN_BRACKET = 0x5b;
export const CLOSE_BRACKET = 0x5d;
export const COMMA = 0x2c;
export const COLON = 0x3a;
export const BACKSLASH = 0x5c;
const MINUS = 0x2d;
const LETTER_U = 0x75;

/** The units that stand for themselves in a string: neither its end, an escape nor a control. */
const plain = Uint8Array.from({ length: 0x80 }, (_, unit) =>
  unit >= 0x20 && unit !== QUOTE && unit !== BACKSLASH ? 1 : 0,
);

/** What may follow a backslash, besides `u`. */
const escapes = unitSet('"\\/bfnrt');
const digits = unitSet("0123456789");
const hexDigits = unitSet("0123456789abcdefABCDEF");
const words = ["true", "false", "null"];

/**
 * The end of the JSON value (RFC 8259) that starts at an offset. Nothing of it is made: this reads
 * several times as fast as `JSON.parse`, and accepts no more.
 *
 * @param units - the text
 * @param from - the offset of the value's first unit
 * @param nesting - is overwritten
 * @returns the offset just after the value, or {@link notJson}
 */
export function endOfValue(units: TextUnits, from: number, nesting: Nesting): number {
  let depth = 0;
  let at = from;
  for (;;) {
    // One value starts here.
    const code = units[at];
    if (code === QUOTE) at = endOfString(units, at);
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      const close = code === OPEN_BRACE ? CLOSE_BRACE : CLOSE_BRACKET;
      at = endOfBlank(units, at + 1);
      if (units[at] === close) at += 1;
      else {
        if (depth >= nesting.length) return notJson;
        nesting[depth++] = close;
        if (close === CLOSE_BRACE) at = endOfKey(units, at);
        if (at === notJson) return notJson;
        continue;
      }
    } else at = endOfScalar(units, at);
    if (at === notJson) return notJson;
    // Go on to the next value, closing what ends.
    for (;;) {
      if (depth === 0) return at;
      const close = nesting[depth - 1];
      at = endOfBlank(units, at);
      const next = units[at];
      if (next === COMMA) {
        at = endOfBlank(units, at + 1);
        if (close === CLOSE_BRACE) at = endOfKey(units, at);
        if (at === notJson) return notJson;
        break;
      }
      if (next !== close) return notJson;
      depth -= 1;
      at += 1;
    }
  }
}

/** From a key to the value behind its colon. */
function endOfKey(units: TextUnits, from: number): number {
  if (units[from] !== QUOTE) return notJson;
  const end = endOfString(units, from);
  return end === notJson ? notJson : endOfColon(units, end);
}

/** From behind a key to its value. */
export function endOfColon(units: TextUnits, from: number): number {
  const colon = endOfBlank(units, from);
  return units[colon] === COLON ? endOfBlank(units, colon + 1) : notJson;
}

/** The offset of the first unit from an offset on that is not blank. */
export function endOfBlank(units: TextUnits, from: number): number {
  let at = from;
  let code = units[at];
  while (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) {
    at += 1;
    code = units[at];
  }
  return at;
}

/** From an opening quotation mark to just after the closing one. */
export function endOfString(units: TextUnits, from: number): number {
  const end = endOfPlain(units, from + 1);
  // Most strings have no escapes.
  return units[end] === QUOTE ? end + 1 : endOfEscaped(units, end);
}

/** From what does not stand for itself in a string to just after the string. */
function endOfEscaped(units: TextUnits, from: number): number {
  let at = from;
  while (units[at] === BACKSLASH) {
    const escaped = units[at + 1];
    if (escaped === LETTER_U) {
      for (let digit = at + 2; digit < at + 6; digit += 1) {
        if (!holds(hexDigits, units[digit])) return notJson;
      }
      at += 6;
    } else {
      if (!holds(escapes, escaped)) return notJson;
      at += 2;
    }
    at = endOfPlain(units, at);
  }
  return units[at] === QUOTE ? at + 1 : notJson;
}

/** The offset of the first unit from an offset on that does not stand for itself in a string. */
export function endOfPlain(units: TextUnits, from: number): number {
  let at = from;
  for (;;) {
    let code = units[at] ?? 0;
    while (plain[code] === 1) code = units[++at] ?? 0;
    if (code < plain.length) return at;
    at += 1;
  }
}

/** A number, `true`, `false` or `null`. */
function endOfScalar(units: TextUnits, from: number): number {
  const code = units[from];
  if (code === MINUS || holds(digits, code)) return endOfNumber(units, from);
  for (const word of words) if (standsAt(units, from, word)) return from + word.length;
  return notJson;
}

function endOfNumber(units: TextUnits, from: number): number {
  const first = units[from] === MINUS ? from + 1 : from;
  // No number of several digits starts with 0.
  let at = units[first] === 0x30 ? first + 1 : endOfDigits(units, first);
  if (at !== notJson && units[at] === 0x2e) at = endOfDigits(units, at + 1);
  if (at === notJson || (units[at] !== 0x65 && units[at] !== 0x45)) return at;
  const signed = units[at + 1] === 0x2b || units[at + 1] === MINUS;
  return endOfDigits(units, signed ? at + 2 : at + 1);
}

/** @returns {@link notJson} where there is no digit */
function endOfDigits(units: TextUnits, from: number): number {
  let at = from;
  while (holds(digits, units[at])) at += 1;
  return at === from ? notJson : at;
}

/** Whether a text of ASCII stands at an offset. */
export function standsAt(units: TextUnits, from: number, text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (units[from + index] !== text.charCodeAt(index)) return false;
  }
  return true;
}

function unitSet(text: string): Uint8Array {
  return Uint8Array.from({ length: 0x80 }, (_, unit) =>
    text.includes(String.fromCharCode(unit)) ? 1 : 0,
  );
}

function holds(set: Uint8Array, unit: number | undefined): boolean {
  return unit !== undefined && set[unit] === 1;
}
