import { describe } from "vitest";
import type { Row } from "../lint-fixture.ts";
import { cannotTell, fine, holdsFixtures } from "./fixture-table.ts";

/** Fixtures that tell everything leave nothing open. */
const mostUndetermined = 0;

// prettier-ignore
const table: readonly Row[] = [
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
  ["violated/endpoint", "violated", "vpce-0a1b2c3d", "The policy of `vpce-0a1b2c3d` has the variable `${aws:ResourceAccount}` and no version that knows variables", "\\\"${aws:ResourceAccount}\\\""],
  ["violated/in-a-resource", "violated", "fixtures/rules/policy-variables-without-version/violated/in-a-resource/scp.json", "The policy of `fixtures/rules/policy-variables-without-version/violated/in-a-resource/scp.json` has the variable `${aws:PrincipalAccount}` and no version that knows variables", "\"arn:aws:eks:*:${aws:PrincipalAccount}:cluster/*\""],
  ["violated/no-version", "violated", "fixtures/rules/policy-variables-without-version/violated/no-version/scp.json", "The policy of `fixtures/rules/policy-variables-without-version/violated/no-version/scp.json` has the variable `${aws:PrincipalAccount}` and no version that knows variables", "\"${aws:PrincipalAccount}\""],
  ["violated/old-version", "violated", "fixtures/rules/policy-variables-without-version/violated/old-version/scp.json", "The policy of `fixtures/rules/policy-variables-without-version/violated/old-version/scp.json` has the variable `${aws:PrincipalAccount}` and no version that knows variables", "\"${aws:PrincipalAccount}\""],
  ["satisfied/endpoint", "satisfied", "vpce-0a1b2c3d", fine, "\"{\\\"Version\\\": \\\"2012-10-17\\\", \\\"Statement\\\": [{\\\"Effect\\\": …"],
  ["satisfied/version", "satisfied", "fixtures/rules/policy-variables-without-version/satisfied/version/scp.json", fine, "{ \"Version\": \"2012-10-17\", \"Statement\": [ { \"Sid\": \"ProtectT…"],
  ["undetermined/resource-of-a-variable", "undetermined", "aws_organizations_policy.guard", cannotTell("the variable `cluster` is given no value"), "{ Statement = [{ Effect = \"Deny\", Action = \"eks:TagResource\"…"],
];

describe("policy-variables-without-version", () => {
  holdsFixtures("policy-variables-without-version", table, mostUndetermined);
});
