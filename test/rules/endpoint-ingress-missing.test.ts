import { describe } from "vitest";
import type { Row } from "../lint-fixture.ts";
import { cannotTell, fine, holdsFixtures } from "./fixture-table.ts";

/** Fixtures that tell everything leave nothing open. */
const mostUndetermined = 0;

// prettier-ignore
const table: readonly Row[] = [
  // https://docs.aws.amazon.com/guardduty/latest/ug/eksrunmon-prereq-deploy-security-agent.html
  // https://docs.aws.amazon.com/guardduty/latest/ug/validate-vpc-endpoint-config-runtime-monitoring.html
  // https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
  ["violated/another-port", "violated", "aws_vpc_endpoint.telemetry", "No rule of `aws_security_group.telemetry` lets port 443 in, so nothing reaches the endpoint `aws_vpc_endpoint.telemetry`", "resource \"aws_security_group\" \"telemetry\""],
  ["violated/another-protocol", "violated", "aws_vpc_endpoint.telemetry", "No rule of `aws_security_group.telemetry` lets port 443 in, so nothing reaches the endpoint `aws_vpc_endpoint.telemetry`", "resource \"aws_security_group\" \"telemetry\""],
  ["violated/default-group-as-it-is", "violated", "aws_vpc_endpoint.telemetry", "`aws_default_security_group.main` does not let port 443 in from `10.0.0.0/16` of the VPC `aws_vpc.main`, so agents there do not reach the endpoint `aws_vpc_endpoint.telemetry`", "resource \"aws_default_security_group\" \"main\""],
  ["violated/half-of-the-vpc", "violated", "aws_vpc_endpoint.telemetry", "`aws_security_group.telemetry` does not let port 443 in from `10.0.0.0/16` of the VPC `aws_vpc.main`, so agents there do not reach the endpoint `aws_vpc_endpoint.telemetry`", "\"10.0.0.0/17\""],
  ["violated/ipv6-alone", "violated", "aws_vpc_endpoint.telemetry", "`aws_security_group.telemetry` does not let port 443 in from `10.0.0.0/16` of the VPC `aws_vpc.main`, so agents there do not reach the endpoint `aws_vpc_endpoint.telemetry`", "\"::/1\""],
  ["violated/ipv6-from-everywhere", "violated", "aws_vpc_endpoint.telemetry", "`aws_security_group.telemetry` does not let port 443 in from `10.0.0.0/16` of the VPC `aws_vpc.main`, so agents there do not reach the endpoint `aws_vpc_endpoint.telemetry`", "\"::/0\""],
  ["violated/no-group", "violated", "aws_vpc_endpoint.telemetry", "The guardduty-data endpoint `aws_vpc_endpoint.telemetry` has no security group, and the VPC's default group lets in only itself", "resource \"aws_vpc_endpoint\" \"telemetry\""],
  ["violated/no-rule", "violated", "aws_vpc_endpoint.telemetry", "No rule of `aws_security_group.telemetry` lets port 443 in, so nothing reaches the endpoint `aws_vpc_endpoint.telemetry`", "resource \"aws_security_group\" \"telemetry\""],
  ["violated/response", "violated", "vpce-0a1b2c3d", "`sg-0a1b2c3d` does not let port 443 in from `100.64.0.0/16` of the VPC `vpc-0a1b2c3d`, so agents there do not reach the endpoint `vpce-0a1b2c3d`", "\"10.0.0.0/16\""],
  ["violated/secondary-block", "violated", "aws_vpc_endpoint.telemetry", "`aws_security_group.telemetry` does not let port 443 in from `100.64.0.0/16` of the VPC `aws_vpc.main`, so agents there do not reach the endpoint `aws_vpc_endpoint.telemetry`", "\"10.0.0.0/16\""],
  ["satisfied/everywhere", "satisfied", "aws_vpc_endpoint.telemetry", fine, "[aws_security_group.telemetry.id]"],
  ["satisfied/group-of-the-cluster", "satisfied", "aws_vpc_endpoint.telemetry", fine, "[aws_security_group.telemetry.id]"],
  ["satisfied/response", "satisfied", "vpce-0a1b2c3d", fine, "[ { \"GroupId\": \"sg-0a1b2c3d\", \"GroupName\": \"telemetry\" } ]"],
  // https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html
  ["satisfied/response-with-the-clusters-group", "satisfied", "vpce-0a1b2c3d", fine, "[ { \"GroupId\": \"sg-0a1b2c3d\", \"GroupName\": \"telemetry\" } ]"],
  ["satisfied/rule-of-its-own", "satisfied", "aws_vpc_endpoint.telemetry", fine, "[aws_security_group.telemetry.id]"],
  ["satisfied/subnets-of-the-cluster", "satisfied", "aws_vpc_endpoint.telemetry", fine, "[aws_security_group.telemetry.id]"],
  ["satisfied/two-halves-of-two-groups", "satisfied", "aws_vpc_endpoint.telemetry", fine, "[aws_security_group.telemetry.id, aws_security_group.second.…"],
  ["satisfied/vpc-block", "satisfied", "aws_vpc_endpoint.telemetry", fine, "[aws_security_group.telemetry.id]"],
  ["undetermined/block-of-a-variable", "undetermined", "aws_vpc_endpoint.telemetry", cannotTell("the variable `block` is given no value"), "var.block"],
  ["undetermined/default-group-of-a-vpc-elsewhere", "undetermined", "aws_vpc_endpoint.telemetry", cannotTell("the endpoint names no security group, and the VPC's default group is not in the input"), "resource \"aws_vpc_endpoint\" \"telemetry\""],
  ["undetermined/group-of-a-variable", "undetermined", "aws_vpc_endpoint.telemetry", cannotTell("the variable `group` is given no value"), "[var.group]"],
  ["undetermined/group-of-itself", "undetermined", "aws_vpc_endpoint.telemetry", cannotTell("the input does not tell whether the nodes of the clusters carry aws_security_group.shared"), "true"],
  ["undetermined/group-of-nodes", "undetermined", "aws_vpc_endpoint.telemetry", cannotTell("the input does not tell whether the nodes of the clusters carry aws_security_group.nodes"), "aws_security_group.nodes.id"],
  ["undetermined/group-that-the-cluster-is-given", "undetermined", "aws_vpc_endpoint.telemetry", cannotTell("the input does not tell whether the nodes of the clusters carry aws_security_group.cluster"), "aws_security_group.cluster.id"],
  ["undetermined/vpc-elsewhere", "undetermined", "aws_vpc_endpoint.telemetry", cannotTell("the input does not tell the CIDR blocks of vpc-0a1b2c3d"), "\"vpc-0a1b2c3d\""],
];

describe("endpoint-ingress-missing", () => {
  holdsFixtures("endpoint-ingress-missing", table, mostUndetermined);
});
