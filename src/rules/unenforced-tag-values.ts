import { managedTag } from "../aws/guardduty.ts";
import type { Cluster, Estate, TagPolicy } from "../model/estate.ts";
import type { Place } from "../model/place.ts";
import { defineRule, type RuleContext } from "../model/rule.ts";
import type { Reason } from "../model/value.ts";
import { accountsText, parentOf } from "./reading/account-class.ts";
import { EffectiveTagPolicies } from "./reading/effective-tag-policy.ts";

type MessageId = "none" | "loose" | "reaches" | "unreached";

/**
 * What a tag policy has to be enforced for.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_example-tag-policies.html
 */
const ofClusters: ReadonlySet<string> = new Set(["eks:cluster", "eks:*"]);

/** Advises a tag policy that refuses values which GuardDuty does not know. */
export const unenforcedTagValues = defineRule<MessageId>({
  id: "unenforced-tag-values",
  meta: {
    summary: "No tag policy refuses values of GuardDutyManaged other than `true` and `false`",
    why: "A tag policy that is enforced for clusters refuses every other value and every other spelling of the key, in every account and whichever tool sets the tag. It says nothing of who may set it, and does not keep anybody from removing it, so that it stands beside a guard and not in its place.",
    fix: 'Add a tag policy for the key `GuardDutyManaged` with the values `true` and `false`, enforced for `eks:cluster`, and lock it with `"@@operators_allowed_for_child_policies": ["@@none"]`.',
    confidence: "high",
    status: "stable",
    severity: 2,
    tags: ["guardduty", "eks", "tags", "organizations"],
    options: { type: "object", additionalProperties: false, properties: {} },
    messages: {
      none: "The policies of the organisation are at hand, and no tag policy enforces the values of `GuardDutyManaged`",
      loose: "The tag policy {policy} is about `GuardDutyManaged` and {fault}",
      reaches: "The effective tag policy of {accounts}, with {clusters}, {fault}",
      unreached: "No tag policy about `GuardDutyManaged` reaches {accounts}, with {clusters}",
    },
    references: [
      "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_tag-policies-enforcement.html",
      "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_supported-resources-enforcement.html",
      "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_example-tag-policies.html",
    ],
  },
  check(estate, context) {
    const about = estate.tagPolicies.filter(isAboutTag);
    for (const policy of about) if (policy.targets === undefined) checkPolicy(policy, context);
    if (estate.organization.isWhole) checkAccounts(about, estate, context);
    else if (about.length === 0) reportNone(estate, context);
  },
});

/** Its key may be the tag's, in any spelling. */
function isAboutTag({ key }: TagPolicy): boolean {
  return key.state !== "known" || key.value.toLowerCase() === managedTag.toLowerCase();
}

function checkPolicy(policy: TagPolicy, context: RuleContext<MessageId>): void {
  const { subject, place, key, values, enforcedFor } = policy;
  const fault = faultOf(policy);
  if (fault !== undefined) {
    context.report({
      subject,
      at: place,
      message: "loose",
      data: { policy: `\`${subject}\``, fault },
    });
    return;
  }
  const because = [key, values, enforcedFor].flatMap((fact): readonly Reason[] =>
    fact.state === "unknown" ? [{ ...fact.reason, place: fact.place }] : [],
  );
  if (because.length > 0) context.undetermined({ subject, at: place, because });
  else context.satisfied({ subject, at: place });
}

function faultOf({ key, values, enforcedFor }: TagPolicy): string | undefined {
  return faultIn(
    key.state === "known" ? key.value : managedTag,
    values.state === "known" ? values.value : undefined,
    enforcedFor.state === "known" ? enforcedFor.value : undefined,
  );
}

/** What is not known is no fault. */
function faultIn(
  key: string,
  values: readonly string[] | undefined,
  enforcedFor: readonly string[] | undefined,
): string | undefined {
  if (key !== managedTag) return `asks for the key \`${key}\``;
  if (enforcedFor?.some((type) => ofClusters.has(type)) === false) {
    return "is not enforced for `eks:cluster`";
  }
  if (values === undefined) return undefined;
  if (values.length === 0) return "lets every value comply";
  const other = values.find((value) => value !== "true" && value !== "false");
  return other === undefined ? undefined : `lets the value \`${other}\` comply`;
}

/** Accounts under one unit of which the same is to be said. */
interface Lacking {
  readonly message: "reaches" | "unreached";
  readonly fault: string;
  readonly parent: string | undefined;
  readonly at: Place;
  readonly accounts: string[];
  clusters: number;
}

/**
 * Where the whole organisation is told, what counts is what all tag policies above an account amount
 * to. They bind the management account as well.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies.html
 */
function checkAccounts(
  about: readonly TagPolicy[],
  { clusters, organization }: Estate,
  context: RuleContext<MessageId>,
): void {
  const attached = about.filter(({ targets }) => targets !== undefined);
  const policies = new EffectiveTagPolicies(attached, organization);
  const byAccount = new Map<string, Cluster[]>();
  for (const cluster of clusters) {
    if (cluster.account.state !== "known") continue;
    const known = byAccount.get(cluster.account.value) ?? [];
    known.push(cluster);
    byAccount.set(cluster.account.value, known);
  }
  const lacking = new Map<string, Lacking>();
  for (const [account, own] of byAccount) {
    const effective = policies.of(account);
    const parent = parentOf(account, organization);
    const above = parent === undefined ? undefined : organization.nodes.get(parent)?.place;
    const place = above ?? own[0]?.place;
    if (place === undefined) continue;
    if (effective.state === "open") {
      context.undetermined({ subject: account, at: place, because: effective.reasons });
      continue;
    }
    const fault =
      effective.state === "none"
        ? ""
        : faultIn(
            effective.key ?? managedTag.toLowerCase(),
            effective.values ?? [],
            effective.enforcedFor,
          );
    const at = effective.state === "told" ? effective.nearest.place : place;
    if (fault === undefined) {
      context.satisfied({ subject: account, at });
      continue;
    }
    const message = effective.state === "none" ? "unreached" : "reaches";
    const key = JSON.stringify([parent, fault, at.source.path, at.route]);
    const known = lacking.get(key) ?? { message, fault, parent, at, accounts: [], clusters: 0 };
    known.accounts.push(account);
    known.clusters += own.length;
    lacking.set(key, known);
  }
  for (const { message, fault, parent, at, accounts, clusters: count } of lacking.values()) {
    const data = {
      accounts: accountsText(accounts, parent),
      clusters: count === 1 ? "one cluster" : `${String(count)} clusters`,
      fault,
    };
    for (const subject of accounts) context.report({ subject, at, message, data });
  }
}

/** Only where somebody looks after the organisation's policies is there anybody to advise. */
function reportNone({ guards }: Estate, context: RuleContext<MessageId>): void {
  const [first] = guards.filter(
    ({ kind, attachment }) => kind === "scp" && attachment === "listed",
  );
  if (first !== undefined) {
    context.report({ subject: first.subject, at: first.place, message: "none" });
  }
}
