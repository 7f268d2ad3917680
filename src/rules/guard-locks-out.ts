import { rcpServices } from "../aws/rcp-services.ts";
import type { Estate, Guard } from "../model/estate.ts";
import type { Place } from "../model/place.ts";
import type { Condition, Statement } from "../model/policy.ts";
import { defineRule, type RuleContext } from "../model/rule.ts";
import { boundNowhere } from "./reading/guard-attachment.ts";
import { telemetryRoles } from "./reading/held-telemetry.ts";
import { shown } from "./reading/never-met.ts";
import { unreadable } from "./reading/policy-layers.ts";
import { isStatementQuotable } from "./reading/quotable.ts";
import { isMeant, isMeantByPattern, isTagKeys, tagOfKey } from "./reading/tag-guard.ts";
import { tagLockOuts, type LockOut } from "./reading/tag-lock-out.ts";
import { judgeBoundary, judgeTelemetry, type TelemetryAnswer } from "./reading/telemetry-denial.ts";

type MessageId = "ordinaryTagging" | "trustedPrincipals" | "telemetryDenied" | "telemetryBounded";

/** Flags policies that stop ordinary tagging of clusters, or the agent itself. */
export const guardLocksOut = defineRule<MessageId>({
  id: "guard-locks-out",
  meta: {
    summary:
      "A policy also stops ordinary tagging of clusters for everybody, or the agent's own call",
    why: "A guard that stops more than changes of the GuardDutyManaged tag gets in the way of everybody who tags clusters, and is taken away again. A policy that does not let the agent call `guardduty:SendSecurityTelemetry` stops its telemetry: the agent runs, and GuardDuty sees nothing.",
    fix: "Let the deny apply only to requests that carry the tag, by `ForAnyValue:StringEquals` of `aws:TagKeys` to `GuardDutyManaged`, and exempt those who are trusted with it. Leave `guardduty:SendSecurityTelemetry` out of denies, and let permissions boundaries allow it.",
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
      telemetryDenied:
        "The policy {policy} does not let the agents that it binds call `guardduty:SendSecurityTelemetry`: {because}",
      telemetryBounded:
        "The permissions boundary of {role} does not let it call `guardduty:SendSecurityTelemetry`: {because}",
    },
    references: [
      "https://docs.aws.amazon.com/guardduty/latest/ug/managing-gdu-agent-eks-automatically.html",
      "https://docs.aws.amazon.com/guardduty/latest/ug/prereq-runtime-monitoring-eks-support.html",
      "https://docs.aws.amazon.com/guardduty/latest/ug/runtime-monitoring-agent-connectivity.html",
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
    const onTelemetry = rcpServices.has("guardduty") ? estate.guards : scps;
    for (const guard of onTelemetry) checkTelemetry(guard, estate, context);
    checkBoundaries(estate, context);
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

function checkTelemetry(guard: Guard, estate: Estate, context: RuleContext<MessageId>): void {
  const { policy, subject } = guard;
  const missing = unreadable(policy);
  if (missing !== undefined) {
    context.undetermined({ subject, at: policy.place, because: [missing] });
    return;
  }
  if (policy.state !== "known" || boundNowhere(guard, estate.organization) !== undefined) return;
  const answer = judgeTelemetry(guard, policy.document, estate);
  tell(answer, "telemetryDenied", { policy: `\`${subject}\`` }, subject, policy.place, context);
}

function checkBoundaries(estate: Estate, context: RuleContext<MessageId>): void {
  for (const { role, boundary, arn } of telemetryRoles(estate.principals)) {
    const { subject } = role;
    const answer = judgeBoundary(boundary, arn);
    tell(answer, "telemetryBounded", { role: `\`${subject}\`` }, subject, boundary.place, context);
  }
}

function tell(
  answer: TelemetryAnswer,
  message: "telemetryDenied" | "telemetryBounded",
  data: Readonly<Record<string, string>>,
  subject: string,
  at: Place,
  context: RuleContext<MessageId>,
): void {
  switch (answer.kind) {
    case "allowed":
      context.satisfied({ subject, at, basis: "proved" });
      break;
    case "open":
      context.undetermined({ subject, at, because: answer.reasons });
      break;
    case "denied": {
      const because = denialText(answer.statement);
      context.report({
        subject,
        message,
        data: { ...data, because },
        at: answer.at,
        basis: "proved",
      });
    }
  }
}

function denialText(deny: Statement | undefined): string {
  if (deny === undefined) return "no statement allows it";
  return deny.sid === undefined || !isStatementQuotable(deny)
    ? "a deny covers it"
    : `the deny \`${shown(deny.sid)}\` covers it`;
}
