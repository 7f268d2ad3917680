import { parseEndpointService, type EndpointService } from "../aws/endpoint-service.ts";
import type { Endpoint, Estate, Vpc, VpcEndpoints } from "../model/estate.ts";
import { defineRule, type RuleContext } from "../model/rule.ts";
import type { Reason } from "../model/value.ts";
import { agentManagement } from "./reading/agent-management.ts";
import {
  clustersByEndpoint,
  toldClusters,
  type EndpointClusters,
} from "./reading/endpoint-clusters.ts";
import { isSeen, isTelemetryEndpoint } from "./reading/telemetry-endpoint.ts";

type MessageId = "api" | "region" | "fips";

/** Flags endpoints whose service is nearly the one that takes telemetry. */
export const wrongEndpointService = defineRule<MessageId>({
  id: "wrong-endpoint-service",
  meta: {
    summary: "An endpoint for GuardDuty is of a service that the cluster's agent does not use",
    why: "The agent sends to the service `guardduty-data` of its own Region, in AWS GovCloud (US) to `guardduty-data-fips`. The service `guardduty` serves GuardDuty's API and takes no telemetry, and an endpoint of another Region answers to another name.",
    fix: "Use `com.amazonaws.<region>.guardduty-data` with the cluster's Region; in AWS GovCloud (US) `com.amazonaws.<region>.guardduty-data-fips`.",
    confidence: "high",
    status: "stable",
    severity: 7,
    tags: ["guardduty", "eks", "network", "coverage"],
    options: { type: "object", additionalProperties: false, properties: {} },
    messages: {
      api: "The endpoint {endpoint} is of the service {service}, which serves GuardDuty's API, and the VPC {vpc} has none for the telemetry of the cluster {cluster}",
      region:
        "The endpoint {endpoint} is of the service {service}, and lies in the Region {region}, whose agents use another",
      fips: "The endpoint {endpoint} is of the service {service}; in {region} agents use {wanted}",
    },
    references: [
      "https://docs.aws.amazon.com/guardduty/latest/ug/eksrunmon-prereq-deploy-security-agent.html",
      "https://docs.aws.amazon.com/guardduty/latest/ug/security-vpc-endpoints.html",
      "https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-guardduty.html",
    ],
  },
  check(estate, context) {
    const clustersOf = clustersByEndpoint(estate);
    const telemetryOf = telemetryByVpc(estate);
    for (const endpoint of estate.endpoints) {
      const { serviceName } = endpoint;
      if (!isSeen(endpoint) || serviceName.state !== "known") continue;
      const service = parseEndpointService(serviceName.value);
      const clusters = clustersOf(endpoint);
      if (service?.name === "guardduty") checkApi(endpoint, telemetryOf, clusters, context);
      if (service?.name === "guardduty-data") checkTelemetry(endpoint, service, clusters, context);
    }
  },
});

/** Whether a VPC has an endpoint for telemetry; or what leaves that open, if anything does. */
type Telemetry = true | readonly Reason[];

/** Looks through the endpoints of each VPC at most once. */
function telemetryByVpc(estate: Estate): (vpc: Vpc) => Telemetry {
  const known = new Map<Vpc, Telemetry>();
  return (vpc) => {
    const before = known.get(vpc);
    if (before !== undefined) return before;
    const own = estate.endpointsByVpc.get(vpc);
    const telemetry = own === undefined || telemetryOf(own);
    known.set(vpc, telemetry);
    return telemetry;
  };
}

function telemetryOf({ items, declared, rest }: VpcEndpoints): Telemetry {
  const takes = items.map(isTelemetryEndpoint);
  if (declared.length > 0 || takes.includes(true)) return true;
  const open = takes.filter((one) => typeof one !== "boolean");
  return rest === undefined ? open : [rest, ...open];
}

/** An endpoint for the API is nobody's mistake where there is one for telemetry too. */
function checkApi(
  endpoint: Endpoint,
  telemetryOf: (vpc: Vpc) => Telemetry,
  { clusters, rest }: EndpointClusters,
  context: RuleContext<MessageId>,
): void {
  const { subject, serviceName, vpc } = endpoint;
  if (vpc.state !== "linked" || serviceName.state !== "known") return;
  const telemetry = telemetryOf(vpc.to);
  if (telemetry === true) return;
  const needing = clusters.find(
    (cluster) => agentManagement(cluster, context.management).by === "owner",
  );
  if (needing === undefined && rest === undefined) return;
  const at = serviceName.place;
  const because = needing === undefined && rest !== undefined ? [...telemetry, rest] : telemetry;
  if (needing === undefined || because.length > 0) {
    context.undetermined({ subject, at, because });
    return;
  }
  const data = {
    endpoint: `\`${subject}\``,
    service: `\`${serviceName.value}\``,
    vpc: `\`${vpc.to.subject}\``,
    cluster: `\`${needing.subject}\``,
  };
  context.report({ subject, at, message: "api", data, related: toldClusters([needing]) });
}

function checkTelemetry(
  endpoint: Endpoint,
  service: EndpointService,
  { clusters }: EndpointClusters,
  context: RuleContext<MessageId>,
): void {
  const { subject, serviceName } = endpoint;
  if (serviceName.state !== "known") return;
  const at = serviceName.place;
  const region = [endpoint, ...clusters]
    .map((node) => node.region)
    .find(({ state }) => state === "known");
  const lies = region?.state === "known" ? region.value : undefined;
  const data = { endpoint: `\`${subject}\``, service: `\`${serviceName.value}\`` };
  const related = toldClusters(clusters);
  if (lies !== undefined && service.region !== undefined && lies !== service.region) {
    const more = { region: `\`${lies}\`` };
    context.report({ subject, at, message: "region", data: { ...data, ...more }, related });
  } else if ((lies ?? service.region)?.startsWith("us-gov-") === true && !service.fips) {
    const where = lies ?? service.region ?? "";
    const wanted = `\`com.amazonaws.${where}.guardduty-data-fips\``;
    const more = { region: `\`${where}\``, wanted };
    context.report({ subject, at, message: "fips", data: { ...data, ...more }, related });
  } else if (lies === undefined && service.region !== undefined && isDeclared(endpoint)) {
    context.undetermined({ subject, at, because: [regionNotTold(endpoint)] });
  } else {
    context.satisfied({ subject, at });
  }
}

/** What exists has been accepted by AWS, so that its service is one of its own Region. */
function isDeclared({ tags }: Endpoint): boolean {
  return tags.standing === "declared";
}

function regionNotTold({ region, place }: Endpoint): Reason {
  if (region.state === "unknown") return { ...region.reason, place: region.place };
  const detail = "the input does not tell in which Region the endpoint lies";
  return { code: "not-in-input", detail, place };
}
