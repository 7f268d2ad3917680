import { anyChar } from "./char-set.ts";
import { many, languageOf, type Constraint } from "./language.ts";
import { elementsFor, textFor } from "./values.ts";
import type { SetVariable, TextVariable } from "./variable.ts";
import type { Work } from "./work.ts";

/** Any text but the empty one. */
export const nonEmpty: Constraint = {
  language: languageOf([[{ chars: anyChar, many: false }, many(anyChar)]]),
  inside: true,
};

/** Texts that say of themselves that they stand for any. */
const anyText = ["anything-else", "another-one", "something"];

/**
 * @param options - what is known of the text; preferred values are tried before any other
 * @returns undefined where no text meets what every value must
 */
export function newText(
  options: Pick<TextVariable, "name" | "optional" | "within"> & {
    readonly preferred?: readonly string[];
  },
  work: Work,
): TextVariable | undefined {
  const preferred = [...(options.preferred ?? []), ...anyText];
  const initial = textFor({ preferred }, options.within, work);
  if (initial === undefined && !options.optional) return undefined;
  return { kind: "text", ...options, preferred, initial: options.optional ? undefined : initial };
}

/** @returns undefined where no elements meet what every element must */
export function newSet(
  options: Omit<SetVariable, "kind" | "initial">,
  work: Work,
): SetVariable | undefined {
  const variable = { kind: "set", ...options } as const;
  const initial = elementsFor(variable, [], [], work);
  if (initial === undefined && !options.optional) return undefined;
  return { ...variable, initial: options.optional ? undefined : initial };
}
