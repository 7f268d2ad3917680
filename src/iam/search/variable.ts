import type { Constraint } from "./language.ts";

/** Something that a request chooses: who makes it, its resource, a condition key's value. */
export type Variable = TextVariable | ChoiceVariable | SetVariable;

/** One text, or none where it is optional. */
export interface TextVariable {
  readonly kind: "text";
  /** As a person would write it. */
  readonly name: string;
  readonly optional: boolean;
  /** What every value meets. */
  readonly within: readonly Constraint[];
  /** Values that are easy to read, best first; tried before any other. */
  readonly preferred: readonly string[];
  /** A value to begin with; undefined where the variable is optional. */
  readonly initial: string | undefined;
}

/**
 * One of few values that stand for all: nothing that a policy asks tells another value from all of
 * them. Undefined stands for none.
 */
export interface ChoiceVariable {
  readonly kind: "choice";
  readonly name: string;
  readonly values: readonly (string | undefined)[];
}

/** Several texts at once, or none where it is optional; none of them is empty. */
export interface SetVariable {
  readonly kind: "set";
  readonly name: string;
  readonly optional: boolean;
  /** What every element meets. */
  readonly within: readonly Constraint[];
  /** Elements that it has in any case. */
  readonly required: readonly string[];
  readonly preferred: readonly string[];
  /** Whether there may be elements beyond those required. */
  readonly open: boolean;
  /** Elements to begin with; undefined where the variable is optional. */
  readonly initial: readonly string[] | undefined;
}

/** What a variable is given; undefined for none. */
export type Value = string | readonly string[] | undefined;

/** Values of variables that make formulas true. */
export type Model = (variable: Variable) => Value;
