import { UsageError } from "./usage-error.ts";

/** How an option is written on the command line. */
export type OptionForm =
  /** `--name` */
  | { readonly kind: "flag" }
  /** `--name VALUE` or `--name=VALUE` */
  | { readonly kind: "value"; readonly label: string }
  /** As `value`, and bare `--name` where none of the values follows. */
  | { readonly kind: "optional"; readonly label: string; readonly values: readonly string[] };

/** One use of an option, in the order of the command line. */
export interface Use {
  readonly name: string;
  /** Undefined for flags, and for bare uses of an optional value. */
  readonly value: string | undefined;
}

/** One option of a command: how it is written, what it is for, and how its uses are read. */
export interface Option<T> {
  /** Without the dashes. */
  readonly name: string;
  readonly form: OptionForm;
  /** Completes the line of the help text; no final period. */
  readonly summary: string;
  /** What counts where the option is not given, as the help text says it. */
  readonly fallback: string | undefined;
  readonly repeatable: boolean;
  /**
   * @param uses - the uses of this option, in order; none where it was not given
   * @throws UsageError where a value is not one of those it may be
   */
  read(uses: readonly Use[]): T;
}

/** An option without a value. */
export function flag(name: string, summary: string): Option<boolean> {
  return {
    name,
    form: { kind: "flag" },
    summary,
    fallback: undefined,
    repeatable: false,
    read: (uses) => uses.length > 0,
  };
}

/** An option with a free value; undefined where it is not given. */
export function text(name: string, label: string, summary: string): Option<string | undefined> {
  return {
    name,
    form: { kind: "value", label },
    summary,
    fallback: undefined,
    repeatable: false,
    read: (uses) => uses.at(-1)?.value,
  };
}

/** An option with a free value that may be given several times. */
export function list(name: string, label: string, summary: string): Option<readonly string[]> {
  return {
    name,
    form: { kind: "value", label },
    summary,
    fallback: undefined,
    repeatable: true,
    read: (uses) => uses.flatMap((use) => (use.value === undefined ? [] : [use.value])),
  };
}

/** An option whose value is one of a few words. */
export function choice<V extends string>(
  name: string,
  values: readonly V[],
  fallback: V,
  summary: string,
): Option<V> {
  return {
    name,
    form: { kind: "value", label: values.join("|") },
    summary,
    fallback,
    repeatable: false,
    read: (uses) => {
      const use = uses.at(-1);
      return use === undefined ? fallback : oneOf(name, values, use.value);
    },
  };
}

/** As {@link choice}, and `bare` where the option stands without a value. */
export function optionalChoice<V extends string>(
  name: string,
  values: readonly V[],
  choices: { readonly fallback: V; readonly bare: V },
  summary: string,
): Option<V> {
  return {
    name,
    form: { kind: "optional", label: values.join("|"), values },
    summary,
    fallback: choices.fallback,
    repeatable: false,
    read: (uses) => {
      const use = uses.at(-1);
      if (use === undefined) {
        return choices.fallback;
      }
      return use.value === undefined ? choices.bare : oneOf(name, values, use.value);
    },
  };
}

/**
 * The value that a word stands for.
 *
 * @throws UsageError where it is none of them
 */
export function oneOf<V extends string>(
  name: string,
  values: readonly V[],
  word: string | undefined,
): V {
  const found = values.find((value) => value === word);
  if (found === undefined) {
    throw new UsageError(
      `--${name} takes ${alternatives(values)}, not '${word ?? ""}'`,
      word === undefined ? undefined : { word, candidates: values },
    );
  }
  return found;
}

function alternatives(values: readonly string[]): string {
  const last = values.at(-1) ?? "";
  return values.length < 2 ? last : `${values.slice(0, -1).join(", ")} or ${last}`;
}
