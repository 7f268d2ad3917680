import { describe } from "vitest";
import type { Row } from "../lint-fixture.ts";
import { cannotTell, fine, holdsFixtures } from "./fixture-table.ts";

/** Fixtures that tell everything leave nothing open. */
const mostUndetermined = 0;

// prettier-ignore
const table: readonly Row[] = [
  // https://docs.aws.amazon.com/guardduty/latest/ug/eksrunmon-prereq-deploy-security-agent.html
  // https://docs.aws.amazon.com/guardduty/latest/ug/security-vpc-endpoints.html
  // https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-guardduty.html
  ["violated/another-region", "violated", "aws_vpc_endpoint.telemetry", "The endpoint `aws_vpc_endpoint.telemetry` is of the service `com.amazonaws.us-east-1.guardduty-data`, and lies in the Region `eu-west-1`, whose agents use another", "\"com.amazonaws.us-east-1.guardduty-data\""],
  ["violated/api", "violated", "aws_vpc_endpoint.telemetry", "The endpoint `aws_vpc_endpoint.telemetry` is of the service `com.amazonaws.eu-west-1.guardduty`, which serves GuardDuty's API, and the VPC `aws_vpc.main` has none for the telemetry of the cluster `aws_eks_cluster.main`", "\"com.amazonaws.eu-west-1.guardduty\""],
  ["violated/govcloud-without-fips", "violated", "aws_vpc_endpoint.telemetry", "The endpoint `aws_vpc_endpoint.telemetry` is of the service `com.amazonaws.us-gov-west-1.guardduty-data`; in `us-gov-west-1` agents use `com.amazonaws.us-gov-west-1.guardduty-data-fips`", "\"com.amazonaws.us-gov-west-1.guardduty-data\""],
  ["violated/inventory-govcloud-without-fips", "violated", "endpoints[0]", "The endpoint `endpoints[0]` is of the service `com.amazonaws.us-gov-east-1.guardduty-data`; in `us-gov-east-1` agents use `com.amazonaws.us-gov-east-1.guardduty-data-fips`", "com.amazonaws.us-gov-east-1.guardduty-data"],
  ["satisfied/api-beside-telemetry", "satisfied", "aws_vpc_endpoint.telemetry", fine, "\"com.amazonaws.eu-west-1.guardduty-data\""],
  ["satisfied/govcloud-with-fips", "satisfied", "aws_vpc_endpoint.telemetry", fine, "\"com.amazonaws.us-gov-west-1.guardduty-data-fips\""],
  ["satisfied/response", "satisfied", "vpce-0a1b2c3d", fine, "\"com.amazonaws.eu-west-1.guardduty-data\""],
  ["satisfied/same-region", "satisfied", "aws_vpc_endpoint.telemetry", fine, "\"com.amazonaws.eu-west-1.guardduty-data\""],
  ["undetermined/api-beside-an-unknown-service", "undetermined", "aws_vpc_endpoint.api", cannotTell("the variable `service` is given no value"), "\"com.amazonaws.eu-west-1.guardduty\""],
  ["undetermined/region-not-told", "undetermined", "aws_vpc_endpoint.telemetry", cannotTell("the input does not tell in which Region the endpoint lies"), "\"com.amazonaws.eu-west-1.guardduty-data\""],
];

describe("wrong-endpoint-service", () => {
  holdsFixtures("wrong-endpoint-service", table, mostUndetermined);
});
