import type { Formula } from "./formula.ts";
import type { Ground } from "./question.ts";
import { solve } from "./solver.ts";
import type { Work } from "./work.ts";

/** What a request must meet, and what asks it. */
export interface Clause {
  /** Undefined for what no policy asks. */
  readonly ground: Ground | undefined;
  readonly formula: Formula;
}

/**
 * Of clauses that no request meets together, as few as still leave none: leaving out any of them
 * makes a difference. Many are left out at once first, since most proofs rest on few.
 *
 * @param clauses - that contradict one another
 * @param rules - what holds in any case
 */
export function leastGrounds(
  clauses: readonly Clause[],
  rules: readonly Formula[],
  work: Work,
): readonly Ground[] {
  let needed = clauses.filter(({ formula }) => !isAlways(formula));
  for (let size = Math.ceil(needed.length / 2); ; size = Math.ceil(size / 2)) {
    for (let at = 0; at < needed.length;) {
      const others = [...needed.slice(0, at), ...needed.slice(at + size)];
      const solution = solve([...rules, ...others.map(({ formula }) => formula)], work);
      if (solution.kind === "none" && solution.complete) needed = others;
      else at += size;
    }
    if (size <= 1) break;
  }
  return needed.flatMap(({ ground }) => (ground === undefined ? [] : [ground]));
}

function isAlways(formula: Formula): boolean {
  return formula.kind === "constant" && formula.value;
}
