import type { Rule } from "../model/rule.ts";
import { rules } from "../rules/index.ts";
import { UsageError } from "./usage-error.ts";

/**
 * The rule with an id.
 *
 * @param id - as the person wrote it
 * @throws UsageError where there is none
 */
export function findRule(id: string): Rule {
  const found = rules.find((rule) => rule.id === id);
  if (found === undefined) {
    throw new UsageError(`there is no rule '${id}'`, {
      word: id,
      candidates: rules.map((rule) => rule.id),
    });
  }
  return found;
}
