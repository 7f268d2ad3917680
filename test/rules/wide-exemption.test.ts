import { describe } from "vitest";
import type { Row } from "../lint-fixture.ts";
import { cannotTell, fine, holdsFixtures } from "./fixture-table.ts";

/** Fixtures that tell everything leave nothing open. */
const mostUndetermined = 0;

// prettier-ignore
const table: readonly Row[] = [
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
  ["violated/every-principal", "violated", "fixtures/rules/wide-exemption/violated/every-principal/scp.json exempting arn:aws:iam::*:*", "`fixtures/rules/wide-exemption/violated/every-principal/scp.json` exempts `arn:aws:iam::*:*`, which takes in every role, or every principal, of an account", "\"arn:aws:iam::*:*\""],
  ["violated/every-role", "violated", "fixtures/rules/wide-exemption/violated/every-role/scp.json exempting arn:aws:iam::111122223333:role/*", "`fixtures/rules/wide-exemption/violated/every-role/scp.json` exempts `arn:aws:iam::111122223333:role/*`, which takes in every role, or every principal, of an account", "\"arn:aws:iam::111122223333:role/*\""],
  ["violated/name-that-begins-alike", "violated", "fixtures/rules/wide-exemption/violated/name-that-begins-alike/scp.json exempting arn:aws:iam::*:role/Admin*", "`fixtures/rules/wide-exemption/violated/name-that-begins-alike/scp.json` exempts `arn:aws:iam::*:role/Admin*`, which takes in every role that is named alike", "\"arn:aws:iam::*:role/Admin*\""],
  ["violated/name-that-ends-alike", "violated", "fixtures/rules/wide-exemption/violated/name-that-ends-alike/scp.json exempting arn:aws:iam::*:role/*Admin", "`fixtures/rules/wide-exemption/violated/name-that-ends-alike/scp.json` exempts `arn:aws:iam::*:role/*Admin`, which takes in every role that is named alike", "\"arn:aws:iam::*:role/*Admin\""],
  ["violated/session", "violated", "fixtures/rules/wide-exemption/violated/session/scp.json exempting arn:aws:sts::*:assumed-role/Admin/*", "`fixtures/rules/wide-exemption/violated/session/scp.json` exempts `arn:aws:sts::*:assumed-role/Admin/*`, the ARN of a session, which `aws:PrincipalArn` never holds", "\"arn:aws:sts::*:assumed-role/Admin/*\""],
  ["violated/terraform", "violated", "aws_organizations_policy.guard exempting arn:aws:iam::*:role/ci-*", "`aws_organizations_policy.guard` exempts `arn:aws:iam::*:role/ci-*`, which takes in every role that is named alike", "\"arn:aws:iam::*:role/ci-*\""],
  ["satisfied/exact-name", "satisfied", "fixtures/rules/wide-exemption/satisfied/exact-name/scp.json exempting arn:aws:iam::*:role/GuardrailAdmin", fine, "\"arn:aws:iam::*:role/GuardrailAdmin\""],
  ["satisfied/identity-center", "satisfied", "fixtures/rules/wide-exemption/satisfied/identity-center/scp.json exempting arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_GuardrailAdmin_*", fine, "\"arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*/AWSRes…"],
  ["satisfied/terraform", "satisfied", "aws_organizations_policy.guard exempting arn:aws:iam::111122223333:role/GuardrailAdmin", fine, "\"arn:aws:iam::111122223333:role/GuardrailAdmin\""],
  ["undetermined/of-a-variable", "undetermined", "aws_organizations_policy.guard exempting what is not known", cannotTell("the variable `admin` is given no value"), "var.admin"],
];

describe("wide-exemption", () => {
  holdsFixtures("wide-exemption", table, mostUndetermined);
});
