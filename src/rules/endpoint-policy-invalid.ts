import type { Related } from "../model/finding.ts";
import { defineRule } from "../model/rule.ts";
import { endpointPolicyLimits } from "./reading/endpoint-policy-limits.ts";
import { isTelemetryEndpoint } from "./reading/telemetry-endpoint.ts";

/** Flags policies of telemetry endpoints that AWS does not accept, or does not apply as written. */
export const endpointPolicyInvalid = defineRule<"broken">({
  id: "endpoint-policy-invalid",
  meta: {
    summary: "The policy of a guardduty-data endpoint breaks a limit that AWS sets for it",
    why: "AWS refuses endpoint policies that are too long, name no principal, or compare account and organisation ids with wildcards or numbers. What it refuses protects nothing, and the endpoint keeps the policy that it had, which by default lets everybody through.",
    fix: "Write ids out with `StringEquals` or `StringNotEquals`, give every statement a `Principal`, and keep the policy below 20,480 characters.",
    confidence: "high",
    status: "stable",
    severity: 7,
    tags: ["guardduty", "eks", "iam"],
    options: { type: "object", additionalProperties: false, properties: {} },
    messages: {
      broken: "The policy of the endpoint {endpoint} is one that AWS refuses: {problem}",
    },
    references: ["https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html"],
  },
  check(estate, context) {
    for (const endpoint of estate.endpoints) {
      if (isTelemetryEndpoint(endpoint) !== true) continue;
      const { subject, policy } = endpoint;
      // What cannot be read is an error of the input, and told as one.
      if (policy.state !== "known") continue;
      const { problems, because } = endpointPolicyLimits(policy);
      const [first, ...others] = problems;
      if (first !== undefined) {
        const data = { endpoint: `\`${subject}\``, problem: first.message };
        const related: Related[] = others.map(({ message, place }) => ({ message, place }));
        if (first.condition !== undefined) {
          const mendedWith = "endpoint-open-to-other-accounts";
          related.push({ message: "the condition", place: first.condition, mendedWith });
        }
        context.report({ subject, at: first.place, message: "broken", data, related });
      } else if (because.length > 0) {
        context.undetermined({ subject, at: policy.place, because });
      } else {
        context.satisfied({ subject, at: policy.place });
      }
    }
  },
});
