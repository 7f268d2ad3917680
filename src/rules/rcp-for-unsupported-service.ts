import { rcpServices } from "../aws/rcp-services.ts";
import type { Guard } from "../model/estate.ts";
import type { Element, Text } from "../model/policy.ts";
import { defineRule, type RuleContext } from "../model/rule.ts";
import type { Reason } from "../model/value.ts";
import { openIn } from "./reading/untold.ts";

/** Flags resource control policies that are meant for services which they do not bind. */
export const rcpForUnsupportedService = defineRule<"unbound">({
  id: "rcp-for-unsupported-service",
  meta: {
    summary:
      "A resource control policy names actions of Amazon EKS or GuardDuty, which it does not bind",
    why: "Resource control policies bind the services on AWS's list alone, and neither Amazon EKS nor GuardDuty is on it. A guard of the tag, or of a detector, that stands in one looks like protection and stops nobody.",
    fix: "Move the statement to a service control policy.",
    confidence: "high",
    status: "stable",
    severity: 6,
    tags: ["guardduty", "eks", "iam", "organizations"],
    options: { type: "object", additionalProperties: false, properties: {} },
    messages: {
      unbound:
        "The resource control policy {policy} names {action}, and does not bind that service",
    },
    references: [
      "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html",
    ],
  },
  check(estate, context) {
    for (const guard of estate.guards) if (guard.kind === "rcp") checkGuard(guard, context);
  },
});

const watched = ["eks", "guardduty"];

function checkGuard(guard: Guard, context: RuleContext<"unbound">): void {
  const { subject, policy } = guard;
  if (policy.state === "unknown") {
    context.undetermined({ subject, at: policy.place, because: [policy.reason] });
    return;
  }
  if (policy.state !== "known") return;
  const { statements, rest } = policy.document;
  const because: Reason[] = rest === undefined ? [] : [rest];
  for (const { action } of statements) {
    const item = unboundAction(action);
    if (item !== undefined) {
      const data = { policy: `\`${subject}\``, action: `\`${item.text}\`` };
      context.report({ subject, at: item.place, message: "unbound", data });
      return;
    }
    if (!action.negated) because.push(...openIn(action));
  }
  if (because.length > 0) context.undetermined({ subject, at: policy.place, because });
  else context.satisfied({ subject, at: policy.place });
}

/** An action of a service that matters here; `*` is about every service that is bound. */
function unboundAction({ items, negated }: Element): Extract<Text, { kind: "text" }> | undefined {
  if (negated) return undefined;
  return items
    .filter((item) => item.kind === "text")
    .find(({ text }) => {
      const service = text.split(":", 1)[0]?.toLowerCase() ?? "";
      return watched.includes(service) && !rcpServices.has(service);
    });
}
