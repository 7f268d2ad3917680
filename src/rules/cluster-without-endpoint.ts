import { parseEndpointService } from "../aws/endpoint-service.ts";
import { isTelemetryService } from "../aws/guardduty.ts";
import type { Cluster, Endpoint, Estate, Vpc } from "../model/estate.ts";
import type { Related } from "../model/finding.ts";
import { defineRule, type RuleContext } from "../model/rule.ts";
import type { Reason } from "../model/value.ts";
import { agentManagement } from "./reading/agent-management.ts";
import { isSeen, isTelemetryEndpoint } from "./reading/telemetry-endpoint.ts";

type MessageId = "none" | "wrongType";

/** Flags clusters whose agent finds no endpoint to send its telemetry to. */
export const clusterWithoutEndpoint = defineRule<MessageId>({
  id: "cluster-without-endpoint",
  meta: {
    summary:
      "The VPC of an EKS cluster has no guardduty-data endpoint, and GuardDuty does not make one",
    why: "Where GuardDuty does not manage the agent, nobody but the owner makes the VPC endpoint through which the agent sends its events. Without it the agent starts, finds no way out, and the cluster is not monitored.",
    fix: "Create an Interface endpoint for `com.amazonaws.<region>.guardduty-data` in the VPC. If GuardDuty manages the agent, say so with `guardduty: { management: automatic }` in guardlint.yaml; if the endpoint stands in another VPC or is made elsewhere, declare it under `facts.endpoints`.",
    confidence: "medium",
    status: "stable",
    severity: 7,
    tags: ["guardduty", "eks", "network", "coverage"],
    options: { type: "object", additionalProperties: false, properties: {} },
    messages: {
      none: "The VPC {vpc} of the cluster {cluster} has no guardduty-data endpoint, and {mode}",
      wrongType:
        "The guardduty-data endpoint of the VPC {vpc} is of type {type}, not Interface, so the cluster {cluster} has none; and {mode}",
    },
    references: [
      "https://docs.aws.amazon.com/guardduty/latest/ug/eksrunmon-prereq-deploy-security-agent.html",
      "https://docs.aws.amazon.com/guardduty/latest/ug/runtime-monitoring-agent-connectivity.html",
      "https://docs.aws.amazon.com/guardduty/latest/ug/how-runtime-monitoring-works-eks.html",
    ],
  },
  check(estate, context) {
    const elsewhere = unplaced(estate);
    for (const cluster of estate.clusters) checkCluster(cluster, estate, elsewhere, context);
  },
});

/** Who makes the endpoint, and what the message says of it. */
type Maker =
  | { readonly who: "guardduty"; readonly because: string }
  | { readonly who: "owner"; readonly mode: string }
  | { readonly who: "unknown"; readonly mode: string; readonly reason: Reason }
  | { readonly who: "nobody"; readonly because: string };

function checkCluster(
  cluster: Cluster,
  estate: Estate,
  elsewhere: readonly Reason[],
  context: RuleContext<MessageId>,
): void {
  const { subject } = cluster;
  const maker = makerOf(cluster, context);
  if (maker.who === "nobody") {
    context.note({ message: `${subject} is not judged: ${maker.because}`, at: cluster.place });
    return;
  }
  if (maker.who === "guardduty") {
    context.satisfied({ subject, at: cluster.place, assumptions: [maker.because] });
    return;
  }
  const { vpc } = cluster;
  const at = vpc.state === "absent" ? cluster.subnets.place : vpc.place;
  if (vpc.state !== "linked") {
    const because = vpc.state === "unknown" ? vpc.reason : vpcNotTold(cluster);
    context.undetermined({ subject, at, because: [because] });
    return;
  }
  const seen = lookFor(vpc.to, estate);
  if (seen.found !== undefined) {
    context.satisfied({ subject, at, assumptions: seen.found.assumptions });
    return;
  }
  const unclear = maker.who === "unknown" ? [maker.reason] : [];
  const because = [...seen.because, ...elsewhere, ...unclear];
  if (because.length > 0) {
    context.undetermined({ subject, at, because });
    return;
  }
  const shared = { subject, at, related: relatedTo(cluster, vpc.to, seen) };
  const data = { vpc: `\`${vpc.to.subject}\``, cluster: `\`${subject}\``, mode: maker.mode };
  const [wrong] = seen.wrongType;
  if (wrong?.type.state === "known") {
    const type = `\`${wrong.type.value}\``;
    context.report({ ...shared, message: "wrongType", data: { ...data, type } });
  } else {
    context.report({ ...shared, message: "none", data });
  }
}

function makerOf(cluster: Cluster, context: RuleContext<MessageId>): Maker {
  const managed = agentManagement(cluster, context.management);
  const mode = modeText(context.management, cluster.automation.state === "absent");
  switch (managed.by) {
    case "nobody":
      return { who: "nobody", because: managed.because };
    case "guardduty":
      return {
        who: "guardduty",
        because:
          managed.since === "tag"
            ? "GuardDuty makes the endpoint of a cluster tagged `GuardDutyManaged` `true`"
            : "GuardDuty makes the endpoint where it manages the agent automatically",
      };
    case "owner":
      return { who: "owner", mode };
    case "unknown":
      return { who: "unknown", mode, reason: managed.reason };
  }
}

function modeText(management: RuleContext["management"], untold: boolean): string {
  switch (management) {
    case "selective":
      return "GuardDuty, which manages tagged clusters only, does not make one for it";
    case "manual":
      return "with manual management nobody else makes one";
    default:
      return untold
        ? "nothing in the input tells that GuardDuty makes one (declare `guardduty.management` if it does)"
        : "GuardDuty does not make one, since automated agent management is off";
  }
}

interface Seen {
  readonly found: { readonly assumptions: readonly string[] } | undefined;
  readonly wrongType: readonly Endpoint[];
  /** Endpoints for GuardDuty's API. */
  readonly api: readonly Endpoint[];
  /** What could still hide an endpoint. */
  readonly because: readonly Reason[];
}

function lookFor(vpc: Vpc, estate: Estate): Seen {
  const own = estate.endpointsByVpc.get(vpc);
  const because: Reason[] = own?.rest === undefined ? [] : [own.rest];
  const wrongType: Endpoint[] = [];
  const api: Endpoint[] = [];
  for (const endpoint of own?.items ?? []) {
    const takes = isTelemetryEndpoint(endpoint);
    if (takes === false) {
      if (isForApi(endpoint)) api.push(endpoint);
      continue;
    }
    const { type } = endpoint;
    const isInterface = type.state === "known" && type.value === "Interface";
    if (takes === true && isInterface) {
      return { found: { assumptions: [] }, wrongType, api, because };
    }
    if (takes !== true) because.push(takes);
    else if (type.state === "unknown") because.push({ ...type.reason, place: type.place });
    else wrongType.push(endpoint);
  }
  const declared = own?.declared.find(({ service }) => isTelemetryService(service));
  if (declared !== undefined) {
    const assumption = "the configuration declares a guardduty-data endpoint that this VPC reaches";
    return { found: { assumptions: [assumption] }, wrongType, api, because };
  }
  return { found: undefined, wrongType, api, because };
}

function isForApi({ serviceName }: Endpoint): boolean {
  return (
    serviceName.state === "known" && parseEndpointService(serviceName.value)?.name === "guardduty"
  );
}

/** Telemetry endpoints of which nothing tells in which VPC they lie may lie in any. */
function unplaced(estate: Estate): readonly Reason[] {
  return estate.endpoints.flatMap((endpoint): readonly Reason[] => {
    const { vpc, subject } = endpoint;
    if (vpc.state === "linked" || !isSeen(endpoint)) return [];
    if (isTelemetryEndpoint(endpoint) === false) return [];
    const detail = `nothing tells in which VPC the endpoint ${subject} lies`;
    const code = vpc.state === "unknown" ? vpc.reason.code : "not-in-input";
    return [{ code, detail, place: vpc.place }];
  });
}

/** The VPC, and what another rule may find wrong, whose edit mends this too. */
function relatedTo(cluster: Cluster, vpc: Vpc, { wrongType, api }: Seen): readonly Related[] {
  const related: Related[] = [
    { message: "the VPC of the cluster", place: vpc.place },
    ...wrongType.map((endpoint) => ({
      message: "the endpoint of another type",
      place: endpoint.type.place,
      mendedWith: "endpoint-not-interface",
    })),
    ...api.map((endpoint) => ({
      message: "an endpoint for GuardDuty's API, which takes no telemetry",
      place: endpoint.serviceName.place,
      mendedWith: "wrong-endpoint-service",
    })),
  ];
  if (wrongType.length > 0 || api.length > 0) return related;
  // A tag on the cluster has GuardDuty install the agent and make the endpoint.
  const place = cluster.tagSets[0]?.place ?? cluster.place;
  return [...related, { message: "the cluster", place, mendedWith: "unmanaged-cluster" }];
}

function vpcNotTold(cluster: Cluster): Reason {
  return {
    code: "not-in-input",
    detail: "the input does not tell in which VPC the cluster lies",
    place: cluster.subnets.place,
  };
}
