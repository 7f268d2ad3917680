import type { Patterns, Text } from "../model/policy.ts";
import type { Value } from "../model/value.ts";
import { reasonOf, type PolicyProblems } from "./policy-problems.ts";

/**
 * Reads one value or a list of values as texts; numbers and booleans count as they are written.
 *
 * @param value - the element's value
 * @param what - what it is, for messages: `Action`
 */
export function parsePatterns(value: Value, what: string, problems: PolicyProblems): Patterns {
  const { place } = value;
  switch (value.kind) {
    case "absent":
      return { items: [], rest: undefined, place };
    case "unknown":
      return { items: [], rest: reasonOf(value), place };
    case "scalar":
      return { items: [{ kind: "text", text: value.text, place }], rest: undefined, place };
    case "map":
      problems.refuse(`${what} is a text or a list of texts`, place);
      return { items: [], rest: undefined, place };
    case "list":
      return {
        items: value.items.flatMap((item) => parseText(item, what, problems)),
        rest: reasonOf(value.rest),
        place,
      };
  }
}

/** AWS passes over `null` in a list. */
function parseText(value: Value, what: string, problems: PolicyProblems): readonly Text[] {
  const { place } = value;
  switch (value.kind) {
    case "absent":
      return [];
    case "unknown":
      return [{ kind: "unknown", reason: reasonOf(value) ?? value.reason, place }];
    case "scalar":
      return [{ kind: "text", text: value.text, place }];
    case "map":
    case "list":
      problems.refuse(`${what} is a text or a list of texts`, place);
      return [];
  }
}
