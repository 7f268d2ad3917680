import type { Automata } from "./automaton.ts";
import type { Component, Constraint } from "./language.ts";

/**
 * Whether constraints leave no text for one of its components: most guards hold the account of a
 * principal against few accounts, and that a principal is of one and of none of them is seen
 * without a walk through all that a text can be.
 *
 * @returns false where that does not tell
 */
export function contradict(constraints: readonly Constraint[], automata: Automata): boolean {
  const looked: Component[] = [];
  return constraints.some(({ language: { component }, inside }) => {
    const allowed = inside ? component?.language.texts : undefined;
    if (component === undefined || allowed === undefined) return false;
    if (looked.some((one) => isSame(one, component))) return false;
    looked.push(component);
    const others = constraintsOn(component, constraints);
    return allowed.every((text) => !automata.meetsAll(text, others));
  });
}

/** What constraints say of the component of a text that has it. */
function constraintsOn(
  component: Component,
  constraints: readonly Constraint[],
): readonly Constraint[] {
  return constraints.flatMap(({ language, inside }) =>
    language.component !== undefined && isSame(language.component, component)
      ? [{ language: language.component.language, inside }]
      : [],
  );
}

function isSame(left: Component, right: Component): boolean {
  return left.index === right.index && left.separator === right.separator;
}
