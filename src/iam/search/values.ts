import type { Constraint } from "./language.ts";
import { lacking } from "./text-match.ts";
import type { SetVariable, TextVariable, Value } from "./variable.ts";
import type { Work } from "./work.ts";

/** To so many constraints a text at hand is fitted before a shorter one is looked for. */
const manyConstraints = 24;

/**
 * A value that meets all constraints, one that is easy to read where there is any.
 *
 * @param constraints - with those that every value of the variable meets
 * @param near - met the constraints but for those that came last
 * @returns undefined where there is none
 */
export function textFor(
  { preferred }: Pick<TextVariable, "preferred">,
  constraints: readonly Constraint[],
  work: Work,
  near?: Value,
): string | undefined {
  const known = preferred.find((text) => work.automata.meetsAll(text, constraints));
  if (known !== undefined) return known;
  const isNear =
    typeof near === "string" && constraints.length >= manyConstraints && !preferred.includes(near);
  return (isNear ? extended(near, constraints, work) : undefined) ?? work.shortest(constraints);
}

/** A text that begins with this one and meets all constraints; there may be one that is not found. */
function extended(
  start: string,
  constraints: readonly Constraint[],
  { automata, budget }: Work,
): string | undefined {
  let text = start;
  for (const constraint of constraints) {
    if (automata.meetsAll(text, [constraint])) continue;
    const ending = constraint.inside ? lacking(text, constraint.language, budget) : undefined;
    if (ending === undefined) return undefined;
    text += ending;
  }
  return automata.meetsAll(text, constraints) ? text : undefined;
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
