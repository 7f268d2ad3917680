import type { Cluster, Endpoint, Estate, SecurityGroup, Vpc } from "../model/estate.ts";
import type { Place } from "../model/place.ts";
import { defineRule, type RuleContext } from "../model/rule.ts";
import type { Reason } from "../model/value.ts";
import { admission, type Admission } from "./reading/endpoint-admission.ts";
import {
  clustersByEndpoint,
  toldClusters,
  type EndpointClusters,
} from "./reading/endpoint-clusters.ts";
import { answersAbout, isOfAnotherType, judgedEndpoints } from "./reading/telemetry-endpoint.ts";

type MessageId = "noGroup" | "nothing" | "missing";

/** Flags telemetry endpoints that the agents of a VPC cannot reach. */
export const endpointIngressMissing = defineRule<MessageId>({
  id: "endpoint-ingress-missing",
  meta: {
    summary: "The security groups of a guardduty-data endpoint do not let the VPC in on port 443",
    why: "The agents on the nodes reach the endpoint on port 443. What its groups do not let in never arrives, and nothing but the cluster's coverage tells. An endpoint without a group gets the VPC's default group, which lets in only itself.",
    fix: "Let port 443 in from every CIDR block of the VPC, secondary ones included, or from the security group of the cluster.",
    confidence: "high",
    status: "stable",
    severity: 7,
    tags: ["guardduty", "eks", "network", "coverage"],
    options: { type: "object", additionalProperties: false, properties: {} },
    messages: {
      noGroup:
        "The guardduty-data endpoint {endpoint} has no security group, and the VPC's default group lets in only itself",
      nothing: "No rule of {groups} lets port 443 in, so nothing reaches the endpoint {endpoint}",
      missing:
        "{groups} does not let port 443 in from {cidr} of the VPC {vpc}, so agents there do not reach the endpoint {endpoint}",
    },
    references: [
      "https://docs.aws.amazon.com/guardduty/latest/ug/eksrunmon-prereq-deploy-security-agent.html",
      "https://docs.aws.amazon.com/guardduty/latest/ug/validate-vpc-endpoint-config-runtime-monitoring.html",
      "https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html",
    ],
  },
  check(estate, context) {
    const clustersOf = clustersByEndpoint(estate);
    const groupsOf = groupsByEndpoint(estate);
    for (const { endpoint, doubt } of judgedEndpoints(estate)) {
      if (isOfAnotherType(endpoint)) continue;
      checkEndpoint(
        endpoint,
        groupsOf(endpoint),
        clustersOf(endpoint),
        answersAbout(context, doubt),
      );
    }
  },
});

function checkEndpoint(
  endpoint: Endpoint,
  { groups, because }: Groups,
  own: EndpointClusters,
  answers: Pick<RuleContext<MessageId>, "report" | "undetermined" | "satisfied">,
): void {
  const { subject } = endpoint;
  const at = endpoint.groups.place;
  if (groups.length === 0 && because.length === 0) {
    const data = { endpoint: `\`${subject}\`` };
    answers.report({ subject, at, message: "noGroup", data });
    return;
  }
  const admitted = admission(endpoint, groups, own);
  if (admitted.state === "all") {
    const { assumptions } = admitted;
    answers.satisfied({ subject, at, assumptions });
    return;
  }
  const reasons = [...because, ...(admitted.state === "open" ? admitted.because : [])];
  if (reasons.length > 0) {
    // What hides the groups themselves is told at the endpoint's own list of them.
    const open = because.length > 0 ? at : (reasons[0]?.place ?? at);
    answers.undetermined({ subject, at: open, because: reasons });
    return;
  }
  reportMissing(endpoint, groups, own.clusters, admitted, answers);
}

function reportMissing(
  endpoint: Endpoint,
  groups: readonly SecurityGroup[],
  clusters: readonly Cluster[],
  admitted: Admission,
  answers: Pick<RuleContext<MessageId>, "report">,
): void {
  const { subject, vpc } = endpoint;
  const names = groups.map((group) => `\`${group.subject}\``).join(", ");
  const related = [{ message: "the endpoint", place: endpoint.place }, ...toldClusters(clusters)];
  const shared = { subject, at: groups[0]?.place ?? endpoint.place, related };
  const data = { endpoint: `\`${subject}\``, groups: names };
  if (admitted.state !== "part") {
    answers.report({ ...shared, message: "nothing", data });
    return;
  }
  const network = vpc.state === "linked" ? vpc.to.subject : "";
  const more = { cidr: `\`${admitted.missing}\``, vpc: `\`${network}\`` };
  answers.report({ ...shared, at: admitted.place, message: "missing", data: { ...data, ...more } });
}

interface Groups {
  readonly groups: readonly SecurityGroup[];
  /** What hides further ones. */
  readonly because: readonly Reason[];
}

/** Finds the groups of an endpoint: the default group of its VPC where it is given none. */
function groupsByEndpoint(estate: Estate): (endpoint: Endpoint) => Groups {
  const defaults = new Map<Vpc, SecurityGroup[]>();
  for (const group of estate.securityGroups) {
    if (group.isDefault.state !== "known" || !group.isDefault.value) continue;
    if (group.vpc.state !== "linked") continue;
    const known = defaults.get(group.vpc.to);
    if (known === undefined) defaults.set(group.vpc.to, [group]);
    else known.push(group);
  }
  return (endpoint) => {
    const given = givenGroups(endpoint);
    if (given.groups.length > 0 || given.because.length > 0) return given;
    // https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
    const { vpc, groups } = endpoint;
    const own = vpc.state === "linked" ? (defaults.get(vpc.to) ?? []) : [];
    const isMade = vpc.state === "linked" && estate.endpointsByVpc.get(vpc.to)?.rest === undefined;
    if (own.length > 0 || isMade) return { groups: own, because: [] };
    const detail =
      "the endpoint names no security group, and the VPC's default group is not in the input";
    return { groups: [], because: [{ code: "not-in-input", detail, place: groups.place }] };
  };
}

function givenGroups(endpoint: Endpoint): Groups {
  const { items, rest } = endpoint.groups;
  const groups: SecurityGroup[] = [];
  const because: Reason[] = rest === undefined ? [] : [rest];
  for (const link of items) {
    if (link.state === "linked") groups.push(link.to);
    else if (link.state === "unknown") because.push(link.reason);
    else if (link.state === "elsewhere") because.push(notDescribed(link.id, link.place));
  }
  return { groups, because };
}

function notDescribed(id: string, place: Place): Reason {
  return { code: "not-in-input", detail: `the security group ${id} is not in the input`, place };
}
