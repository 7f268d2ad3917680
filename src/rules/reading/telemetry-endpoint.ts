import { isTelemetryService } from "../../aws/guardduty.ts";
import type { Endpoint, Estate } from "../../model/estate.ts";
import type { RuleContext } from "../../model/rule.ts";
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

/** An endpoint that the input shows, and the reason why it may be of another service. */
export interface JudgedEndpoint {
  readonly endpoint: Endpoint;
  readonly doubt: Reason | undefined;
}

/** The endpoints that take, or may take, telemetry, as far as the input shows them. */
export function judgedEndpoints(estate: Estate): readonly JudgedEndpoint[] {
  return estate.endpoints.filter(isSeen).flatMap((endpoint): readonly JudgedEndpoint[] => {
    const takes = isTelemetryEndpoint(endpoint);
    if (takes === false) return [];
    return [{ endpoint, doubt: takes === true ? undefined : takes }];
  });
}

/** Whether an endpoint is certainly of another type than Interface, which is another rule's matter. */
export function isOfAnotherType({ type }: Endpoint): boolean {
  return type.state === "known" && type.value !== "Interface";
}

/**
 * Answers about an endpoint that may be of another service: what is wrong with it is then not
 * certain, and that nothing is wrong is no answer.
 *
 * @param context - takes the answers
 * @param doubt - why the endpoint may be of another service; undefined where it is not
 */
export function answersAbout<MessageId extends string>(
  context: RuleContext<MessageId>,
  doubt: Reason | undefined,
): Pick<RuleContext<MessageId>, "report" | "undetermined" | "satisfied"> {
  if (doubt === undefined) return context;
  return {
    report: ({ subject, at }) => {
      context.undetermined({ subject, at, because: [doubt] });
    },
    undetermined: (answer) => {
      context.undetermined({ ...answer, because: [doubt, ...answer.because] });
    },
    satisfied: () => undefined,
  };
}
