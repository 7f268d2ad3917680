import type { Reason } from "../../model/value.ts";
import type { ContextEntry } from "../context.ts";
import type { Formula } from "./formula.ts";
import type { Language } from "./language.ts";
import type { ChoiceVariable, SetVariable, TextVariable } from "./variable.ts";

/**
 * A text of the request as a part of a variable: `aws:PrincipalAccount` is a component of
 * `aws:PrincipalArn`, so that the two always agree.
 */
export interface TextView {
  readonly variable: TextVariable;
  /** Whether the part is all of it. */
  readonly isWhole: boolean;
  /** Values of the variable whose part is of the language. */
  readonly holding: (language: Language) => Language;
  /** The part of a value. */
  readonly partOf: (value: string) => string;
}

/** How the requests of a family come by the value of a condition key. */
export type KeyReading =
  /** The same for all; undefined where none has it. */
  | { readonly kind: "fixed"; readonly entry: ContextEntry | undefined }
  | {
      readonly kind: "text";
      readonly view: TextView;
      /** The key holds several values, of which these requests have one. */
      readonly several: boolean;
    }
  | { readonly kind: "choice"; readonly variable: ChoiceVariable }
  | { readonly kind: "set"; readonly variable: SetVariable }
  /** One of several readings, of which exactly one holds for each request. */
  | {
      readonly kind: "cases";
      readonly cases: readonly { readonly when: Formula; readonly reading: KeyReading }[];
      /** The value for a principal. */
      readonly valueFor: (principal: string) => string | undefined;
      readonly variable: TextVariable;
    };

/** @returns a view of the whole variable */
export function whole(variable: TextVariable): TextView {
  return { variable, isWhole: true, holding: (language) => language, partOf: (value) => value };
}

/** A key that no request of the family has. */
export const missing: KeyReading = { kind: "fixed", entry: undefined };

/** @returns a key of which nothing is known for this reason */
export function unknownKey(reason: Reason): KeyReading {
  return { kind: "fixed", entry: { kind: "unknown", reason } };
}

/** @returns a key with this value, or with these */
export function fixedKey(values: string | readonly string[]): KeyReading {
  if (typeof values === "string") {
    return { kind: "fixed", entry: { kind: "values", values: [values], list: false } };
  }
  return {
    kind: "fixed",
    entry: values.length === 0 ? undefined : { kind: "values", values, list: true },
  };
}
