import type { Endpoint, IngressRule, SecurityGroup } from "../model/estate.ts";
import type { Place } from "../model/place.ts";
import { defineRule, type RuleContext } from "../model/rule.ts";
import type { Reason } from "../model/value.ts";
import { coversEverything, parseCidr, type AddressRange } from "./reading/cidr.ts";
import { isSeen, telemetryEndpoints } from "./reading/telemetry-endpoint.ts";

type MessageId = "everywhere" | "union";

/** The port on which the agent reaches the endpoint. */
const telemetryPort = 443;

/** What an inventory writes for the first and the last port where a rule lets all of them in. */
const allPorts = -1;

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

interface Source {
  /** Whether the rule lets the telemetry port in; else the reason why that is not known. */
  readonly applies: true | Reason;
  readonly range: AddressRange;
  readonly text: string;
  readonly place: Place;
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

function readSources(rule: IngressRule, sources: Source[], because: Reason[]): void {
  const applies = coversPort(rule);
  if (applies === false) return;
  for (const peer of rule.peers) {
    if (peer.kind === "group" || peer.kind === "self" || peer.kind === "network") continue;
    const { place } = peer;
    if (peer.kind === "prefix-list") {
      const id = peer.id.state === "known" ? peer.id.value : "of a rule";
      const detail = `the entries of the prefix list ${id} are not in the input`;
      because.push({ code: "not-in-input", detail, place });
      continue;
    }
    const { cidr } = peer;
    if (cidr.state === "absent") continue;
    if (cidr.state === "unknown") {
      because.push({ ...cidr.reason, place });
      continue;
    }
    const range = parseCidr(cidr.value);
    if (range === undefined) {
      because.push({ code: "malformed", detail: "a source is not a CIDR block", place });
    } else {
      sources.push({ applies, range, text: cidr.sensitive ? "(sensitive)" : cidr.value, place });
    }
  }
  if (rule.rest !== undefined) because.push({ ...rule.rest, place: rule.rest.place ?? rule.place });
}

/** Whether a rule lets the telemetry port in; the reason where that is not known. */
function coversPort(rule: IngressRule): boolean | Reason {
  const { protocol, fromPort, toPort } = rule;
  if (protocol.state === "unknown") return { ...protocol.reason, place: protocol.place };
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
  const name = protocol.state === "known" ? protocol.value : "-1";
  if (name === "-1" || name === "all") return true;
  if (name !== "tcp" && name !== "6") return false;
  if (fromPort.state === "known" && fromPort.value > telemetryPort) return false;
  if (toPort.state === "known" && toPort.value < telemetryPort && toPort.value !== allPorts) {
    return false;
  }
  if (fromPort.state === "unknown") return { ...fromPort.reason, place: fromPort.place };
  if (toPort.state === "unknown") return { ...toPort.reason, place: toPort.place };
  return true;
}
