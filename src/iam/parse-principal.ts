import type { PrincipalElement, PrincipalKind } from "../model/policy.ts";
import type { MapValue } from "../model/value.ts";
import { parsePatterns } from "./parse-patterns.ts";
import { reasonOf, type PolicyProblems } from "./policy-problems.ts";

const kinds: readonly PrincipalKind[] = ["AWS", "Service", "Federated", "CanonicalUser"];

/**
 * Reads `Principal` or `NotPrincipal` of a statement.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 *
 * @returns undefined where the statement has neither
 */
export function parsePrincipal(
  statement: MapValue,
  problems: PolicyProblems,
): PrincipalElement | undefined {
  const positive = statement.get("Principal");
  const negative = statement.get("NotPrincipal");
  if (positive.kind !== "absent" && negative.kind !== "absent") {
    const message = "a statement has `Principal` or `NotPrincipal`, not both";
    problems.refuse(message, statement.place);
  }
  const negated = positive.kind === "absent";
  const value = negated ? negative : positive;
  const { place } = value;
  const none = { negated, everyone: false, groups: [], rest: undefined, place };
  switch (value.kind) {
    case "absent":
      return undefined;
    case "unknown":
      return { ...none, rest: reasonOf(value) };
    case "scalar":
      if (value.text === "*") return { ...none, everyone: true };
      break;
    case "map": {
      const rest = problems.checkKeys(value, kinds, "a principal");
      const groups = kinds
        .filter((kind) => value.get(kind).kind !== "absent")
        .map((kind) => ({
          kind,
          patterns: parsePatterns(value.get(kind), `\`${kind}\``, problems),
        }));
      if (groups.length === 0 && rest === undefined) break;
      return { ...none, groups, rest };
    }
    case "list":
  }
  const name = negated ? "NotPrincipal" : "Principal";
  problems.refuse(`\`${name}\` is \`"*"\` or an object such as \`{"AWS": …}\``, place);
  return none;
}
