import type { Endpoint, SecurityGroup } from "../model/estate.ts";
import { defineRule, type RuleContext } from "../model/rule.ts";
import type { Reason } from "../model/value.ts";
import { coversEverything } from "./reading/cidr.ts";
import { isSeen, telemetryEndpoints } from "./reading/telemetry-endpoint.ts";
import { readSources, type Source } from "./reading/telemetry-ingress.ts";

type MessageId = "everywhere" | "union";

/** Flags security groups of telemetry endpoints that let everybody in. */
export const openEndpointIngress = defineRule<MessageId>({
  id: "open-endpoint-ingress",
  meta: {
    summary: "A security group of a guardduty-data endpoint lets port 443 in from everywhere",
    why: "Only the agents on the cluster's nodes have business with the endpoint. AWS allows `0.0.0.0/0` where restricting is a problem, and recommends the CIDR of the VPC: with every source allowed, whatever else gets a route to the VPC reaches the telemetry endpoint too.",
    fix: "Let port 443 in from the CIDRs of the VPC, or from the security group of the cluster.",
    confidence: "high",
    status: "stable",
    severity: 4.5,
    tags: ["guardduty", "eks", "network"],
    options: { type: "object", additionalProperties: false, properties: {} },
    messages: {
      everywhere: "The security group {group} lets port 443 in from {cidr}",
      union:
        "The rules of the security group {group} together let port 443 in from everywhere: {cidrs}",
    },
    references: [
      "https://docs.aws.amazon.com/guardduty/latest/ug/eksrunmon-prereq-deploy-security-agent.html",
      "https://docs.aws.amazon.com/guardduty/latest/ug/validate-vpc-endpoint-config-runtime-monitoring.html",
    ],
  },
  check(estate, context) {
    const endpoints = telemetryEndpoints(estate);
    const byGroup = new Map<SecurityGroup, Endpoint[]>();
    for (const endpoint of endpoints.certain.filter(isSeen)) {
      const because = unseenGroups(endpoint, (group) => {
        const known = byGroup.get(group);
        if (known === undefined) byGroup.set(group, [endpoint]);
        else known.push(endpoint);
      });
      if (because.length > 0) {
        context.undetermined({ subject: endpoint.subject, at: endpoint.groups.place, because });
      }
    }
    for (const { endpoint, reason } of endpoints.possible) {
      if (!isSeen(endpoint)) continue;
      const { subject, serviceName } = endpoint;
      context.undetermined({ subject, at: serviceName.place, because: [reason] });
    }
    for (const [group, attached] of byGroup) checkGroup(group, attached, context);
  },
});

/** Hands on the groups that are known; returns what hides others. */
function unseenGroups(
  endpoint: Endpoint,
  found: (group: SecurityGroup) => void,
): readonly Reason[] {
  const { items, rest, place } = endpoint.groups;
  const reasons: Reason[] = rest === undefined ? [] : [rest];
  for (const link of items) {
    if (link.state === "linked") found(link.to);
    else if (link.state === "unknown") reasons.push(link.reason);
    else if (link.state === "elsewhere") {
      const detail = `the security group ${link.id} is not in the input`;
      reasons.push({ code: "not-in-input", detail, place: link.place });
    }
  }
  if (items.every((link) => link.state === "absent") && rest === undefined) {
    // https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
    const detail =
      "the endpoint names no security group, and the VPC's default group is not in the input";
    reasons.push({ code: "not-in-input", detail, place });
  }
  return reasons;
}

function checkGroup(
  group: SecurityGroup,
  endpoints: readonly Endpoint[],
  context: RuleContext<MessageId>,
): void {
  const { subject, place } = group;
  const possible: Source[] = [];
  const because: Reason[] = group.rest === undefined ? [] : [group.rest];
  for (const rule of group.ingress) readSources(rule, possible, because);
  const sources = possible.filter(({ applies }) => applies === true);
  const related = endpoints.map((endpoint) => ({
    message: `the endpoint ${endpoint.subject} is behind this group`,
    place: endpoint.place,
  }));
  const shared = { subject, related };
  const single = sources.find(({ range }) => coversEverything([range]) !== undefined);
  if (single !== undefined) {
    const data = { group: `\`${subject}\``, cidr: `\`${single.text}\`` };
    context.report({ ...shared, message: "everywhere", data, at: single.place });
    return;
  }
  const family = coversEverything(sources.map(({ range }) => range));
  if (family !== undefined) {
    const parts = sources.filter(({ range }) => range.family === family);
    const cidrs = parts.map(({ text }) => `\`${text}\``).join(", ");
    const data = { group: `\`${subject}\``, cidrs };
    context.report({ ...shared, message: "union", data, at: parts[0]?.place ?? place });
    return;
  }
  if (coversEverything(possible.map(({ range }) => range)) !== undefined) {
    because.push(...possible.flatMap(({ applies }) => (applies === true ? [] : [applies])));
  }
  if (because.length > 0) {
    context.undetermined({ ...shared, at: because[0]?.place ?? place, because });
    return;
  }
  context.satisfied({ subject, at: place });
}
