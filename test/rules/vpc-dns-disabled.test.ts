import { describe } from "vitest";
import type { Row } from "../lint-fixture.ts";
import { cannotTell, fine, holdsFixtures } from "./fixture-table.ts";

/** Fixtures that tell everything leave nothing open. */
const mostUndetermined = 0;

// prettier-ignore
const table: readonly Row[] = [
  // https://docs.aws.amazon.com/guardduty/latest/ug/eks-runtime-monitoring-coverage.html
  // https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
  ["violated/both-off", "violated", "aws_vpc.main", "`enableDnsSupport` and `enableDnsHostnames` of the VPC `aws_vpc.main` are off, and the private DNS name of the endpoint `aws_vpc_endpoint.telemetry` needs both", "false"],
  ["violated/endpoint-that-guardduty-makes", "violated", "aws_vpc.main", "`enableDnsHostnames` of the VPC `aws_vpc.main` is off, and the endpoint that GuardDuty makes for the cluster `aws_eks_cluster.main` needs both", "resource \"aws_vpc\" \"main\""],
  ["violated/hostnames-left-out", "violated", "aws_vpc.main", "`enableDnsHostnames` of the VPC `aws_vpc.main` is off, and the private DNS name of the endpoint `aws_vpc_endpoint.telemetry` needs both", "resource \"aws_vpc\" \"main\""],
  ["violated/support-off", "violated", "aws_vpc.main", "`enableDnsSupport` of the VPC `aws_vpc.main` is off, and the private DNS name of the endpoint `aws_vpc_endpoint.telemetry` needs both", "false"],
  ["satisfied/both-on", "satisfied", "aws_vpc.main", fine, "resource \"aws_vpc\" \"main\""],
  ["satisfied/endpoint-that-guardduty-makes", "satisfied", "aws_vpc.main", fine, "resource \"aws_vpc\" \"main\""],
  ["satisfied/support-by-default", "satisfied", "aws_vpc.main", fine, "resource \"aws_vpc\" \"main\""],
  ["undetermined/endpoint-with-dns-of-a-variable", "undetermined", "aws_vpc.main", cannotTell("the variable `dns` is given no value"), "resource \"aws_vpc\" \"main\""],
  ["undetermined/of-a-variable", "undetermined", "aws_vpc.main", cannotTell("the variable `dns` is given no value"), "var.dns"],
  ["undetermined/response-without-attributes", "undetermined", "vpc-0a1b2c3d", cannotTell("the input does not tell `enableDnsSupport` of vpc-0a1b2c3d; and because the input does not tell `enableDnsHostnames` of vpc-0a1b2c3d"), "\"vpc-0a1b2c3d\""],
];

describe("vpc-dns-disabled", () => {
  holdsFixtures("vpc-dns-disabled", table, mostUndetermined);
});
