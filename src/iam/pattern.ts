import { goesThrough, type Piece } from "./pattern-pieces.ts";

/**
 * Wildcard patterns of the policy language: those whose only wildcards are stars piece by piece, all
 * others by our own greedy matcher. No regular expressions, no backtracking that could grow beyond
 * text times pattern.
 */

/** `*`: any characters. */
export const star = -1;
/** `?`: exactly one character. */
export const any = -2;
/** `*` that stops at a colon. */
export const starWithin = -3;
/** `?` that is no colon. */
export const anyWithin = -4;

const colon = 0x3a;

/** A UTF-16 code unit, or one of the four wildcards, which are negative. */
export type Token = number;

/** A piece of pattern text; wildcards count only where they are meant as such. */
export interface PatternPart {
  readonly text: string;
  /** Whether `*` and `?` in the text are wildcards. */
  readonly wildcards: boolean;
  /** The text comes from the request, through a policy variable. */
  readonly fromRequest?: boolean;
}

/** A compiled pattern. */
export interface Pattern {
  readonly tokens: readonly Token[];
  /** The whole text, where the pattern has no wildcard. */
  readonly literal: string | undefined;
  /** The texts between its stars, where they are its only wildcards. */
  readonly pieces: readonly Piece[] | undefined;
}

/** Counts the matcher's steps, to show that they stay within text times pattern. */
export interface StepCounter {
  steps: number;
}

/**
 * Compiles a pattern whose wildcards cross everything, as in `Action` and `StringLike`.
 *
 * @param parts - the pattern's text
 */
export function compilePattern(parts: readonly PatternPart[]): Pattern {
  const tokens: Token[] = [];
  for (const part of parts) {
    for (let at = 0; at < part.text.length; at += 1) {
      const code = part.text.charCodeAt(at);
      if (part.wildcards && code === 0x2a) {
        if (tokens.at(-1) !== star) tokens.push(star);
      } else if (part.wildcards && code === 0x3f) {
        tokens.push(any);
      } else {
        tokens.push(code);
      }
    }
  }
  return patternOf(tokens);
}

/** @returns the pattern of tokens that are put together already */
export function patternOf(tokens: readonly Token[]): Pattern {
  const plain = tokens.every((token) => token >= 0);
  if (plain) return { tokens, literal: text(tokens), pieces: undefined };
  return { tokens, literal: undefined, pieces: piecesOf(tokens) };
}

/** Undefined where a `?` stands between, or a star that stops at colons after one that does not. */
function piecesOf(tokens: readonly Token[]): readonly Piece[] | undefined {
  const pieces: Piece[] = [];
  let gap: Piece["gap"] = "none";
  let from = 0;
  for (const [at, token] of tokens.entries()) {
    if (token >= 0) continue;
    if (token !== star && token !== starWithin) return undefined;
    if (token === starWithin && gap === "wide") return undefined;
    pieces.push({ text: text(tokens.slice(from, at)), gap });
    gap = token === star ? "wide" : "within";
    from = at + 1;
  }
  return [...pieces, { text: text(tokens.slice(from)), gap }];
}

/**
 * Matches a whole text. A `?` takes one character, also where UTF-16 needs two units for it.
 *
 * @param pattern - compiled; for a comparison without regard to case both sides are lower case
 * @param subject - the text
 * @param counter - counts steps, for tests
 */
export function matches(pattern: Pattern, subject: string, counter?: StepCounter): boolean {
  const { literal, pieces, tokens } = pattern;
  if (literal !== undefined) return literal === subject;
  if (tokens.length === 1 && tokens[0] === star) return true;
  if (pieces !== undefined) return goesThrough(pieces, subject);
  return walks(tokens, subject, counter);
}

function walks(tokens: readonly Token[], subject: string, counter?: StepCounter): boolean {
  let at = 0;
  let token = 0;
  // Where to go on when the text after a star does not fit: the last star that crosses colons, and
  // the last one after it that does not. An earlier crossing star never helps, since the later one
  // can take whatever the earlier one would have taken.
  let wideToken = -1;
  let wideAt = 0;
  let narrowToken = -1;
  let narrowAt = 0;
  for (;;) {
    if (counter !== undefined) counter.steps += 1;
    const wanted = tokens[token];
    if (wanted === undefined && at === subject.length) return true;
    if (wanted === star) {
      token += 1;
      wideToken = token;
      wideAt = at;
      narrowToken = -1;
      continue;
    }
    if (wanted === starWithin) {
      token += 1;
      narrowToken = token;
      narrowAt = at;
      continue;
    }
    const width = wanted === undefined ? 0 : taken(wanted, subject, at);
    if (width > 0) {
      at += width;
      token += 1;
      continue;
    }
    // Let the narrow star take one more character, or else the wide one.
    if (narrowToken >= 0 && narrowAt < subject.length && subject.charCodeAt(narrowAt) !== colon) {
      narrowAt += 1;
      at = narrowAt;
      token = narrowToken;
    } else if (wideToken >= 0 && wideAt < subject.length) {
      wideAt += 1;
      at = wideAt;
      token = wideToken;
      narrowToken = -1;
    } else {
      return false;
    }
  }
}

/** How many code units of the subject the token takes at a position: 0 where it does not fit. */
function taken(token: Token, subject: string, at: number): number {
  if (at >= subject.length) return 0;
  const code = subject.charCodeAt(at);
  if (token === any || token === anyWithin) {
    if (token === anyWithin && code === colon) return 0;
    return (subject.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  }
  return token === code ? 1 : 0;
}

function text(tokens: readonly Token[]): string {
  // In pieces, because a call takes only so many arguments.
  let result = "";
  for (let at = 0; at < tokens.length; at += 4096) {
    result += String.fromCharCode(...tokens.slice(at, at + 4096));
  }
  return result;
}
