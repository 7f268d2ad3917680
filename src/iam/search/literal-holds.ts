import { isSame } from "./equalities.ts";
import type { Formula, Literal } from "./formula.ts";
import type { Value, Variable } from "./variable.ts";
import type { Work } from "./work.ts";

/** @returns whether a literal holds for values; false where that takes more than a look at them */
export function holdsFor(
  literal: Literal,
  valueOf: (variable: Variable) => Value,
  { automata }: Work,
): boolean {
  switch (literal.kind) {
    case "presence":
      return (valueOf(literal.variable) !== undefined) === literal.present;
    case "text": {
      const value = valueOf(literal.variable);
      return typeof value === "string" && automata.meetsAll(value, [literal]);
    }
    case "choice": {
      const value = valueOf(literal.variable);
      return [...literal.allowed].some((at) => literal.variable.values[at] === value);
    }
    case "elements": {
      const value = valueOf(literal.variable);
      if (value === undefined) return false;
      const meets = (element: string): boolean => automata.meetsAll(element, [literal]);
      const elements = typeof value === "string" ? [value] : value;
      return literal.quantity === "some" ? elements.some(meets) : elements.every(meets);
    }
    case "equal": {
      const left = valueOf(literal.left.variable);
      const right = valueOf(literal.right.variable);
      if (typeof left !== "string" || typeof right !== "string") return false;
      return isSame(literal, left, right) === literal.same;
    }
    case "linked":
      return false;
  }
}

/** @returns whether a formula holds for values; see {@link holdsFor} */
export function formulaHolds(
  formula: Formula,
  valueOf: (variable: Variable) => Value,
  work: Work,
): boolean {
  switch (formula.kind) {
    case "constant":
      return formula.value;
    case "every":
      return formula.parts.every((part) => formulaHolds(part, valueOf, work));
    case "some":
      return formula.parts.some((part) => formulaHolds(part, valueOf, work));
    case "literal":
      work.budget.spend(1);
      return holdsFor(formula.literal, valueOf, work);
  }
}
