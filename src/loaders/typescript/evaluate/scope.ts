import type { TSESTree } from "@typescript-eslint/types";
import type { Source } from "../../../model/place.ts";
import { because, type ClassDatum, type Datum, type Open, type Spot } from "../datum.ts";
import { either } from "./either.ts";
import { isCertain, type Maybe } from "./maybe.ts";

/** A name that holds a value. */
export class Variable {
  readonly #read: (() => Datum) | undefined;
  readonly #born: Maybe | undefined;
  #value: Datum | undefined;

  /** @param value - the value; a function is asked each time, as for an import */
  constructor(value: Datum | (() => Datum) | undefined, born: Maybe | undefined) {
    this.#read = typeof value === "function" ? value : undefined;
    this.#value = typeof value === "function" ? undefined : value;
    this.#born = born;
  }

  /** The value; undefined before it is set. */
  get value(): Datum | undefined {
    return this.#read === undefined ? this.#value : this.#read();
  }

  /** Sets it; where that may not happen, what both have in common is left. */
  set(value: Datum, here: Maybe | undefined): void {
    const old = this.#value;
    this.#value =
      old === undefined || here === undefined || isCertain(this.#born, here)
        ? value
        : either(because(value.at, here.because), old, value);
  }
}

/** What one call of a function gathers. */
export interface Frame {
  /** What it may return. */
  readonly returned: Datum[];
  /** The class whose code runs, for `super`. */
  readonly home: Home | undefined;
  readonly self: Datum | undefined;
}

/** A class of the project while its constructor or one of its methods runs. */
export interface Home {
  readonly parent: ClassDatum | undefined;
  /** Sets the fields that the class declares, once the part of the parent is made. */
  readonly setFields: () => void;
}

/** The names that hold somewhere. */
export class Scope {
  readonly frame: Frame;
  readonly source: Source;
  readonly #around: Scope | undefined;
  readonly #variables = new Map<string, Variable>();

  constructor(source: Source, frame: Frame, around: Scope | undefined) {
    this.source = source;
    this.frame = frame;
    this.#around = around;
  }

  /** A block inside. */
  inner(): Scope {
    return new Scope(this.source, this.frame, this);
  }

  /** The body of a function that is written here. */
  body(frame: Frame): Scope {
    return new Scope(this.source, frame, this);
  }

  declare(name: string, value: Datum | (() => Datum) | undefined, born: Maybe | undefined): void {
    this.#variables.set(name, new Variable(value, born));
  }

  /** A name of this scope itself. */
  own(name: string): Variable | undefined {
    return this.#variables.get(name);
  }

  find(name: string): Variable | undefined {
    const own = this.#variables.get(name);
    if (own !== undefined) return own;
    for (let scope = this.#around; scope !== undefined; scope = scope.#around) {
      const found = scope.#variables.get(name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  spot(node: TSESTree.Node | TSESTree.Token): Spot {
    const [start, end] = node.range;
    return { source: this.source, span: { start, end } };
  }
}

/** How a statement ends. */
export type Completion =
  | { readonly kind: "normal" }
  | { readonly kind: "return" }
  | { readonly kind: "throw" }
  | { readonly kind: "break" | "continue" }
  /** It may have left the loop, or the function. */
  | { readonly kind: "perhaps"; readonly leaves: "loop" | "function"; readonly because: Open };

export const normal: Completion = { kind: "normal" };
