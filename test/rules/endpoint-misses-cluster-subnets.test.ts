import { describe } from "vitest";
import type { Row } from "../lint-fixture.ts";
import { cannotTell, fine, holdsFixtures } from "./fixture-table.ts";

/** Fixtures that tell everything leave nothing open. */
const mostUndetermined = 0;

// prettier-ignore
const table: readonly Row[] = [
  // https://docs.aws.amazon.com/guardduty/latest/ug/eksrunmon-prereq-deploy-security-agent.html
  // https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
  ["violated/no-subnet", "violated", "aws_vpc_endpoint.telemetry", "The guardduty-data endpoint `aws_vpc_endpoint.telemetry` lies in no subnet, so it takes no traffic", "resource \"aws_vpc_endpoint\" \"telemetry\""],
  ["violated/response", "violated", "vpce-0a1b2c3d", "The guardduty-data endpoint `vpce-0a1b2c3d` has no subnet in eu-west-1b, where the cluster `payments` has `subnet-0e4f5a6b`", "[ \"subnet-0a1b2c3d\" ]"],
  ["violated/zone-without-a-subnet", "violated", "aws_vpc_endpoint.telemetry", "The guardduty-data endpoint `aws_vpc_endpoint.telemetry` has no subnet in eu-west-1b, where the cluster `aws_eks_cluster.main` has `aws_subnet.b`", "[aws_subnet.a.id]"],
  ["satisfied/another-subnet-of-the-zone", "satisfied", "aws_vpc_endpoint.telemetry", fine, "[aws_subnet.second.id]"],
  ["satisfied/no-cluster", "satisfied", "aws_vpc_endpoint.telemetry", fine, "[aws_subnet.a.id]"],
  ["satisfied/response", "satisfied", "vpce-0a1b2c3d", fine, "[ \"subnet-0a1b2c3d\" ]"],
  ["satisfied/same-subnets", "satisfied", "aws_vpc_endpoint.telemetry", fine, "[aws_subnet.a.id, aws_subnet.b.id]"],
  ["satisfied/subnet-by-another-resource", "satisfied", "aws_vpc_endpoint.telemetry", fine, "resource \"aws_vpc_endpoint\" \"telemetry\""],
  ["undetermined/inventory", "undetermined", "endpoints[0]", cannotTell("the subnet subnet-0a1b2c3d is not in the input"), "{ vpc: vpc-0a1b2c3d, service: com.amazonaws.eu-west-1.guardd…"],
  ["undetermined/subnets-of-a-variable", "undetermined", "aws_vpc_endpoint.telemetry", cannotTell("the variable `subnets` is given no value"), "var.subnets"],
  ["undetermined/zone-of-a-variable", "undetermined", "aws_vpc_endpoint.telemetry", cannotTell("the variable `zone` is given no value"), "[aws_subnet.a.id]"],
];

describe("endpoint-misses-cluster-subnets", () => {
  holdsFixtures("endpoint-misses-cluster-subnets", table, mostUndetermined);
});
