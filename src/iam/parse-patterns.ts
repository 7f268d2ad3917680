import type { Place } from "../model/place.ts";
import type { Patterns, Text } from "../model/policy.ts";
import type { Reason, Value } from "../model/value.ts";
import { reasonOf, type PolicyProblems } from "./policy-problems.ts";

/**
 * No policy that AWS takes is longer than a key policy of KMS, so that no text in one is. Matching
 * takes pattern times text, which this bounds.
 * https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html
 */
const longestText = 32_768;

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
      return { items: parseText(value, what, problems), rest: undefined, place };
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
      if (value.text.length <= longestText) return [{ kind: "text", text: value.text, place }];
      problems.note(`${what} is longer than any policy that AWS takes`, place);
      return [{ kind: "unknown", reason: tooLong(place), place }];
    case "map":
    case "list":
      problems.refuse(`${what} is a text or a list of texts`, place);
      return [];
  }
}

function tooLong(place: Place): Reason {
  const detail = `a text is longer than ${String(longestText)} characters`;
  return { code: "too-large", detail, place };
}
