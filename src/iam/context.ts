import { multivaluedGlobalKeys } from "../aws/condition-keys.ts";
import type { Reason } from "../model/value.ts";

/** What the request says about one condition key. */
export type ContextEntry =
  | {
      readonly kind: "values";
      /** Never empty: a key without values is absent. */
      readonly values: readonly string[];
      /** Whether the values were given as a list. */
      readonly list: boolean;
    }
  | { readonly kind: "unknown"; readonly reason: Reason };

/**
 * The condition keys of a request, by name in lower case, since their names have no case.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 */
export type RequestContext = ReadonlyMap<string, ContextEntry>;

/**
 * Whether AWS takes a key for one of several values. AWS's global keys are listed; of another key
 * the form in which its value is given tells.
 *
 * @param key - in lower case
 * @param entry - what the request says about it
 */
export function isMultivalued(key: string, entry: ContextEntry): boolean {
  if (multivaluedGlobalKeys.has(key)) return true;
  if (entry.kind === "unknown") return false;
  if (entry.values.length > 1) return true;
  return entry.list && !key.startsWith("aws:");
}
