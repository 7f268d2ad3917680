import { Facts } from "./facts.ts";
import type { Formula, Literal } from "./formula.ts";
import { formulaHolds } from "./literal-holds.ts";
import type { Model } from "./variable.ts";
import type { Work } from "./work.ts";

/** What the solver found out about formulas. */
export type Solution =
  | { readonly kind: "model"; readonly model: Model }
  /** There is no model; where `complete` is false, only none of those that were tried. */
  | { readonly kind: "none"; readonly complete: boolean };

type Disjunction = Formula & { readonly kind: "some" };

/** Disjunctions that wait for a decision; shared between the branches of the search. */
interface Waiting {
  readonly first: Disjunction;
  readonly rest: Waiting | undefined;
}

/** A disjunction of which one part after the other is tried. */
interface Choice {
  readonly parts: readonly Formula[];
  next: number;
  readonly mark: number;
  readonly waiting: Waiting | undefined;
}

/** Of so many disjunctions the one that leaves least to choose is decided first. */
const mostLooked = 16;

/** Values of other variables to try for a formula that depends on them. */
const guesses = 4;

/**
 * Finds values that make all formulas true, trying the parts of disjunctions one after the other.
 * It keeps values at hand that meet everything so far: a part that they meet costs nothing.
 *
 * @param near - values that met most of the formulas
 * @throws OutOfBudget where that takes too much work
 */
export function solve(formulas: readonly Formula[], work: Work, near?: Model): Solution {
  return new Search(work, near).run(formulas);
}

class Search {
  readonly #work: Work;
  readonly #facts: Facts;
  readonly #choices: Choice[] = [];
  #waiting: Waiting | undefined;
  #complete = true;
  readonly #valueOf: Model = (variable) => this.#facts.valueOf(variable);

  constructor(work: Work, near: Model | undefined) {
    this.#work = work;
    this.#facts = new Facts(work, near);
  }

  run(formulas: readonly Formula[]): Solution {
    let consistent = this.#post(formulas);
    for (;;) {
      if (!consistent) {
        if (!this.#retry())
          return { kind: "none", complete: this.#complete && this.#facts.complete };
        consistent = this.#advance();
        continue;
      }
      const next = this.#takeWaiting();
      if (next === undefined) {
        if (this.#settleLinks()) {
          const facts = this.#facts;
          return { kind: "model", model: (variable) => facts.valueOf(variable) };
        }
        consistent = false;
        continue;
      }
      const { first, rest } = next;
      this.#waiting = rest;
      this.#choices.push({
        parts: this.#ordered(first.parts),
        next: 0,
        mark: this.#facts.mark(),
        waiting: rest,
      });
      consistent = this.#advance();
    }
  }

  /** Takes everything as true that is no disjunction; false where that cannot be. */
  #post(formulas: readonly Formula[]): boolean {
    const todo = [...formulas].reverse();
    for (let formula = todo.pop(); formula !== undefined; formula = todo.pop()) {
      switch (formula.kind) {
        case "constant":
          if (!formula.value) return false;
          break;
        case "every":
          for (let at = formula.parts.length - 1; at >= 0; at -= 1) {
            const part = formula.parts[at];
            if (part !== undefined) todo.push(part);
          }
          break;
        case "some": {
          const viable = this.#viable(formula.parts);
          const [only] = viable;
          if (only === undefined) return false;
          if (viable.length === 1) todo.push(only);
          else this.#waiting = { first: formula, rest: this.#waiting };
          break;
        }
        case "literal":
          this.#work.budget.spend(1);
          if (!this.#facts.add(formula.literal)) return false;
      }
    }
    return this.#facts.settle();
  }

  /** Goes on with the next part of the latest choice. */
  #advance(): boolean {
    const choice = this.#choices.at(-1);
    const part = choice?.parts[choice.next];
    if (choice === undefined || part === undefined) return false;
    choice.next += 1;
    return this.#post([part]);
  }

  /** Back to the latest choice that has a part left; false where there is none. */
  #retry(): boolean {
    for (;;) {
      const choice = this.#choices.at(-1);
      if (choice === undefined) return false;
      this.#facts.undo(choice.mark);
      this.#waiting = choice.waiting;
      if (choice.next < choice.parts.length) return true;
      this.#choices.pop();
    }
  }

  /**
   * One that leaves least to choose, of the next few that the values at hand do not meet; undefined
   * where they meet all. Values that must differ, or that others depend on, are chosen last, so that
   * everything is decided before.
   */
  #takeWaiting(): Waiting | undefined {
    const waiting = this.#waiting;
    const areFinal = this.#facts.areFinal;
    let best: Disjunction | undefined;
    let fewest = Infinity;
    let looked = 0;
    for (let at = waiting; at !== undefined && looked < mostLooked; at = at.rest) {
      if (areFinal && this.#holds(at.first)) continue;
      looked += 1;
      const left = this.#viable(at.first.parts).length;
      if (left < fewest) [best, fewest] = [at.first, left];
      if (left <= 1) break;
    }
    if (waiting === undefined || best === undefined) return undefined;
    return { first: best, rest: without(waiting, best) };
  }

  /** Parts that the facts do not plainly rule out. */
  #viable(parts: readonly Formula[]): readonly Formula[] {
    this.#work.budget.spend(parts.length);
    return parts.filter((part) => part.kind !== "literal" || !this.#facts.refutes(part.literal));
  }

  /** Parts that hold for the values at hand come first, and simple ones before others. */
  #ordered(parts: readonly Formula[]): readonly Formula[] {
    const ranked = this.#viable(parts).map((part) => ({
      part,
      rank: this.#holds(part) ? 0 : rankOf(part),
    }));
    return ranked.sort((left, right) => left.rank - right.rank).map(({ part }) => part);
  }

  #holds(formula: Formula): boolean {
    return formulaHolds(formula, this.#valueOf, this.#work);
  }

  /** Tries values for what other formulas depend on. What is not found is not shown to be absent. */
  #settleLinks(): boolean {
    const pending = this.#facts.takeLinked();
    if (pending.length === 0) return this.#facts.settleDifferences();
    const mark = this.#facts.mark();
    if (this.#settle(pending, 0)) return true;
    this.#facts.undo(mark);
    this.#complete = false;
    return false;
  }

  #settle(pending: readonly (Literal & { kind: "linked" })[], at: number): boolean {
    const link = pending[at];
    if (link === undefined) {
      if (this.#waiting !== undefined) return this.#settleWaiting();
      return this.#facts.settleDifferences();
    }
    const mark = this.#facts.mark();
    const before = this.#waiting;
    const values = link.on.map((variable) => this.#facts.candidates(variable, guesses));
    for (let guess = 0; guess < guesses; guess += 1) {
      const chosen = values.map((list) => list[guess] ?? list[0] ?? "");
      const fixed = link.on.every((variable, index) =>
        this.#facts.fix(variable, chosen[index] ?? ""),
      );
      if (fixed && this.#post([link.given(chosen)]) && this.#settle(pending, at + 1)) return true;
      this.#facts.undo(mark);
      this.#waiting = before;
    }
    return false;
  }

  /** What a guess brought in is tried with the first part that goes. */
  #settleWaiting(): boolean {
    const waiting = this.#waiting;
    if (waiting === undefined) return this.#facts.settleDifferences();
    for (const part of this.#ordered(waiting.first.parts)) {
      const mark = this.#facts.mark();
      this.#waiting = waiting.rest;
      if (this.#post([part]) && this.#settleWaiting()) return true;
      this.#facts.undo(mark);
    }
    this.#waiting = waiting;
    return false;
  }
}

function rankOf(part: Formula): number {
  if (part.kind !== "literal") return 4;
  switch (part.literal.kind) {
    case "presence":
      return part.literal.present ? 2 : 1;
    case "choice":
      return 1;
    case "text":
      return part.literal.inside ? 3 : 2;
    case "elements":
      return 3;
    case "equal":
      return 3;
    case "linked":
      return 5;
  }
}

function without(waiting: Waiting, taken: Disjunction): Waiting | undefined {
  if (waiting.first === taken) return waiting.rest;
  return {
    first: waiting.first,
    rest: waiting.rest === undefined ? undefined : without(waiting.rest, taken),
  };
}
