import {
  BACKSLASH,
  CARRIAGE_RETURN,
  DOLLAR,
  isBlank,
  LINE_FEED,
  OPEN_BRACE,
  PERCENT,
  QUOTE,
} from "./characters.ts";

/**
 * Finds where text in a string ends: before the closing quotation mark, a line end, `${` or `%{`.
 *
 * @param text - the source
 * @param from - an offset inside a string
 * @returns the offset after the text; `from` where there is none
 */
export function quotedTextEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE || code === LINE_FEED || code === CARRIAGE_RETURN) return at;
    if (code === BACKSLASH) {
      at += isLineEnd(text.charCodeAt(at + 1)) ? 1 : 2;
    } else if (code === DOLLAR || code === PERCENT) {
      const next = pastSign(text, at, code);
      if (next === at) return at;
      at = next;
    } else {
      at += 1;
    }
  }
  return text.length;
}

/**
 * Finds where text outside quotation marks ends: after its line end, before `${` or `%{`, or before
 * a carriage return that ends no line, which no such text may hold.
 *
 * @param text - the source
 * @param from - an offset inside a heredoc or a bare template
 * @returns the offset after the text; `from` where there is none
 */
export function lineTextEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === LINE_FEED) return at + 1;
    if (code === CARRIAGE_RETURN) return text.charCodeAt(at + 1) === LINE_FEED ? at + 2 : at;
    if (code === DOLLAR || code === PERCENT) {
      const next = pastSign(text, at, code);
      if (next === at) return at;
      at = next;
    } else {
      at += 1;
    }
  }
  return text.length;
}

/**
 * Finds the end of a line that closes a heredoc.
 *
 * @param text - the source
 * @param from - where the line starts
 * @param marker - the heredoc's name
 * @returns the offset of the line's end; undefined where the line says anything else or is the last
 *   one and has no end
 */
export function closingLineEnd(text: string, from: number, marker: string): number | undefined {
  let at = from;
  while (isBlank(text.charCodeAt(at)) && !isLineEnd(text.charCodeAt(at))) at += 1;
  if (!text.startsWith(marker, at)) return undefined;
  at += marker.length;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === LINE_FEED) return at;
    if (code === CARRIAGE_RETURN) return text.charCodeAt(at + 1) === LINE_FEED ? at : undefined;
    if (!isBlank(code)) return undefined;
    at += 1;
  }
}

/** Where text goes on after a `$` or `%`: an escaped sequence is text, an open one is not. */
function pastSign(text: string, at: number, sign: number): number {
  const next = text.charCodeAt(at + 1);
  if (next === OPEN_BRACE) return at;
  return next === sign && text.charCodeAt(at + 2) === OPEN_BRACE ? at + 3 : at + 1;
}

function isLineEnd(code: number): boolean {
  return code === LINE_FEED || code === CARRIAGE_RETURN;
}
