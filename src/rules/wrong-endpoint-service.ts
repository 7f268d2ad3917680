import { parseEndpointService, type EndpointService } from "../aws/endpoint-service.ts";
import type { Cluster, Endpoint, Estate } from "../model/estate.ts";
import type { Related } from "../model/finding.ts";
import { defineRule, type RuleContext } from "../model/rule.ts";
import type { Reason } from "../model/value.ts";
import { agentManagement } from "./reading/agent-management.ts";
import { clustersOf } from "./reading/endpoint-clusters.ts";
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
    for (const endpoint of estate.endpoints) {
      const { serviceName } = endpoint;
      if (!isSeen(endpoint) || serviceName.state !== "known") continue;
      const service = parseEndpointService(serviceName.value);
      if (service?.name === "guardduty") checkApi(endpoint, estate, context);
      if (service?.name === "guardduty-data") checkTelemetry(endpoint, service, estate, context);
    }
  },
});

/** An endpoint for the API is nobody's mistake where there is one for telemetry too. */
function checkApi(endpoint: Endpoint, estate: Estate, context: RuleContext<MessageId>): void {
  const { subject, serviceName, vpc } = endpoint;
  if (vpc.state !== "linked" || serviceName.state !== "known") return;
  const own = estate.endpointsByVpc.get(vpc.to);
  if (own === undefined || own.declared.length > 0) return;
  if (own.items.some((other) => isTelemetryEndpoint(other) === true)) return;
  const needing = clustersOf(endpoint, estate).find(
    (cluster) => agentManagement(cluster, context.management).by === "owner",
  );
  if (needing === undefined) return;
  const at = serviceName.place;
  const open = own.items.map(isTelemetryEndpoint).filter((takes) => typeof takes !== "boolean");
  const because = [...(own.rest === undefined ? [] : [own.rest]), ...open];
  if (because.length > 0) {
    context.undetermined({ subject, at, because });
    return;
  }
  const data = {
    endpoint: `\`${subject}\``,
    service: `\`${serviceName.value}\``,
    vpc: `\`${vpc.to.subject}\``,
    cluster: `\`${needing.subject}\``,
  };
  context.report({ subject, at, message: "api", data, related: [relatedTo(needing)] });
}

function checkTelemetry(
  endpoint: Endpoint,
  service: EndpointService,
  estate: Estate,
  context: RuleContext<MessageId>,
): void {
  const { subject, serviceName } = endpoint;
  if (serviceName.state !== "known") return;
  const at = serviceName.place;
  const clusters = clustersOf(endpoint, estate);
  const region = [endpoint, ...clusters]
    .map((node) => node.region)
    .find(({ state }) => state === "known");
  const lies = region?.state === "known" ? region.value : undefined;
  const data = { endpoint: `\`${subject}\``, service: `\`${serviceName.value}\`` };
  const related = clusters.map(relatedTo);
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

function relatedTo({ place }: Cluster): Related {
  return { message: "a cluster of the VPC", place };
}
