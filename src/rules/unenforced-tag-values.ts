import { managedTag } from "../aws/guardduty.ts";
import type { Estate, TagPolicy } from "../model/estate.ts";
import { defineRule, type RuleContext } from "../model/rule.ts";
import type { Reason } from "../model/value.ts";

type MessageId = "none" | "loose";

/** What a tag policy has to be enforced for. */
const clusters = "eks:cluster";

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
    },
    references: [
      "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_tag-policies-enforcement.html",
      "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_supported-resources-enforcement.html",
      "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_example-tag-policies.html",
    ],
  },
  check(estate, context) {
    const about = estate.tagPolicies.filter(isAboutTag);
    if (about.length > 0) for (const policy of about) checkPolicy(policy, context);
    else reportNone(estate, context);
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
  if (key.state === "known" && key.value !== managedTag) return `asks for the key \`${key.value}\``;
  if (enforcedFor.state === "known" && !enforcedFor.value.includes(clusters)) {
    return "is not enforced for `eks:cluster`";
  }
  if (values.state !== "known") return undefined;
  if (values.value.length === 0) return "lets every value comply";
  const other = values.value.find((value) => value !== "true" && value !== "false");
  return other === undefined ? undefined : `lets the value \`${other}\` comply`;
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
