import type { Constraint } from "./language.ts";
import type { Model, Value, Variable } from "./variable.ts";

/** What is taken as true of one variable, and a value that agrees with it. */
export interface Known {
  readonly presence: boolean | undefined;
  /** Of the text, or of every element. */
  readonly constraints: readonly Constraint[];
  /** Of some element each. */
  readonly elements: readonly Constraint[];
  /** Of a choice. */
  readonly allowed: ReadonlySet<number> | undefined;
  readonly value: Value;
}

/** What is known of each variable. Whatever is done can be taken back, the latest first. */
export class KnownValues {
  readonly #near: Model | undefined;
  readonly #known = new Map<Variable, Known>();
  readonly #undo: (() => void)[] = [];

  /** @param near - values to begin with where a variable has one in any case */
  constructor(near: Model | undefined) {
    this.#near = near;
  }

  /** @returns what is known of a variable, with its value at hand */
  of(variable: Variable): Known {
    const known = this.#known.get(variable);
    if (known !== undefined) return known;
    const value = this.#initial(variable);
    return { presence: undefined, constraints: [], elements: [], allowed: undefined, value };
  }

  set(variable: Variable, known: Known): true {
    const before = this.#known.get(variable);
    this.#known.set(variable, known);
    this.done(() => {
      if (before === undefined) this.#known.delete(variable);
      else this.#known.set(variable, before);
    });
    return true;
  }

  /** Something was done that is to be taken back like everything else. */
  done(undo: () => void): void {
    this.#undo.push(undo);
  }

  /** @returns a mark to go back to */
  mark(): number {
    return this.#undo.length;
  }

  /** Takes back all that was done after a mark. */
  undo(mark: number): void {
    while (this.#undo.length > mark) this.#undo.pop()?.();
  }

  #initial(variable: Variable): Value {
    if (variable.kind === "choice") return variable.values[0];
    if (variable.kind === "set" || variable.optional) return variable.initial;
    return this.#near?.(variable) ?? variable.initial;
  }
}
