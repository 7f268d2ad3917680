import type { Cluster, Estate, Vpc } from "../model/estate.ts";
import type { Related } from "../model/finding.ts";
import { defineRule, type RuleContext } from "../model/rule.ts";
import type { Reason } from "../model/value.ts";
import { agentManagement } from "./reading/agent-management.ts";
import { isOfAnotherType, judgedEndpoints } from "./reading/telemetry-endpoint.ts";
import { reasonOf } from "./reading/untold.ts";

/** Flags VPCs in which the private DNS name of a telemetry endpoint cannot work. */
export const vpcDnsDisabled = defineRule<"off">({
  id: "vpc-dns-disabled",
  meta: {
    summary: "A VPC with a guardduty-data endpoint lacks DNS support or DNS hostnames",
    why: "The private DNS name of an endpoint needs both attributes of the VPC. Without them AWS refuses it, or the agent does not find the endpoint; where GuardDuty makes the endpoint itself, that fails and the coverage of the cluster becomes unhealthy.",
    fix: "Set both `enableDnsSupport` and `enableDnsHostnames` of the VPC to true.",
    confidence: "high",
    status: "stable",
    severity: 7,
    tags: ["guardduty", "eks", "network", "coverage"],
    options: { type: "object", additionalProperties: false, properties: {} },
    messages: {
      off: "{attributes} of the VPC {vpc} {are} off, and {needed}",
    },
    references: [
      "https://docs.aws.amazon.com/guardduty/latest/ug/eks-runtime-monitoring-coverage.html",
      "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html",
    ],
  },
  check(estate, context) {
    for (const [vpc, need] of needs(estate, context)) checkVpc(vpc, need, context);
  },
});

/** Why a VPC needs both attributes. */
interface Need {
  readonly text: string;
  readonly related: Related;
  /** What leaves open whether it does. */
  readonly doubt: Reason | undefined;
}

/** The VPCs that need both attributes, each with its plainest reason. */
function needs(estate: Estate, context: RuleContext<"off">): ReadonlyMap<Vpc, Need> {
  const found = new Map<Vpc, Need>();
  const add = (vpc: Vpc, need: Need): void => {
    const known = found.get(vpc);
    if (known === undefined || (known.doubt !== undefined && need.doubt === undefined)) {
      found.set(vpc, need);
    }
  };
  for (const { endpoint, doubt } of judgedEndpoints(estate)) {
    const { vpc, privateDns, subject, place } = endpoint;
    if (vpc.state !== "linked" || isOfAnotherType(endpoint)) continue;
    if (privateDns.state === "known" && !privateDns.value) continue;
    const open = privateDns.state === "unknown" ? privateDns.reason : undefined;
    add(vpc.to, {
      text: `the private DNS name of the endpoint \`${subject}\` needs both`,
      related: { message: "the endpoint", place },
      doubt: doubt ?? open,
    });
  }
  for (const cluster of estate.clusters) {
    const { vpc } = cluster;
    const need = vpc.state === "linked" ? needOfCluster(cluster, context) : undefined;
    if (vpc.state === "linked" && need !== undefined) add(vpc.to, need);
  }
  return found;
}

function needOfCluster(cluster: Cluster, context: RuleContext<"off">): Need | undefined {
  const managed = agentManagement(cluster, context.management);
  if (managed.by !== "guardduty") return undefined;
  return {
    text: `the endpoint that GuardDuty makes for the cluster \`${cluster.subject}\` needs both`,
    related: { message: "the cluster", place: cluster.place },
    doubt: undefined,
  };
}

function checkVpc(vpc: Vpc, need: Need, context: RuleContext<"off">): void {
  const { subject } = vpc;
  const attributes = [
    { name: "`enableDnsSupport`", fact: vpc.dnsSupport },
    { name: "`enableDnsHostnames`", fact: vpc.dnsHostnames },
  ];
  const off = attributes.filter(({ fact }) => fact.state === "known" && !fact.value);
  const [first] = off;
  const related = [need.related];
  if (first === undefined) {
    const because = attributes.flatMap(({ name, fact }) =>
      fact.state === "known"
        ? []
        : [reasonOf(fact, `the input does not tell ${name} of ${subject}`)],
    );
    const at = because[0]?.place ?? vpc.place;
    if (because.length > 0) context.undetermined({ subject, at, because, related });
    else if (need.doubt === undefined) context.satisfied({ subject, at: vpc.place });
    return;
  }
  const at = first.fact.place;
  if (need.doubt !== undefined) {
    context.undetermined({ subject, at, because: [need.doubt], related });
    return;
  }
  const data = {
    attributes: off.map(({ name }) => name).join(" and "),
    vpc: `\`${subject}\``,
    are: off.length === 1 ? "is" : "are",
    needed: need.text,
  };
  context.report({ subject, at, message: "off", data, related });
}
