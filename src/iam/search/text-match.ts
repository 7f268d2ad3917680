import { goesThrough } from "../pattern-pieces.ts";
import type { Budget } from "./budget.ts";
import { has } from "./char-set.ts";
import type { Language, Sequence } from "./language.ts";

/** Whether a text is in a language; `always` where every text that begins with it is, too. */
export type Match = "no" | "yes" | "always";

/**
 * Whether a text is in a language. It is looked at once, without the states that a search through
 * many texts shares.
 */
export function matchOf(text: string, language: Language, budget: Budget): Match {
  const { texts, sequences, pieces } = language;
  budget.spend(1);
  if (texts !== undefined) return texts.includes(text) ? "yes" : "no";
  let codes: readonly number[] | undefined;
  const steps = sequences.find((one, at) => {
    const parts = pieces[at];
    if (parts === undefined) return furthest((codes ??= codesOf(text)), one, budget) === one.length;
    budget.spend(parts.length);
    return goesThrough(parts, text);
  });
  if (steps === undefined) return "no";
  return takesAll(steps, steps.length - 1) ? "always" : "yes";
}

/**
 * What a text lacks to be in a language, together with all texts that begin with what it becomes.
 *
 * @returns the shortest such ending; undefined where there is none
 */
export function lacking(text: string, { sequences }: Language, budget: Budget): string | undefined {
  const codes = codesOf(text);
  let shortest: string | undefined;
  for (const steps of sequences) {
    if (!takesAll(steps, steps.length - 1)) continue;
    const at = furthest(codes, steps, budget);
    const rest = at === undefined ? undefined : spelled(steps.slice(at));
    if (rest === undefined) continue;
    if (shortest === undefined || rest.length < shortest.length) shortest = rest;
  }
  return shortest;
}

/** A text that goes through steps; undefined where one of them leaves a wide choice. */
function spelled(steps: Sequence): string | undefined {
  let text = "";
  for (const { chars, many } of steps) {
    if (many) continue;
    const [code] = chars.codes;
    if (chars.except && chars.codes.has(filler)) return undefined;
    if (!chars.except && code === undefined) return undefined;
    text += String.fromCodePoint(chars.except ? filler : (code ?? filler));
  }
  return text;
}

/** Stands for any character: `x`. */
const filler = 0x78;

function codesOf(text: string): readonly number[] {
  return Array.from(text, (char) => char.codePointAt(0) ?? 0);
}

/** The last position among the steps where a text can stand; undefined where it can at none. */
function furthest(codes: readonly number[], steps: Sequence, budget: Budget): number | undefined {
  let positions = reached(steps, 0, []);
  let looked = 0;
  for (const code of codes) {
    const next: number[] = [];
    for (const position of positions) {
      const step = steps[position];
      if (step === undefined || !has(step.chars, code)) continue;
      reached(steps, step.many ? position : position + 1, next);
    }
    looked += positions.length + 1;
    positions = next;
    if (positions.length === 0) break;
  }
  budget.spend(looked);
  return positions.at(-1);
}

/** Adds where a text can go on from a position; what stands before a step of any characters goes. */
function reached(steps: Sequence, from: number, positions: number[]): number[] {
  // They come in order: one that is not beyond the last is there, or is no longer needed.
  if (from <= (positions.at(-1) ?? -1)) return positions;
  for (let position = from; ; position += 1) {
    if (takesAll(steps, position)) positions.length = 0;
    positions.push(position);
    if (steps[position]?.many !== true) return positions;
  }
}

function takesAll(steps: Sequence, at: number): boolean {
  const step = steps[at];
  return step?.many === true && step.chars.except && step.chars.codes.size === 0;
}
