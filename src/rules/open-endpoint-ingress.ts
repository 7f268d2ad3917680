import type { Endpoint, Estate, SecurityGroup } from "../model/estate.ts";
import { defineRule, type RuleContext } from "../model/rule.ts";
import type { Reason } from "../model/value.ts";
import { coversEverything } from "./reading/cidr.ts";
import { isOfAnotherType, isSeen, telemetryEndpoints } from "./reading/telemetry-endpoint.ts";
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
      // Endpoints of other types have no groups.
      if (isOfAnotherType(endpoint)) continue;
      const because = unseenGroups(endpoint, estate, (group) => {
        const known = byGroup.get(group);
        if (known === undefined) byGroup.set(group, [endpoint]);
        else known.push(endpoint);
      });
      const { subject, groups } = endpoint;
      if (because === "default") {
        context.satisfied({ subject, at: groups.place, assumptions: [defaultGroup] });
      } else if (because.length > 0) {
        context.undetermined({ subject, at: groups.place, because });
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

/** https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html */
const defaultGroup = "The default group of a VPC that is made here lets in only itself";

/** Hands on the groups that are known; returns what hides others, or that there is none. */
function unseenGroups(
  endpoint: Endpoint,
  { endpointsByVpc, securityGroups }: Estate,
  found: (group: SecurityGroup) => void,
): readonly Reason[] | "default" {
  const { vpc } = endpoint;
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
    const own = securityGroups.some((group) => isDefaultOf(group, vpc));
    const isMade = vpc.state === "linked" && endpointsByVpc.get(vpc.to)?.rest === undefined;
    if (isMade && !own) return "default";
    const detail =
      "the endpoint names no security group, and the VPC's default group is not in the input";
    reasons.push({ code: "not-in-input", detail, place });
  }
  return reasons;
}

/** Whether a group may be the default group of a VPC, changed by somebody. */
function isDefaultOf({ isDefault, vpc }: SecurityGroup, of: Endpoint["vpc"]): boolean {
  const may = isDefault.state !== "known" || isDefault.value;
  return may && (vpc.state !== "linked" || of.state !== "linked" || vpc.to === of.to);
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
