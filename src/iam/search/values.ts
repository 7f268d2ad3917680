import type { Constraint } from "./language.ts";
import type { SetVariable, TextVariable } from "./variable.ts";
import type { Work } from "./work.ts";

/**
 * A value that meets all constraints, one that is easy to read where there is any.
 *
 * @param constraints - with those that every value of the variable meets
 * @returns undefined where there is none
 */
export function textFor(
  { preferred }: Pick<TextVariable, "preferred">,
  constraints: readonly Constraint[],
  work: Work,
): string | undefined {
  const known = preferred.find((text) => work.automata.meetsAll(text, constraints));
  return known ?? work.shortest(constraints);
}

/**
 * Few elements that all meet the constraints, with one for each need.
 *
 * @param constraints - that every element meets, beside those of the variable itself
 * @param needs - that some element meets, each
 * @returns undefined where there are none
 */
export function elementsFor(
  variable: Omit<SetVariable, "initial">,
  constraints: readonly Constraint[],
  needs: readonly Constraint[],
  work: Work,
): readonly string[] | undefined {
  const all = [...variable.within, ...constraints];
  const elements = [...variable.required];
  if (!elements.every((element) => work.automata.meetsAll(element, constraints))) return undefined;
  for (const need of needs) {
    if (elements.some((element) => work.automata.meetsAll(element, [need]))) continue;
    const found = variable.open ? textFor(variable, [...all, need], work) : undefined;
    if (found === undefined) return undefined;
    elements.push(found);
  }
  if (elements.length > 0) return elements;
  const found = variable.open ? textFor(variable, all, work) : undefined;
  return found === undefined ? undefined : [found];
}
