import { parseEndpointService } from "./endpoint-service.ts";

/**
 * The tag that tells GuardDuty whether to manage the agent of a cluster.
 * https://docs.aws.amazon.com/guardduty/latest/ug/managing-gdu-agent-eks-automatically.html
 */
export const managedTag = "GuardDutyManaged";

/** The call by which the agent sends what it sees, and which endpoint policies have to let through. */
export const telemetryAction = "guardduty:SendSecurityTelemetry";

/**
 * Whether an endpoint service takes the agent's telemetry, in any partition; the service
 * `guardduty` without `-data` serves GuardDuty's API and takes none.
 * https://docs.aws.amazon.com/guardduty/latest/ug/eksrunmon-prereq-deploy-security-agent.html
 * https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-guardduty.html
 *
 * @param serviceName - `com.amazonaws.us-east-1.guardduty-data`, or the last part of it
 */
export function isTelemetryService(serviceName: string): boolean {
  return parseEndpointService(serviceName)?.name === "guardduty-data";
}
