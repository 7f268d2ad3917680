import { describe } from "vitest";
import type { Row } from "../lint-fixture.ts";
import { cannotTell, fine, holdsFixtures } from "./fixture-table.ts";

/** Fixtures that tell everything leave nothing open. */
const mostUndetermined = 0;

// prettier-ignore
const table: readonly Row[] = [
  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
  ["violated/eks", "violated", "aws_organizations_policy.guard", "The resource control policy `aws_organizations_policy.guard` names `eks:TagResource`, and does not bind that service", "\"eks:TagResource\""],
  ["violated/guardduty-beside-others", "violated", "aws_organizations_policy.guard", "The resource control policy `aws_organizations_policy.guard` names `guardduty:DeleteDetector`, and does not bind that service", "\"guardduty:DeleteDetector\""],
  ["violated/response", "violated", "p-0a1b2c3d", "The resource control policy `p-0a1b2c3d` names `eks:TagResource`, and does not bind that service", "\\\"eks:TagResource\\\""],
  ["satisfied/everything", "satisfied", "aws_organizations_policy.guard", fine, "{ Version = \"2012-10-17\" Statement = [{ Effect = \"Deny\" Prin…"],
  ["satisfied/other-services", "satisfied", "aws_organizations_policy.guard", fine, "{ Version = \"2012-10-17\" Statement = [{ Effect = \"Deny\" Prin…"],
  ["satisfied/response", "satisfied", "p-0a1b2c3d", fine, "\"{\\\"Version\\\": \\\"2012-10-17\\\", \\\"Statement\\\": [{\\\"Effect\\\": …"],
  ["satisfied/service-control-policy", "satisfied", "aws_organizations_policy.guard", fine, "{ Version = \"2012-10-17\" Statement = [{ Effect = \"Deny\" Prin…"],
  ["undetermined/action-of-a-variable", "undetermined", "aws_organizations_policy.guard", cannotTell("the variable `action` is given no value"), "{ Version = \"2012-10-17\" Statement = [{ Effect = \"Deny\" Prin…"],
];

describe("rcp-for-unsupported-service", () => {
  holdsFixtures("rcp-for-unsupported-service", table, mostUndetermined);
});
