import { rcpServices } from "../aws/rcp-services.ts";
import type { Estate, Guard } from "../model/estate.ts";
import type { Place } from "../model/place.ts";
import type { Statement } from "../model/policy.ts";
import { defineRule, type RuleContext } from "../model/rule.ts";
import { AllowLevels } from "./reading/allow-levels.ts";
import { boundNowhere } from "./reading/guard-attachment.ts";
import { telemetryRoles } from "./reading/held-telemetry.ts";
import { shown } from "./reading/never-met.ts";
import { unreadable } from "./reading/policy-layers.ts";
import { isStatementQuotable } from "./reading/quotable.ts";
import { TelemetryAgents } from "./reading/telemetry-agents.ts";
import { telemetryAllowances } from "./reading/telemetry-allowance.ts";
import { judgeBoundary, judgeTelemetry, type TelemetryAnswer } from "./reading/telemetry-denial.ts";

type MessageId = "telemetryDenied" | "telemetryBounded" | "telemetryNotAllowed";

/** Flags service control policies and boundaries that stop the agent's own call. */
export const telemetryBlocked = defineRule<MessageId>({
  id: "telemetry-blocked",
  meta: {
    summary: "A policy does not let the agent send its telemetry",
    why: "The agent calls `guardduty:SendSecurityTelemetry` to send what it sees. Where a service control policy or a permissions boundary stops the call, the agent runs, or restarts again and again, and GuardDuty sees nothing of the cluster.",
    fix: "Leave `guardduty:SendSecurityTelemetry` out of denies, also out of those that deny everything but a list of services or Regions, and let permissions boundaries and lists of allowed services have it.",
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
      telemetryNotAllowed:
        "What is attached to {node} does not let the agents below it call `guardduty:SendSecurityTelemetry`: `FullAWSAccess` is detached there, and {because}",
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
    const levels = new AllowLevels(estate.guards, estate.organization);
    const agents = new TelemetryAgents(estate, guards);
    for (const guard of guards) checkTelemetry(guard, agents, estate, levels, context);
    checkLevels(estate, levels, context);
    checkBoundaries(estate, context);
  },
});

function checkTelemetry(
  guard: Guard,
  agents: TelemetryAgents,
  { organization }: Estate,
  levels: AllowLevels,
  context: RuleContext<MessageId>,
): void {
  const { policy, subject } = guard;
  const missing = unreadable(policy);
  if (missing !== undefined) {
    context.undetermined({ subject, at: policy.place, because: [missing] });
    return;
  }
  if (policy.state !== "known" || boundNowhere(guard, organization) !== undefined) return;
  const answer = judgeTelemetry(guard, policy.document, agents, organization);
  const data = { policy: `\`${subject}\`` };
  const assumptions = levels.takenForGranted(guard);
  tell({ ...answer, assumptions }, "telemetryDenied", data, subject, policy.place, context);
}

/** Policies that are named in a message. */
const mostNamed = 3;

/** Lists of allowed services, where they stand in place of `FullAWSAccess`. */
function checkLevels(estate: Estate, levels: AllowLevels, context: RuleContext<MessageId>): void {
  const [first] = estate.guards;
  if (first === undefined) return;
  const { asked, open } = telemetryAllowances(estate, levels, first.place);
  for (const { level, at, answer } of asked) {
    const { id: subject } = level.node;
    if (answer.kind !== "denied") {
      tell(answer, "telemetryNotAllowed", {}, subject, at, context);
      continue;
    }
    // A deny is told of the policy that it stands in.
    if (answer.statement !== undefined) continue;
    const lists = level.guards.map((guard) => `\`${guard.subject}\``);
    const because =
      lists.length === 0
        ? "nothing stands in its place"
        : `no statement of ${lists.slice(0, mostNamed).join(", ")}${lists.length > mostNamed ? ", …" : ""} allows it`;
    const data = { node: `\`${subject}\``, because };
    context.report({ subject, message: "telemetryNotAllowed", data, at, basis: "proved" });
  }
  for (const { account, at, reason } of open) {
    context.undetermined({ subject: account, at, because: [reason] });
  }
}

function checkBoundaries(estate: Estate, context: RuleContext<MessageId>): void {
  for (const { role, boundary, arn } of telemetryRoles(estate.principals)) {
    const { subject } = role;
    const answer = judgeBoundary(boundary, arn);
    tell(answer, "telemetryBounded", { role: `\`${subject}\`` }, subject, boundary.place, context);
  }
}

function tell(
  answer: TelemetryAnswer & { readonly assumptions?: readonly string[] },
  message: MessageId,
  data: Readonly<Record<string, string>>,
  subject: string,
  at: Place,
  context: RuleContext<MessageId>,
): void {
  const { assumptions = [] } = answer;
  const taken = assumptions.length === 0 ? {} : { assumptions };
  switch (answer.kind) {
    case "allowed":
      context.satisfied({ subject, at, basis: "proved", ...taken });
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
