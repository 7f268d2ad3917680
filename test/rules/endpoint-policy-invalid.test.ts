import { describe } from "vitest";
import type { Row } from "../lint-fixture.ts";
import { cannotTell, fine, holdsFixtures } from "./fixture-table.ts";

/** Fixtures that tell everything leave nothing open. */
const mostUndetermined = 0;

// prettier-ignore
const table: readonly Row[] = [
  // https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
  ["violated/loose-wildcard", "violated", "aws_vpc_endpoint.telemetry", "The policy of the endpoint `aws_vpc_endpoint.telemetry` is one that AWS refuses: a wildcard in `aws:userid` stands beside fewer than 6 fixed characters", "\"AROA*:ci-?\""],
  ["violated/no-principal", "violated", "aws_vpc_endpoint.telemetry", "The policy of the endpoint `aws_vpc_endpoint.telemetry` is one that AWS refuses: a statement names no `Principal`", "{ Effect = \"Allow\", Action = \"*\", Resource = \"*\" }"],
  ["violated/number", "violated", "aws_vpc_endpoint.telemetry", "The policy of the endpoint `aws_vpc_endpoint.telemetry` is one that AWS refuses: `NumericNotEquals` compares `aws:PrincipalAccount`, which holds an id", "\"aws:PrincipalAccount\""],
  ["violated/response", "violated", "vpce-0a1b2c3d", "The policy of the endpoint `vpce-0a1b2c3d` is one that AWS refuses: a wildcard stands for a part of `aws:PrincipalOrgID`, which holds an id", "\\\"o-*\\\""],
  ["violated/wildcard-in-an-account-id", "violated", "aws_vpc_endpoint.telemetry", "The policy of the endpoint `aws_vpc_endpoint.telemetry` is one that AWS refuses: a wildcard stands for a part of `aws:PrincipalAccount`, which holds an id", "\"11112222*\""],
  ["satisfied/as-aws-recommends", "satisfied", "aws_vpc_endpoint.telemetry", fine, "{ Version = \"2012-10-17\" Statement = [ { Effect = \"Allow\", A…"],
  ["satisfied/response", "satisfied", "vpce-0a1b2c3d", fine, "\"{\\\"Version\\\": \\\"2012-10-17\\\", \\\"Statement\\\": [{\\\"Effect\\\": …"],
  ["satisfied/wildcard-beside-six-characters", "satisfied", "aws_vpc_endpoint.telemetry", fine, "{ Version = \"2012-10-17\" Statement = [ { Effect = \"Allow\", A…"],
  ["undetermined/pattern-of-a-variable", "undetermined", "aws_vpc_endpoint.telemetry", cannotTell("the variable `names` is given no value"), "{ Version = \"2012-10-17\" Statement = [ { Effect = \"Allow\", A…"],
];

describe("endpoint-policy-invalid", () => {
  holdsFixtures("endpoint-policy-invalid", table, mostUndetermined);
});
