import { describe } from "vitest";
import type { Row } from "../lint-fixture.ts";
import { cannotTell, fine, holdsFixtures } from "./fixture-table.ts";

/** Fixtures that tell everything leave nothing open. */
const mostUndetermined = 0;

// prettier-ignore
const table: readonly Row[] = [
  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html
  ["violated/eleven-on-one-target", "satisfied", "aws_organizations_policy.p0", fine, "{ Version = \"2012-10-17\", Statement = [{ Effect = \"Deny\", Ac…"],
  ["violated/eleven-on-one-target", "satisfied", "aws_organizations_policy.p1", fine, "{ Version = \"2012-10-17\", Statement = [{ Effect = \"Deny\", Ac…"],
  ["violated/eleven-on-one-target", "satisfied", "aws_organizations_policy.p2", fine, "{ Version = \"2012-10-17\", Statement = [{ Effect = \"Deny\", Ac…"],
  ["violated/eleven-on-one-target", "satisfied", "aws_organizations_policy.p3", fine, "{ Version = \"2012-10-17\", Statement = [{ Effect = \"Deny\", Ac…"],
  ["violated/eleven-on-one-target", "satisfied", "aws_organizations_policy.p4", fine, "{ Version = \"2012-10-17\", Statement = [{ Effect = \"Deny\", Ac…"],
  ["violated/eleven-on-one-target", "satisfied", "aws_organizations_policy.p5", fine, "{ Version = \"2012-10-17\", Statement = [{ Effect = \"Deny\", Ac…"],
  ["violated/eleven-on-one-target", "satisfied", "aws_organizations_policy.p6", fine, "{ Version = \"2012-10-17\", Statement = [{ Effect = \"Deny\", Ac…"],
  ["violated/eleven-on-one-target", "satisfied", "aws_organizations_policy.p7", fine, "{ Version = \"2012-10-17\", Statement = [{ Effect = \"Deny\", Ac…"],
  ["violated/eleven-on-one-target", "satisfied", "aws_organizations_policy.p8", fine, "{ Version = \"2012-10-17\", Statement = [{ Effect = \"Deny\", Ac…"],
  ["violated/eleven-on-one-target", "satisfied", "aws_organizations_policy.p9", fine, "{ Version = \"2012-10-17\", Statement = [{ Effect = \"Deny\", Ac…"],
  ["violated/eleven-on-one-target", "violated", "aws_organizations_policy.p10", "The service control policy `aws_organizations_policy.p10` is the 11th that is attached to `r-ab12`, which can have 10", "\"r-ab12\""],
  ["violated/no-version", "violated", "fixtures/rules/invalid-guard-policy/violated/no-version/scp.json", "AWS refuses the service control policy `fixtures/rules/invalid-guard-policy/violated/no-version/scp.json`: it does not state the version `2012-10-17`", "{ \"Statement\": [ { \"Sid\": \"ProtectTag\", \"Effect\": \"Deny\", \"A…"],
  ["violated/principal", "violated", "aws_organizations_policy.guard", "AWS refuses the service control policy `aws_organizations_policy.guard`: a statement names a `Principal`", "\"*\""],
  ["satisfied/plain", "satisfied", "fixtures/rules/invalid-guard-policy/satisfied/plain/scp.json", fine, "{ \"Version\": \"2012-10-17\", \"Statement\": [ { \"Sid\": \"ProtectT…"],
  ["satisfied/terraform", "satisfied", "aws_organizations_policy.guard", fine, "{ Version = \"2012-10-17\" Statement = [{ Effect = \"Deny\" Acti…"],
  ["undetermined/content-of-a-variable", "undetermined", "aws_organizations_policy.guard", cannotTell("the variable `content` is given no value"), "var.content"],
];

describe("invalid-guard-policy", () => {
  holdsFixtures("invalid-guard-policy", table, mostUndetermined);
});
