import type { Budget } from "./budget.ts";
import { has } from "./char-set.ts";
import type { Language, Sequence } from "./language.ts";

/**
 * Whether a text is in a language. It is looked at once, without the states that a search through
 * many texts shares.
 */
export function isIn(text: string, { texts, sequences }: Language, budget: Budget): boolean {
  budget.spend(1);
  if (texts !== undefined) return texts.includes(text);
  const codes = Array.from(text, (char) => char.codePointAt(0) ?? 0);
  return sequences.some((steps) => goesThrough(codes, steps, budget));
}

function goesThrough(codes: readonly number[], steps: Sequence, budget: Budget): boolean {
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
  return positions.at(-1) === steps.length;
}

/** Adds where a text can go on from a position; what stands before a step of any characters goes. */
function reached(steps: Sequence, from: number, positions: number[]): number[] {
  // They come in order: one that is not beyond the last is there, or is no longer needed.
  if (from <= (positions.at(-1) ?? -1)) return positions;
  for (let position = from; ; position += 1) {
    const step = steps[position];
    const takesAll = step?.many === true && step.chars.except && step.chars.codes.size === 0;
    if (takesAll) positions.length = 0;
    positions.push(position);
    if (step?.many !== true) return positions;
  }
}
