/** A GuardDuty service that VPC endpoints are made for. */
export interface EndpointService {
  /** `guardduty-data` takes the agent's telemetry; `guardduty` serves GuardDuty's API. */
  readonly name: "guardduty" | "guardduty-data";
  readonly region: string | undefined;
  readonly fips: boolean;
}

const pattern =
  /^(?:(?:[a-z][a-z0-9-]{0,10}\.)?com\.amazonaws\.([a-z0-9-]{1,32})\.)?(guardduty(?:-data)?)(-fips)?$/;

/**
 * Reads the name of a GuardDuty endpoint service, in any partition.
 * https://docs.aws.amazon.com/guardduty/latest/ug/security-vpc-endpoints.html
 * https://docs.aws.amazon.com/guardduty/latest/ug/eksrunmon-prereq-deploy-security-agent.html
 * https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-guardduty.html
 *
 * @param serviceName - `com.amazonaws.us-east-1.guardduty-data`, or the last part of it
 * @returns undefined for any other service
 */
export function parseEndpointService(serviceName: string): EndpointService | undefined {
  const [, region, name, fips] = pattern.exec(serviceName) ?? [];
  if (name !== "guardduty" && name !== "guardduty-data") return undefined;
  return { name, region, fips: fips !== undefined };
}
