import { rcpServices } from "../aws/rcp-services.ts";
import type { Estate, Guard } from "../model/estate.ts";
import type { Place } from "../model/place.ts";
import type { Statement } from "../model/policy.ts";
import { defineRule, type RuleContext } from "../model/rule.ts";
import { boundNowhere } from "./reading/guard-attachment.ts";
import { telemetryRoles } from "./reading/held-telemetry.ts";
import { shown } from "./reading/never-met.ts";
import { unreadable } from "./reading/policy-layers.ts";
import { isStatementQuotable } from "./reading/quotable.ts";
import { judgeBoundary, judgeTelemetry, type TelemetryAnswer } from "./reading/telemetry-denial.ts";

type MessageId = "telemetryDenied" | "telemetryBounded";

/** Flags service control policies and boundaries that stop the agent's own call. */
export const telemetryBlocked = defineRule<MessageId>({
  id: "telemetry-blocked",
  meta: {
    summary: "A policy does not let the agent send its telemetry",
    why: "The agent calls `guardduty:SendSecurityTelemetry` to send what it sees. Where a service control policy or a permissions boundary stops the call, the agent runs, or restarts again and again, and GuardDuty sees nothing of the cluster.",
    fix: "Leave `guardduty:SendSecurityTelemetry` out of denies, also out of those that deny everything but a list of services or Regions, and let permissions boundaries allow it.",
    confidence: "high",
    status: "stable",
    severity: 8.0,
    tags: ["guardduty", "eks", "iam", "organizations"],
    options: { type: "object", additionalProperties: false, properties: {} },
    messages: {
      telemetryDenied:
        "The policy {policy} does not let the agents that it binds call `guardduty:SendSecurityTelemetry`: {because}",
      telemetryBounded:
        "The permissions boundary of {role} does not let it call `guardduty:SendSecurityTelemetry`: {because}",
    },
    references: [
      "https://docs.aws.amazon.com/guardduty/latest/ug/prereq-runtime-monitoring-eks-support.html",
      "https://docs.aws.amazon.com/guardduty/latest/ug/eks-runtime-monitoring-coverage.html",
      "https://docs.aws.amazon.com/guardduty/latest/ug/runtime-monitoring-agent-connectivity.html",
    ],
  },
  check(estate, context) {
    const guards = rcpServices.has("guardduty")
      ? estate.guards
      : estate.guards.filter(({ kind }) => kind === "scp");
    for (const guard of guards) checkTelemetry(guard, estate, context);
    checkBoundaries(estate, context);
  },
});

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
