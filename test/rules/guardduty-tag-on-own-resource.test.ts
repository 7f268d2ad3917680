import { describe } from "vitest";
import type { Row } from "../lint-fixture.ts";
import { cannotTell, fine, holdsFixtures } from "./fixture-table.ts";

/** Fixtures that tell everything leave nothing open. */
const mostUndetermined = 0;

// prettier-ignore
const table: readonly Row[] = [
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonGuardDutyServiceRolePolicy.html
  // https://docs.aws.amazon.com/guardduty/latest/ug/runtime-monitoring-agent-resource-clean-up.html
  ["violated/default-tags", "violated", "aws_vpc_endpoint.telemetry", "`aws_vpc_endpoint.telemetry` carries the tag `GuardDutyManaged`, so GuardDuty may change and delete it as its own", "GuardDutyManaged"],
  ["violated/endpoint", "violated", "aws_vpc_endpoint.telemetry", "`aws_vpc_endpoint.telemetry` carries the tag `GuardDutyManaged`, so GuardDuty may change and delete it as its own", "GuardDutyManaged"],
  ["violated/endpoint-of-another-service", "violated", "aws_vpc_endpoint.telemetry", "`aws_vpc_endpoint.telemetry` carries the tag `GuardDutyManaged`, so GuardDuty may change and delete it as its own", "GuardDutyManaged"],
  ["violated/endpoint-with-another-value", "violated", "aws_vpc_endpoint.telemetry", "`aws_vpc_endpoint.telemetry` carries the tag `GuardDutyManaged`, so GuardDuty may change and delete it as its own", "GuardDutyManaged"],
  ["violated/group", "violated", "aws_security_group.telemetry", "`aws_security_group.telemetry` carries the tag `GuardDutyManaged`, so GuardDuty may change and delete it as its own", "GuardDutyManaged"],
  ["violated/group", "satisfied", "aws_vpc_endpoint.telemetry", fine, "resource \"aws_vpc_endpoint\" \"telemetry\""],
  ["satisfied/key-of-another-case", "satisfied", "aws_vpc_endpoint.telemetry", fine, "resource \"aws_vpc_endpoint\" \"telemetry\""],
  ["satisfied/other-tags", "satisfied", "aws_vpc_endpoint.telemetry", fine, "resource \"aws_vpc_endpoint\" \"telemetry\""],
  ["undetermined/tags-of-a-variable", "undetermined", "aws_vpc_endpoint.telemetry", cannotTell("the variable `tags` is given no value"), "var.tags"],
];

describe("guardduty-tag-on-own-resource", () => {
  holdsFixtures("guardduty-tag-on-own-resource", table, mostUndetermined);
});
