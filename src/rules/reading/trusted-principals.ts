import { matchesArn, splitArnPattern, type ArnPattern } from "../../iam/arn-pattern.ts";
import { parseOperator } from "../../iam/conditions/operators.ts";
import { compilePattern, matches } from "../../iam/pattern.ts";
import type { Element, PolicyDocument } from "../../model/policy.ts";
import type { Trust } from "../../model/settings.ts";
import { isQuotable } from "./quotable.ts";

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
  documents: readonly PolicyDocument[],
): TrustedPrincipals {
  const configured = trust.principals.length > 0;
  const patterns = configured ? trust.principals : [...exemptions(documents)].filter(isExact);
  const who = documents.every(isQuotable) ? `${patterns.join(", ")}, which` : "those whom";
  const assumptions =
    configured || patterns.length === 0
      ? []
      : [
          `Trusted are ${who} the policies exempt by an exact role name, and GuardDuty's service-linked role; the configuration names no trusted principals`,
        ];
  return {
    patterns,
    assumptions,
    has: matcherOf(patterns),
  };
}

/** Most patterns name their resource in full, and only those of the same name are looked at. */
function matcherOf(patterns: readonly string[]): (arn: string) => boolean {
  const byResource = new Map<string, ArnPattern[]>();
  for (const text of patterns) {
    const anywhere = text.replace(ownAccount, "*");
    const pattern = splitArnPattern([{ text: anywhere, wildcards: true }]);
    if (pattern === undefined) continue;
    const resource = resourceOf(anywhere);
    const key = /[*?]/.test(resource) ? "*" : resource;
    byResource.set(key, [...(byResource.get(key) ?? []), pattern]);
  }
  return (arn) =>
    ["*", resourceOf(arn)].some((key) =>
      byResource.get(key)?.some((pattern) => matchesArn(pattern, arn)),
    );
}

function resourceOf(arn: string): string {
  return arn.split(":").slice(5).join(":");
}

/**
 * ARNs that keep a deny of tagging from matching: `ArnNotLike` and its kin on `aws:PrincipalArn`.
 *
 * @param documents - the service control policies in question
 */
export function exemptions(documents: Iterable<PolicyDocument>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { statements } of documents) {
    for (const { effect, action, conditions } of statements) {
      if (effect.kind !== "known" || effect.value !== "Deny" || !coversTagging(action)) continue;
      for (const { operator, key, values } of conditions) {
        if (key.toLowerCase() !== "aws:principalarn") continue;
        const use = parseOperator(operator)?.operator;
        if (use?.negated !== true) continue;
        // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String
        const literal = use.name.startsWith("StringNotEquals");
        for (const value of values.items) {
          if (value.kind !== "text" || (literal && /[*?]/.test(value.text))) continue;
          found.add(value.text);
        }
      }
    }
  }
  return found;
}

const changes = ["eks:tagresource", "eks:untagresource"];

function coversTagging({ items, negated, rest }: Element): boolean {
  if (rest !== undefined || items.some(({ kind }) => kind === "unknown")) return true;
  const patterns = items.flatMap((item) =>
    item.kind === "text"
      ? [compilePattern([{ text: item.text.toLowerCase(), wildcards: true }])]
      : [],
  );
  return changes.some((change) => patterns.some((pattern) => matches(pattern, change)) !== negated);
}

/** Whoever asks is in this account, so that it stands for every one. */
const ownAccount = "${aws:PrincipalAccount}";

const exactRole =
  /^arn:[a-z-]+:iam::(?:\d{12}|\*|\$\{aws:PrincipalAccount\}):role\/(?:[^*?$]+|aws-reserved\/[^?$]+)$/;

function isExact(pattern: string): boolean {
  return exactRole.test(pattern);
}
