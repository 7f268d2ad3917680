import { describe } from "vitest";
import type { Row } from "../lint-fixture.ts";
import { cannotTell, fine, holdsFixtures } from "./fixture-table.ts";

/** Fixtures that tell everything leave nothing open. */
const mostUndetermined = 0;

// prettier-ignore
const table: readonly Row[] = [
  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_tag-policies-enforcement.html
  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_supported-resources-enforcement.html
  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_example-tag-policies.html
  ["violated/another-value", "violated", "aws_organizations_policy.tags", "The tag policy `aws_organizations_policy.tags` is about `GuardDutyManaged` and lets the value `yes` comply", "guarddutymanaged"],
  ["violated/any-value", "violated", "aws_organizations_policy.tags", "The tag policy `aws_organizations_policy.tags` is about `GuardDutyManaged` and lets every value comply", "guarddutymanaged"],
  ["violated/key-left-out", "violated", "aws_organizations_policy.tags", "The tag policy `aws_organizations_policy.tags` is about `GuardDutyManaged` and asks for the key `guarddutymanaged`", "guarddutymanaged"],
  ["violated/no-tag-policy", "violated", "aws_organizations_policy.guard", "The policies of the organisation are at hand, and no tag policy enforces the values of `GuardDutyManaged`", "resource \"aws_organizations_policy\" \"guard\""],
  ["violated/not-enforced", "violated", "aws_organizations_policy.tags", "The tag policy `aws_organizations_policy.tags` is about `GuardDutyManaged` and is not enforced for `eks:cluster`", "guarddutymanaged"],
  ["violated/template", "violated", "Tags", "The tag policy `Tags` is about `GuardDutyManaged` and lets the value `True` comply", "guarddutymanaged"],
  ["satisfied/enforced", "satisfied", "aws_organizations_policy.tags", fine, "guarddutymanaged"],
  ["satisfied/template", "satisfied", "Tags", fine, "guarddutymanaged"],
  ["undetermined/content-of-a-variable", "undetermined", "aws_organizations_policy.tags", cannotTell("the variable `content` is given no value"), "resource \"aws_organizations_policy\" \"tags\""],
  ["undetermined/values-of-a-variable", "undetermined", "aws_organizations_policy.tags", cannotTell("the variable `values` is given no value"), "guarddutymanaged"],
  // What all tag policies of a snapshot amount to; the operators are in the table of `effective.test.ts`.
  // https://docs.aws.amazon.com/organizations/latest/userguide/policy-operators.html
  ["violated/overwritten-by-a-unit", "violated", "111122223333", "The effective tag policy of the account 111122223333 under `ou-ab12-11111111`, with one cluster, lets the value `yes` comply", "\\\"guarddutymanaged\\\""],
  ["satisfied/locked-at-the-root", "satisfied", "111122223333", fine, "\\\"guarddutymanaged\\\""],
  ["undetermined/attachments-unread", "undetermined", "111122223333", cannotTell("`organizations:ListTargetsForPolicy` could not be read: access denied"), "\"ou-ab12-11111111\""],
];

describe("unenforced-tag-values", () => {
  holdsFixtures("unenforced-tag-values", table, mostUndetermined);
});
