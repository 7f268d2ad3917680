import { describe } from "vitest";
import type { Row } from "../lint-fixture.ts";
import { cannotTell, fine, holdsFixtures } from "./fixture-table.ts";

/** Fixtures that tell everything leave nothing open. */
const mostUndetermined = 0;

// prettier-ignore
const table: readonly Row[] = [
  // https://docs.aws.amazon.com/guardduty/latest/ug/eksrunmon-prereq-deploy-security-agent.html
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcendpoint.html
  ["violated/gateway", "violated", "aws_vpc_endpoint.telemetry", "The guardduty-data endpoint `aws_vpc_endpoint.telemetry` is of the type `Gateway`, not Interface", "\"Gateway\""],
  ["violated/inventory-gateway", "violated", "endpoints[0]", "The guardduty-data endpoint `endpoints[0]` is of the type `Gateway`, not Interface", "Gateway"],
  ["violated/type-left-out", "violated", "aws_vpc_endpoint.telemetry", "The guardduty-data endpoint `aws_vpc_endpoint.telemetry` is of the type `Gateway`, not Interface", "resource \"aws_vpc_endpoint\" \"telemetry\""],
  ["satisfied/interface", "satisfied", "aws_vpc_endpoint.telemetry", fine, "\"Interface\""],
  ["satisfied/response", "satisfied", "vpce-0a1b2c3d", fine, "\"Interface\""],
  ["undetermined/service-of-a-variable", "undetermined", "aws_vpc_endpoint.telemetry", cannotTell("the variable `service` is given no value"), "resource \"aws_vpc_endpoint\" \"telemetry\""],
  ["undetermined/type-of-a-variable", "undetermined", "aws_vpc_endpoint.telemetry", cannotTell("the variable `type` is given no value"), "var.type"],
];

describe("endpoint-not-interface", () => {
  holdsFixtures("endpoint-not-interface", table, mostUndetermined);
});
