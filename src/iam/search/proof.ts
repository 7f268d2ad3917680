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
 * Of clauses that no request meets together, as few as still leave none: each is left out in turn,
 * and stays out where that makes no difference.
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
  for (const clause of [...needed]) {
    const others = needed.filter((other) => other !== clause);
    const solution = solve([...rules, ...others.map(({ formula }) => formula)], work);
    if (solution.kind === "none" && solution.complete) needed = others;
  }
  return needed.flatMap(({ ground }) => (ground === undefined ? [] : [ground]));
}

function isAlways(formula: Formula): boolean {
  return formula.kind === "constant" && formula.value;
}
