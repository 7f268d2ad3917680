import type { CharSet } from "./char-set.ts";
import { languageOf, type Language, type Step } from "./language.ts";

/**
 * Several texts that differ in case alone, written as one: a letter whose case the texts do not
 * share is a character of the private use area. So the constraints of each text are constraints of
 * the one, and a search for it finds all of them or shows that there are none.
 */

/** More texts than this are not written as one. */
export const mostTracks = 3;

/** Above all letters, and as many as there are lower-case letters and cases of them. */
const privateUse = 0xf0000;
const mostCombinations = 16;
/** A lower-case letter beyond it has no place in the area. */
const beyond = 0x2000;

/** @returns the texts of which one, as `track` says, is of the language; undefined for rare letters */
export function onTrack(language: Language, track: number, tracks: number): Language | undefined {
  const known = new Map<CharSet, CharSet | undefined>();
  const sequences: Step[][] = [];
  for (const steps of language.sequences) {
    const widened: Step[] = [];
    for (const { chars, many } of steps) {
      const made = known.has(chars) ? known.get(chars) : inAllCases(chars, track, tracks);
      known.set(chars, made);
      if (made === undefined) return undefined;
      widened.push({ chars: made, many });
    }
    sequences.push(widened);
  }
  return languageOf(sequences);
}

function inAllCases(chars: CharSet, track: number, tracks: number): CharSet | undefined {
  if (chars.codes.size === 0) return chars;
  const codes = new Set<number>();
  for (const code of chars.codes) {
    const lower = lowerOf(code);
    if (lower === undefined) codes.add(code);
    else if (lower >= beyond) return undefined;
    else for (const other of withCase(lower, code !== lower, track, tracks)) codes.add(other);
  }
  return { except: chars.except, codes };
}

/** @returns one of the texts that are written as one */
export function textOnTrack(text: string, track: number): string {
  return Array.from(text, (char) => {
    const code = char.codePointAt(0) ?? 0;
    if (code < privateUse) return char;
    const lower = Math.floor((code - privateUse) / mostCombinations);
    const isUpper = ((code - privateUse) >> track) % 2 === 1;
    const letter = String.fromCodePoint(lower);
    return isUpper ? letter.toUpperCase() : letter;
  }).join("");
}

/** The characters for a letter in all its cases, where it has this case on one track. */
function withCase(lower: number, isUpper: boolean, track: number, tracks: number): number[] {
  const all = 2 ** tracks - 1;
  const found: number[] = [];
  for (let combination = 0; combination <= all; combination += 1) {
    if ((combination >> track) % 2 !== Number(isUpper)) continue;
    if (combination === 0) found.push(lower);
    else if (combination === all) found.push(upperOf(lower));
    else found.push(privateUse + lower * mostCombinations + combination);
  }
  return found;
}

/** @returns the letter's lower case; undefined for what has no case, or not one character for each */
function lowerOf(code: number): number | undefined {
  const char = String.fromCodePoint(code);
  const lower = char.toLowerCase();
  const upper = lower.toUpperCase();
  const isPair = lower !== upper && (char === lower || char === upper);
  const isSingle = Array.from(lower).length === 1 && Array.from(upper).length === 1;
  return isPair && isSingle ? lower.codePointAt(0) : undefined;
}

function upperOf(lower: number): number {
  return String.fromCodePoint(lower).toUpperCase().codePointAt(0) ?? lower;
}
