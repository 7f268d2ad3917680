import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fixturesOf, type Row } from "../lint-fixture.ts";
import { cannotTell, fine, holdsFixtures } from "./fixture-table.ts";
import { judgedFolder } from "./policy-fixture.ts";

const rule = "untrusted-monitoring-change";

/** Fixtures that tell everything leave nothing open. */
const mostUndetermined = 0;

const can = (who: string, ways: string): string =>
  `An untrusted principal, such as \`${who}\`, can switch monitoring off by ${ways}`;

// prettier-ignore
const table: readonly Row[] = [
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_guardduty.html
  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
  ["violated/by-condition", "violated", "111122223333", can("arn:aws:iam::111122223333:role/ops/x", "`guardduty:UpdateDetector`, `guardduty:DeleteDetector`, `guardduty:DisassociateFromAdministratorAccount`, `guardduty:DisassociateFromMasterAccount` and `organizations:LeaveOrganization`: the deny `KeepMonitoring` applies only where `ArnNotLike` `aws:PrincipalArn` \"arn:aws:iam::*:role/ops/*\" holds, and the request has `aws:PrincipalArn` \"arn:aws:iam::111122223333:role/ops/x\""), "\"aws:PrincipalArn\""],
  ["violated/member-calls", "violated", "111122223333", can("arn:aws:iam::111122223333:role/untrusted", "`guardduty:DisassociateFromAdministratorAccount`, `guardduty:DisassociateFromMasterAccount` and `organizations:LeaveOrganization`: no deny of the service control policies covers them"), "[ \"guardduty:DeleteDetector\", \"guardduty:UpdateDetector\" ]"],
  ["violated/not-reached", "violated", "111122223333", can("arn:aws:iam::111122223333:role/untrusted", "`guardduty:UpdateDetector`, `guardduty:DeleteDetector`, `guardduty:DisassociateFromAdministratorAccount`, `guardduty:DisassociateFromMasterAccount` and `organizations:LeaveOrganization`: the service control policy `Guard` does not reach the account, since it is attached to 444455556666"), "\"Guard\""],
  ["violated/nothing-denied", "violated", "111122223333", can("arn:aws:iam::111122223333:role/untrusted", "`guardduty:UpdateDetector`, `guardduty:DeleteDetector`, `guardduty:DisassociateFromAdministratorAccount`, `guardduty:DisassociateFromMasterAccount` and `organizations:LeaveOrganization`: no deny of the service control policies covers them"), "{ \"Version\": \"2012-10-17\", \"Statement\": [ { \"Sid\": \"ProtectT…"],
  // Every call is denied to all but those who are trusted
  ["satisfied/all-calls", "satisfied", "fixtures/rules/untrusted-monitoring-change/satisfied/all-calls/scp.json", fine, "{ \"Sid\": \"KeepMonitoring\", \"Effect\": \"Deny\", \"Action\": [ \"gu…"],
  ["satisfied/member-account", "satisfied", "111122223333", fine, "{ \"Sid\": \"KeepMonitoring\", \"Effect\": \"Deny\", \"Action\": [ \"gu…"],
  // What the input or AWS's documentation leaves open
  ["undetermined/content-not-known", "undetermined", "111122223333", cannotTell("the variable `calls` is given no value"), "resource \"aws_organizations_policy\" \"guard\""],
  ["undetermined/place-not-told", "undetermined", "111122223333", cannotTell("nothing tells whether 111122223333 lies below ou-ab12-11111111, to which Guard is attached"), "name: payments region: eu-west-1 tags: { GuardDutyManaged: \"…"],
];

describe(rule, () => {
  holdsFixtures(rule, table, mostUndetermined);

  const bare = fixturesOf(rule, "violated").filter((name) =>
    existsSync(`fixtures/rules/${rule}/${name}/scp.json`),
  );

  it.each(bare)("shows a request that is allowed: %s", async (name) => {
    // The replay of each witness is the judge's.
    const { report } = await judgedFolder(rule, `fixtures/rules/${rule}/${name}`, undefined);
    expect(report.results.map(({ witness }) => witness === undefined)).toEqual([false]);
  });
});
