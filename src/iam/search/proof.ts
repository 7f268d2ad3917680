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

/** What a proof rests on. */
export interface Grounds {
  readonly grounds: readonly Ground[];
  /** Whether leaving out any of them makes a difference; otherwise there may be some too many. */
  readonly least: boolean;
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
): Grounds {
  let needed = clauses.filter(({ formula }) => !isAlways(formula));
  const least = work.budget.tries(() => {
    for (let size = Math.ceil(needed.length / 2); ; size = Math.ceil(size / 2)) {
      for (let at = 0; at < needed.length;) {
        const others = [...needed.slice(0, at), ...needed.slice(at + size)];
        if (isNone([...rules, ...others.map(({ formula }) => formula)], work)) needed = others;
        else at += size;
      }
      if (size <= 1) break;
    }
  });
  return { grounds: needed.flatMap(({ ground }) => (ground === undefined ? [] : [ground])), least };
}

/** That no request of one family gets through. */
export interface Proof extends Grounds {
  /** Whether other grounds carry it too. */
  readonly holdsWith: (grounds: readonly Ground[]) => boolean;
}

/** As few grounds as still carry all proofs: families can rest on one of several statements each. */
export function leastTogether(proofs: readonly Proof[], { budget }: Work): Grounds {
  let needed: readonly Ground[] = [];
  for (const { grounds } of proofs) {
    needed = [...needed, ...grounds.filter((one) => !isAmong(one, needed))];
  }
  const areLeast = proofs.every(({ least }) => least);
  if (proofs.length === 1) return { grounds: needed, least: areLeast };
  const isDone = budget.tries(() => {
    for (const ground of [...needed].reverse()) {
      const others = needed.filter((other) => other !== ground);
      const holds = proofs.every(
        (proof) => proof.grounds.every((one) => isAmong(one, others)) || proof.holdsWith(others),
      );
      if (holds) needed = others;
    }
  });
  return { grounds: needed, least: areLeast && isDone };
}

/** @returns whether no values make all formulas true */
export function isNone(formulas: readonly Formula[], work: Work): boolean {
  const solution = solve(formulas, work);
  return solution.kind === "none" && solution.complete;
}

/** @returns whether the same ground is one of these */
export function isAmong(ground: Ground, grounds: readonly Ground[]): boolean {
  return grounds.some((other) => {
    if (ground.layer !== other.layer || ground.level !== other.level) return false;
    if (ground.kind !== "deny") return other.kind === "not-allowed";
    return other.kind === "deny" && ground.statement === other.statement;
  });
}

function isAlways(formula: Formula): boolean {
  return formula.kind === "constant" && formula.value;
}
