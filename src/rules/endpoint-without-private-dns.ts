import type { Endpoint, Estate, PrivateZone } from "../model/estate.ts";
import { defineRule } from "../model/rule.ts";
import type { Reason } from "../model/value.ts";
import { answersAbout, isOfAnotherType, judgedEndpoints } from "./reading/telemetry-endpoint.ts";
import { reasonOf } from "./reading/untold.ts";

const untold = "the input does not tell whether the endpoint has a private DNS name";

/** Flags telemetry endpoints that the agent cannot find by their name. */
export const endpointWithoutPrivateDns = defineRule<"off">({
  id: "endpoint-without-private-dns",
  meta: {
    summary: "A guardduty-data endpoint has no private DNS name",
    why: "The agent sends to `guardduty-data.<region>.amazonaws.com`. Without the endpoint's private DNS name that name does not lead to the endpoint, and the coverage of the cluster becomes unhealthy. Terraform and CloudFormation leave private DNS names off unless they are asked for.",
    fix: "Switch the endpoint's private DNS name on. Where one endpoint serves several VPCs, a private hosted zone of that name does the same.",
    confidence: "high",
    status: "stable",
    severity: 7,
    tags: ["guardduty", "eks", "network", "coverage"],
    options: { type: "object", additionalProperties: false, properties: {} },
    messages: {
      off: "The guardduty-data endpoint {endpoint} has no private DNS name, so the agent does not find it",
    },
    references: [
      "https://docs.aws.amazon.com/guardduty/latest/ug/eksrunmon-prereq-deploy-security-agent.html",
      "https://docs.aws.amazon.com/guardduty/latest/ug/eks-runtime-monitoring-coverage.html",
      "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html",
    ],
  },
  check(estate, context) {
    const zones = zonesFor(estate);
    for (const { endpoint, doubt } of judgedEndpoints(estate)) {
      if (isOfAnotherType(endpoint)) continue;
      const answers = answersAbout(context, doubt);
      const { subject, privateDns } = endpoint;
      const at = privateDns.place;
      if (privateDns.state === "known" && privateDns.value) {
        answers.satisfied({ subject, at });
        continue;
      }
      const because = privateDns.state === "known" ? [] : [reasonOf(privateDns, untold)];
      const zone = because.length === 0 ? zones(endpoint) : undefined;
      if (zone?.certain === true) {
        const assumption = `the private hosted zone ${zone.subject} answers for the endpoint's name`;
        answers.satisfied({ subject, at, assumptions: [assumption] });
      } else if (zone !== undefined) {
        const detail = `the private hosted zone ${zone.subject} may answer for the endpoint's name`;
        const reason: Reason = { code: "not-in-input", detail, place: zone.place };
        answers.undetermined({ subject, at, because: [reason] });
      } else if (because.length > 0) {
        answers.undetermined({ subject, at, because });
      } else {
        answers.report({ subject, at, message: "off", data: { endpoint: `\`${subject}\`` } });
      }
    }
  },
});

/**
 * A zone that answers in the place of the endpoint's own name, as for an endpoint that several VPCs
 * share. https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-share-your-services.html
 */
type Answering = Pick<PrivateZone, "subject" | "place"> & { readonly certain: boolean };

/** Sorts the zones by the Region whose endpoint they answer for, once for all endpoints. */
function zonesFor(estate: Estate): (endpoint: Endpoint) => Answering | undefined {
  const byRegion = new Map<string, Answering>();
  let first: Answering | undefined;
  let open: Answering | undefined;
  for (const { name, subject, place } of estate.privateZones) {
    if (name.state !== "known") {
      open ??= { subject, place, certain: false };
      continue;
    }
    const region = telemetryHost.exec(name.value)?.[1];
    if (region === undefined) continue;
    const zone = { subject, place, certain: true };
    first ??= zone;
    if (!byRegion.has(region)) byRegion.set(region, zone);
  }
  return ({ serviceName }) => {
    const region = serviceName.state === "known" ? regionOf(serviceName.value) : undefined;
    return (region === undefined ? first : byRegion.get(region)) ?? open;
  };
}

const telemetryHost = /^guardduty-data(?:-fips)?\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/;

function regionOf(serviceName: string): string | undefined {
  return /\.amazonaws\.([a-z0-9-]+)\./.exec(serviceName)?.[1];
}
