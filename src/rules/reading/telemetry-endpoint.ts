import { isTelemetryService } from "../../aws/guardduty.ts";
import type { Endpoint, Estate } from "../../model/estate.ts";
import type { Reason } from "../../model/value.ts";

/**
 * Whether an endpoint takes the agent's telemetry.
 *
 * @returns true or false where its service is known, else the reason why it is not
 */
export function isTelemetryEndpoint(endpoint: Endpoint): boolean | Reason {
  const { serviceName } = endpoint;
  if (serviceName.state === "known") return isTelemetryService(serviceName.value);
  if (serviceName.state === "unknown") return serviceName.reason;
  return {
    code: "not-in-input",
    detail: "the input does not tell the endpoint's service",
    place: endpoint.place,
  };
}

/**
 * Whether the input shows the endpoint itself, and not only a policy that is for one.
 */
export function isSeen(endpoint: Endpoint): boolean {
  return endpoint.vpc.state !== "absent";
}

/** The endpoints that take telemetry, and those that may. */
export function telemetryEndpoints(estate: Estate): {
  readonly certain: readonly Endpoint[];
  readonly possible: readonly { readonly endpoint: Endpoint; readonly reason: Reason }[];
} {
  const certain: Endpoint[] = [];
  const possible: { endpoint: Endpoint; reason: Reason }[] = [];
  for (const endpoint of estate.endpoints) {
    const takes = isTelemetryEndpoint(endpoint);
    if (takes === true) certain.push(endpoint);
    else if (takes !== false) possible.push({ endpoint, reason: takes });
  }
  return { certain, possible };
}
