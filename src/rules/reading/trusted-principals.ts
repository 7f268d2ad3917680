import { compileArnPattern } from "../../iam/arn-pattern.ts";
import { parseOperator } from "../../iam/conditions/operators.ts";
import { compilePattern, matches, type Pattern } from "../../iam/pattern.ts";
import type { Condition, Element, PolicyDocument, Text } from "../../model/policy.ts";
import type { Trust } from "../../model/settings.ts";
import { isQuotable } from "./quotable.ts";

/** Who may change the tag, and how that is known. */
export interface TrustedPrincipals {
  readonly patterns: readonly string[];
  /** Says whom the rule trusted where the configuration does not. */
  readonly assumptions: readonly string[];
  has(arn: string): boolean;
}

/** The calls that change the tag of a cluster that is there. */
export const tagChangingActions: readonly string[] = ["eks:tagresource", "eks:untagresource"];

/**
 * The principals of the configuration; where it names none, those that a policy exempts by an exact
 * role name. A wildcard account is exact enough, a wildcard in name or path is not: who can create
 * a role of a fitting name exempts itself. Roles below `aws-reserved/` nobody can create.
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
 *
 * @param trust - the configuration
 * @param documents - the service control policies in question
 * @param actions - in lower case; exemptions from a deny of any of them count
 */
export function trustedPrincipals(
  trust: Trust,
  documents: readonly PolicyDocument[],
  actions = tagChangingActions,
): TrustedPrincipals {
  const configured = trust.principals.length > 0;
  const patterns = configured
    ? trust.principals
    : [...exemptions(documents, actions)].filter(isExact);
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
  const byResource = new Map<string, Pattern[]>();
  for (const text of patterns) {
    const anywhere = text.replace(ownAccount, "*");
    const pattern = compileArnPattern([{ text: anywhere, wildcards: true }]);
    if (pattern === undefined) continue;
    const resource = resourceOf(anywhere);
    const key = /[*?]/.test(resource) ? "*" : resource;
    byResource.set(key, [...(byResource.get(key) ?? []), pattern]);
  }
  return (arn) =>
    ["*", resourceOf(arn)].some((key) =>
      byResource.get(key)?.some((pattern) => matches(pattern, arn)),
    );
}

function resourceOf(arn: string): string {
  return arn.split(":").slice(5).join(":");
}

/**
 * ARNs that keep a deny from matching: `ArnNotLike` and its kin on `aws:PrincipalArn`.
 *
 * @param documents - the service control policies in question
 * @param actions - in lower case, of which the deny covers one: those that change the tag
 */
export function exemptions(
  documents: Iterable<PolicyDocument>,
  actions = tagChangingActions,
): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { statements } of documents) {
    for (const { effect, action, conditions } of statements) {
      if (effect.kind !== "known" || effect.value !== "Deny" || !coversAny(action, actions))
        continue;
      for (const condition of conditions) {
        for (const { text } of exemptedArns(condition)) found.add(text);
      }
    }
  }
  return found;
}

/** The ARNs that a condition of a deny exempts, with their places. */
export function exemptedArns({
  operator,
  key,
  values,
}: Condition): readonly Extract<Text, { readonly kind: "text" }>[] {
  if (key.toLowerCase() !== "aws:principalarn") return [];
  const use = parseOperator(operator)?.operator;
  if (use?.negated !== true) return [];
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String
  const literal = use.name.startsWith("StringNotEquals");
  return values.items.flatMap((value) =>
    value.kind !== "text" || (literal && /[*?]/.test(value.text)) ? [] : [value],
  );
}

/** Whether an `Action` or `NotAction` covers one of some actions, in lower case, or may do so. */
export function coversAny({ items, negated, rest }: Element, actions: readonly string[]): boolean {
  if (rest !== undefined || items.some(({ kind }) => kind === "unknown")) return true;
  const patterns = items.flatMap((item) =>
    item.kind === "text"
      ? [compilePattern([{ text: item.text.toLowerCase(), wildcards: true }])]
      : [],
  );
  return actions.some((action) => patterns.some((pattern) => matches(pattern, action)) !== negated);
}

/** Whoever asks is in this account, so that it stands for every one. */
export const ownAccount = "${aws:PrincipalAccount}";

const exactRole =
  /^arn:[a-z-]+:iam::(?:\d{12}|\*|\$\{aws:PrincipalAccount\}):role\/(?:[^*?$]+|aws-reserved\/[^?$]+)$/;

function isExact(pattern: string): boolean {
  return exactRole.test(pattern);
}
