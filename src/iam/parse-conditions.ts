import type { Condition } from "../model/policy.ts";
import type { MapValue, Reason, Value } from "../model/value.ts";
import { operators, parseOperator } from "./conditions/operators.ts";
import { parsePatterns } from "./parse-patterns.ts";
import { reasonOf, type PolicyProblems } from "./policy-problems.ts";
import { parseTemplate } from "./variables.ts";

/**
 * Reads a `Condition` block.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 *
 * @returns its conditions in the order of the text, and why there may be further ones
 */
export function parseConditions(
  block: Value,
  problems: PolicyProblems,
): { readonly items: readonly Condition[]; readonly rest: Reason | undefined } {
  if (block.kind === "absent") return { items: [], rest: undefined };
  if (block.kind === "unknown") return { items: [], rest: reasonOf(block) };
  if (block.kind !== "map") {
    problems.refuse("`Condition` is an object of operators", block.place);
    return { items: [], rest: undefined };
  }
  problems.checkDuplicates(block);
  const items: Condition[] = [];
  let rest = reasonOf(block.rest);
  for (const operator of block.keys()) {
    const keys = block.get(operator);
    if (keys.kind === "map") {
      items.push(...readKeys(block, operator, keys, problems));
      rest ??= reasonOf(keys.rest);
    } else if (keys.kind === "unknown") {
      rest ??= reasonOf(keys);
    } else if (keys.kind !== "absent") {
      problems.refuse(`\`${operator}\` is an object of condition keys`, keys.place);
    }
  }
  return { items, rest };
}

function readKeys(
  block: MapValue,
  operator: string,
  keys: MapValue,
  problems: PolicyProblems,
): readonly Condition[] {
  problems.checkDuplicates(keys);
  const names = keys.keys();
  // An operator without keys asks nothing, and AWS takes it whatever its name.
  if (names.length > 0 && parseOperator(operator) === undefined) {
    problems.note(unknownOperator(operator), block.keyPlace(operator));
  }
  const seen = new Set<string>();
  return names.map((key) => {
    const place = keys.keyPlace(key);
    const folded = key.toLowerCase();
    if (seen.has(folded)) {
      const message = `the condition key \`${key}\` is given twice: their names have no case`;
      problems.note(message, place);
    }
    seen.add(folded);
    const values = parsePatterns(keys.get(key), "a condition's value", problems);
    const condition: Condition = { operator, key, values, place };
    checkValues(condition, problems);
    return condition;
  });
}

function unknownOperator(operator: string): string {
  const prefix = /^(?:ForAnyValue|ForAllValues):/.exec(operator)?.[0] ?? "";
  const base = operator.slice(prefix.length).replace(/IfExists$/, "");
  const meant = [...operators.keys()].find((name) => name.toLowerCase() === base.toLowerCase());
  const hint = meant === undefined || meant === base ? "" : `; did you mean \`${prefix}${meant}\`?`;
  return `AWS has no condition operator \`${operator}\`${hint}`;
}

/** A value that its operator cannot take; variables are looked at as those of 2012-10-17. */
function checkValues(condition: Condition, problems: PolicyProblems): void {
  const use = parseOperator(condition.operator);
  if (use === undefined) return;
  for (const value of condition.values.items) {
    if (value.kind === "unknown") continue;
    if (use.operator.compile(parseTemplate(value.text, "2012-10-17")) === undefined) {
      const shown = value.place.masked === true ? "the value" : `\`${value.text}\``;
      problems.note(`${shown} is nothing that \`${use.operator.name}\` compares`, value.place);
    }
  }
}
