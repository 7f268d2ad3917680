import { matchesArn, splitArnPattern } from "../../iam/arn-pattern.ts";
import { parseOperator } from "../../iam/conditions/operators.ts";
import type { PolicyDocument } from "../../model/policy.ts";
import type { Trust } from "../../model/settings.ts";

/** Who may change the tag, and how that is known. */
export interface TrustedPrincipals {
  readonly patterns: readonly string[];
  /** Says whom the rule trusted where the configuration does not. */
  readonly assumptions: readonly string[];
  has(arn: string): boolean;
}

/**
 * The principals of the configuration; where it names none, those that a policy exempts by an exact
 * role name. A wildcard account is exact enough, a wildcard in name or path is not: who can create
 * a role of a fitting name exempts itself. Roles below `aws-reserved/` nobody can create.
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
 *
 * @param trust - the configuration
 * @param documents - the service control policies in question
 */
export function trustedPrincipals(
  trust: Trust,
  documents: Iterable<PolicyDocument>,
): TrustedPrincipals {
  const configured = trust.principals.length > 0;
  const patterns = configured ? trust.principals : [...exemptions(documents)].filter(isExact);
  const matchers = patterns.flatMap((text) => {
    const pattern = splitArnPattern([{ text, wildcards: true }]);
    return pattern === undefined ? [] : [pattern];
  });
  const assumptions =
    configured || patterns.length === 0
      ? []
      : [
          `Trusted are ${patterns.join(", ")}, which the policies exempt by an exact role name, and GuardDuty's service-linked role; the configuration names no trusted principals`,
        ];
  return {
    patterns,
    assumptions,
    has: (arn) => matchers.some((pattern) => matchesArn(pattern, arn)),
  };
}

/** ARNs that keep a deny from matching: `ArnNotLike` and its kin on `aws:PrincipalArn`. */
export function exemptions(documents: Iterable<PolicyDocument>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { statements } of documents) {
    for (const { effect, conditions } of statements) {
      if (effect.kind !== "known" || effect.value !== "Deny") continue;
      for (const { operator, key, values } of conditions) {
        if (key.toLowerCase() !== "aws:principalarn") continue;
        if (parseOperator(operator)?.operator.negated !== true) continue;
        for (const value of values.items) if (value.kind === "text") found.add(value.text);
      }
    }
  }
  return found;
}

const exactRole = /^arn:[a-z-]+:iam::(?:\d{12}|\*):role\/(?:[^*?]+|aws-reserved\/[^?]+)$/;

function isExact(pattern: string): boolean {
  return exactRole.test(pattern);
}
