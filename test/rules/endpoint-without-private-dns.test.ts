import { describe } from "vitest";
import type { Row } from "../lint-fixture.ts";
import { cannotTell, fine, holdsFixtures } from "./fixture-table.ts";

/** Fixtures that tell everything leave nothing open. */
const mostUndetermined = 0;

// prettier-ignore
const table: readonly Row[] = [
  // https://docs.aws.amazon.com/guardduty/latest/ug/eksrunmon-prereq-deploy-security-agent.html
  // https://docs.aws.amazon.com/guardduty/latest/ug/eks-runtime-monitoring-coverage.html
  // https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
  ["violated/left-out", "violated", "aws_vpc_endpoint.telemetry", "The guardduty-data endpoint `aws_vpc_endpoint.telemetry` has no private DNS name, so the agent does not find it", "resource \"aws_vpc_endpoint\" \"telemetry\""],
  ["violated/off", "violated", "aws_vpc_endpoint.telemetry", "The guardduty-data endpoint `aws_vpc_endpoint.telemetry` has no private DNS name, so the agent does not find it", "false"],
  ["violated/public-zone", "violated", "aws_vpc_endpoint.telemetry", "The guardduty-data endpoint `aws_vpc_endpoint.telemetry` has no private DNS name, so the agent does not find it", "resource \"aws_vpc_endpoint\" \"telemetry\""],
  ["violated/region-looked-up", "violated", "aws_vpc_endpoint.telemetry", "The guardduty-data endpoint `aws_vpc_endpoint.telemetry` has no private DNS name, so the agent does not find it", "resource \"aws_vpc_endpoint\" \"telemetry\""],
  ["violated/response", "violated", "vpce-0a1b2c3d", "The guardduty-data endpoint `vpce-0a1b2c3d` has no private DNS name, so the agent does not find it", "false"],
  ["violated/zone-of-another-region", "violated", "aws_vpc_endpoint.telemetry", "The guardduty-data endpoint `aws_vpc_endpoint.telemetry` has no private DNS name, so the agent does not find it", "resource \"aws_vpc_endpoint\" \"telemetry\""],
  ["satisfied/hosted-zone", "satisfied", "aws_vpc_endpoint.telemetry", fine, "false"],
  ["satisfied/on", "satisfied", "aws_vpc_endpoint.telemetry", fine, "true"],
  ["satisfied/on-by-another-resource", "satisfied", "aws_vpc_endpoint.telemetry", fine, "true"],
  ["satisfied/response", "satisfied", "vpce-0a1b2c3d", fine, "true"],
  ["undetermined/inventory", "undetermined", "endpoints[0]", cannotTell("the input does not tell whether the endpoint has a private DNS name"), "{ vpc: vpc-0a1b2c3d, service: com.amazonaws.eu-west-1.guardd…"],
  ["undetermined/of-a-variable", "undetermined", "aws_vpc_endpoint.telemetry", cannotTell("the variable `dns` is given no value"), "var.dns"],
  ["undetermined/service-of-a-variable", "undetermined", "aws_vpc_endpoint.telemetry", cannotTell("the variable `service` is given no value"), "resource \"aws_vpc_endpoint\" \"telemetry\""],
  ["undetermined/zone-of-a-variable", "undetermined", "aws_vpc_endpoint.telemetry", cannotTell("the private hosted zone aws_route53_zone.telemetry may answer for the endpoint's name"), "resource \"aws_vpc_endpoint\" \"telemetry\""],
];

describe("endpoint-without-private-dns", () => {
  holdsFixtures("endpoint-without-private-dns", table, mostUndetermined);
});
