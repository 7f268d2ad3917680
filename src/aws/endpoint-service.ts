/** A GuardDuty service that VPC endpoints are made for. */
export interface EndpointService {
  /** `guardduty-data` takes the agent's telemetry; `guardduty` serves GuardDuty's API. */
  readonly name: "guardduty" | "guardduty-data";
  readonly region: string | undefined;
  readonly fips: boolean;
}

/** Of a partition, before the name, and of a Region. */
const label = /^[a-z0-9-]+$/;

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
  const [last = "", region, ...domain] = serviceName.split(".").reverse();
  const fips = last.endsWith("-fips");
  const name = fips ? last.slice(0, -"-fips".length) : last;
  if (name !== "guardduty" && name !== "guardduty-data") return undefined;
  if (region === undefined) return { name, region, fips };
  const [amazon, com, prefix, ...more] = domain;
  if (amazon !== "amazonaws" || com !== "com" || more.length > 0) return undefined;
  if (prefix !== undefined && !label.test(prefix)) return undefined;
  return label.test(region) ? { name, region, fips } : undefined;
}
