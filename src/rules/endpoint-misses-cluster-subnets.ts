import type { Cluster, Endpoint, Link, Subnet } from "../model/estate.ts";
import { defineRule, type RuleContext } from "../model/rule.ts";
import type { Reason } from "../model/value.ts";
import { clustersByEndpoint, type EndpointClusters } from "./reading/endpoint-clusters.ts";
import { answersAbout, isOfAnotherType, judgedEndpoints } from "./reading/telemetry-endpoint.ts";
import { reasonOf } from "./reading/untold.ts";

type MessageId = "none" | "zone";

/** Flags telemetry endpoints that do not lie where the nodes of a cluster do. */
export const endpointMissesClusterSubnets = defineRule<MessageId>({
  id: "endpoint-misses-cluster-subnets",
  meta: {
    summary: "A guardduty-data endpoint has no subnet in a zone of a cluster's subnets",
    why: "An Interface endpoint works in the subnets that it is given, and AWS says to give it those of the cluster. Without any it takes no traffic at all; with none in a zone, the telemetry of the nodes there ends when another zone does.",
    fix: "Give the endpoint a subnet in each Availability Zone in which the cluster has one.",
    confidence: "high",
    status: "stable",
    severity: 5,
    tags: ["guardduty", "eks", "network", "coverage"],
    options: { type: "object", additionalProperties: false, properties: {} },
    messages: {
      none: "The guardduty-data endpoint {endpoint} lies in no subnet, so it takes no traffic",
      zone: "The guardduty-data endpoint {endpoint} has no subnet in {zone}, where the cluster {cluster} has {subnet}",
    },
    references: [
      "https://docs.aws.amazon.com/guardduty/latest/ug/eksrunmon-prereq-deploy-security-agent.html",
      "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html",
    ],
  },
  check(estate, context) {
    const clustersOf = clustersByEndpoint(estate);
    for (const { endpoint, doubt } of judgedEndpoints(estate)) {
      if (isOfAnotherType(endpoint)) continue;
      checkEndpoint(endpoint, clustersOf(endpoint), answersAbout(context, doubt));
    }
  },
});

function checkEndpoint(
  endpoint: Endpoint,
  { clusters, rest }: EndpointClusters,
  answers: Pick<RuleContext<MessageId>, "report" | "undetermined" | "satisfied">,
): void {
  const { subject, subnets } = endpoint;
  const at = subnets.place;
  const data = { endpoint: `\`${subject}\`` };
  const own = subnets.items.filter(({ state }) => state !== "absent");
  if (own.length === 0 && subnets.rest === undefined) {
    answers.report({ subject, at, message: "none", data });
    return;
  }
  const because: Reason[] = [];
  const zones = zonesOf(endpoint);
  for (const cluster of clusters) {
    const seen = missedSubnet(cluster, zones);
    if (seen.missed !== undefined) {
      const { subnet, zone } = seen.missed;
      const stated = { cluster: `\`${cluster.subject}\``, subnet: `\`${subnet.subject}\``, zone };
      const related = [
        { message: "the subnet of the cluster", place: subnet.place },
        { message: "the cluster", place: cluster.place },
      ];
      answers.report({ subject, at, message: "zone", data: { ...data, ...stated }, related });
      return;
    }
    because.push(...seen.because);
  }
  if (rest !== undefined) because.push(rest);
  if (because.length > 0) answers.undetermined({ subject, at, because });
  else answers.satisfied({ subject, at });
}

/** Where an endpoint lies. */
interface EndpointZones {
  readonly subnets: ReadonlySet<Subnet>;
  readonly zones: ReadonlySet<string>;
  /** Why it may lie in further zones. */
  readonly open: Reason | undefined;
}

function zonesOf(endpoint: Endpoint): EndpointZones {
  const subnets = new Set<Subnet>();
  const zones = new Set<string>();
  let open = endpoint.subnets.rest;
  for (const link of endpoint.subnets.items) {
    if (link.state !== "linked") {
      open ??= notLinked(link);
      continue;
    }
    subnets.add(link.to);
    const zone = zoneOf(link.to);
    if (typeof zone === "string") zones.add(zone);
    else open ??= zone;
  }
  return { subnets, zones, open };
}

/** A subnet of a cluster in a zone in which the endpoint has none, or what leaves that open. */
function missedSubnet(
  cluster: Cluster,
  { subnets, zones, open }: EndpointZones,
): {
  readonly missed: { readonly subnet: Subnet; readonly zone: string } | undefined;
  readonly because: readonly Reason[];
} {
  const because: Reason[] = cluster.subnets.rest === undefined ? [] : [cluster.subnets.rest];
  let doubtful = false;
  for (const link of cluster.subnets.items) {
    if (link.state !== "linked") {
      const reason = notLinked(link);
      if (reason !== undefined) because.push(reason);
      continue;
    }
    if (subnets.has(link.to)) continue;
    const zone = zoneOf(link.to);
    if (typeof zone !== "string") because.push(zone);
    else if (!zones.has(zone)) {
      if (open === undefined) return { missed: { subnet: link.to, zone }, because: [] };
      doubtful = true;
    }
  }
  return {
    missed: undefined,
    because: doubtful && open !== undefined ? [...because, open] : because,
  };
}

function notLinked(link: Link<Subnet>): Reason | undefined {
  if (link.state === "unknown") return link.reason;
  if (link.state !== "elsewhere") return undefined;
  const detail = `the subnet ${link.id} is not in the input`;
  return { code: "not-in-input", detail, place: link.place };
}

function zoneOf({ zone, subject }: Subnet): string | Reason {
  if (zone.state === "known") return zone.value;
  return reasonOf(zone, `the input does not tell in which zone ${subject} lies`);
}
