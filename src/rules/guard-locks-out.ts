import type { Place } from "../model/place.ts";
import type { Condition, Statement } from "../model/policy.ts";
import { defineRule, type RuleContext } from "../model/rule.ts";
import { shown } from "./reading/never-met.ts";
import { unreadable } from "./reading/policy-layers.ts";
import { isStatementQuotable } from "./reading/quotable.ts";
import { isMeant, isMeantByPattern, isTagKeys, tagOfKey } from "./reading/tag-guard.ts";
import { tagLockOuts, type LockOut } from "./reading/tag-lock-out.ts";

type MessageId = "ordinaryTagging" | "trustedPrincipals";

/** Flags policies that stop ordinary tagging of clusters, or all who are trusted with the tag. */
export const guardLocksOut = defineRule<MessageId>({
  id: "guard-locks-out",
  meta: {
    summary:
      "A guard also stops ordinary tagging of clusters, or those who are trusted with the tag",
    why: "A guard that stops more than changes of the GuardDutyManaged tag gets in the way of everybody who tags clusters, and is taken away again.",
    fix: "Let the deny apply only to requests that carry the tag, by `ForAnyValue:StringEquals` of `aws:TagKeys` to `GuardDutyManaged`, and exempt those who are trusted with it.",
    confidence: "high",
    status: "stable",
    severity: 5.5,
    tags: ["guardduty", "eks", "tags", "iam", "organizations"],
    options: { type: "object", additionalProperties: false, properties: {} },
    messages: {
      ordinaryTagging:
        "{guard} also stops everybody whom it does not exempt from {what} of clusters: {because}",
      trustedPrincipals:
        "{guard} stops all principals that the configuration trusts from setting and from removing the tag",
    },
    references: [
      "https://docs.aws.amazon.com/guardduty/latest/ug/managing-gdu-agent-eks-automatically.html",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html",
      "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html",
    ],
  },
  check(estate, context) {
    const scps = estate.guards.filter(({ kind }) => kind === "scp");
    const [first] = scps;
    if (first !== undefined) {
      for (const found of tagLockOuts(estate, scps, context.trust.principals, first.place)) {
        reportLockOut(found, context);
      }
    }
    for (const { subject, policy } of scps) {
      const missing = unreadable(policy);
      if (missing !== undefined)
        context.undetermined({ subject, at: policy.place, because: [missing] });
    }
  },
});

function reportLockOut(found: LockOut, context: RuleContext<MessageId>): void {
  const { guard, assumptions } = found;
  const { subject, statement, name } = guard;
  const at = statement.place;
  switch (found.kind) {
    case "none":
      context.satisfied({ subject, at, basis: "proved", assumptions });
      break;
    case "open":
      context.undetermined({ subject, at, because: found.reasons, assumptions });
      break;
    case "trusted":
      context.report({
        subject,
        message: "trustedPrincipals",
        data: { guard: name },
        at,
        basis: "proved",
        assumptions,
      });
      break;
    case "everybody": {
      const ways = [
        ...(found.from.has("setting") ? ["setting"] : []),
        ...(found.from.has("removing") ? ["removing"] : []),
      ];
      const what = `${ways.join(" and ")} other tags`;
      const wide = isStatementQuotable(statement)
        ? tooWide(statement)
        : { at, because: "a condition of it is met without the tag as well" };
      const data = { guard: name, what, because: wide.because };
      context.report({
        subject,
        message: "ordinaryTagging",
        data,
        at: wide.at,
        basis: "proved",
        assumptions,
      });
    }
  }
}

/** The condition that was to confine the deny to the tag, and is met by requests without it. */
function tooWide({ conditions, place }: Statement): {
  readonly at: Place;
  readonly because: string;
} {
  const about = (condition: Condition): boolean => {
    const tag = tagOfKey(condition.key);
    if (tag !== undefined) return isMeant(tag);
    const texts = condition.values.items.flatMap((item) => (item.kind === "text" ? item.text : []));
    return isTagKeys(condition.key) && texts.some(isMeantByPattern);
  };
  const [condition] = conditions.filter(about);
  if (condition === undefined) return { at: place, because: "it asks nothing of the tag" };
  const { operator, key } = condition;
  const name = `\`${shown(operator)}\` of \`${shown(key)}\``;
  const because = /^aws:principaltag\//i.test(key)
    ? `${name} is met by all who do not carry the tag themselves, whatever they tag`
    : `${name} is met by requests without the tag as well`;
  return { at: condition.place, because };
}
