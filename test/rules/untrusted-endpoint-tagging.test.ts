import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fixturesOf, type Row } from "../lint-fixture.ts";
import { cannotTell, fine, holdsFixtures } from "./fixture-table.ts";
import { judgedFolder } from "./policy-fixture.ts";

const rule = "untrusted-endpoint-tagging";

/** Fixtures that tell everything leave nothing open. */
const mostUndetermined = 0;

const can = (who: string, ways: string): string =>
  `An untrusted principal, such as \`${who}\`, can change \`GuardDutyManaged\` by ${ways}`;

// prettier-ignore
const table: readonly Row[] = [
  // https://docs.aws.amazon.com/guardduty/latest/ug/runtime-monitoring-agent-resource-clean-up.html
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteTags.html
  ["violated/clusters-alone", "violated", "111122223333", can("arn:aws:iam::111122223333:role/untrusted", "`ec2:CreateTags` (on VPC endpoints, security groups and instances) and `ec2:DeleteTags` (on VPC endpoints, security groups and instances): no deny of the service control policies covers them"), "{ \"Version\": \"2012-10-17\", \"Statement\": [ { \"Sid\": \"ProtectT…"],
  ["violated/endpoints-alone", "violated", "111122223333", can("arn:aws:iam::111122223333:role/untrusted", "`ec2:CreateTags` (on instances) and `ec2:DeleteTags` (on instances): the deny `ProtectTag` does not cover the resource `arn:aws:ec2:us-east-1:111122223333:instance/i-0123456789abcdef0`"), "[ \"arn:aws:ec2:*:*:vpc-endpoint/*\", \"arn:aws:ec2:*:*:securit…"],
  ["violated/one-value", "violated", "111122223333", can("arn:aws:iam::111122223333:role/untrusted", "`ec2:CreateTags` (on VPC endpoints, security groups and instances) and `ec2:DeleteTags` (on VPC endpoints, security groups and instances): the deny `ProtectTag` applies only where `StringEquals` `aws:RequestTag/GuardDutyManaged` \"false\" holds, and the request has `aws:RequestTag/GuardDutyManaged` \"anything-else\""), "\"aws:RequestTag/GuardDutyManaged\""],
  // Every call is denied to all but those who are trusted
  ["satisfied/by-keys-and-resource", "satisfied", "fixtures/rules/untrusted-endpoint-tagging/satisfied/by-keys-and-resource/scp.json", fine, "{ \"Sid\": \"ProtectTag\", \"Effect\": \"Deny\", \"Action\": \"ec2:Crea…"],
  ["satisfied/terraform", "satisfied", "111122223333", fine, "{ \"Sid\": \"ProtectTag\", \"Effect\": \"Deny\", \"Action\": [ \"ec2:Cr…"],
  // What the input or AWS's documentation leaves open
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
  ["undetermined/by-value", "undetermined", "fixtures/rules/untrusted-endpoint-tagging/undetermined/by-value/scp.json", cannotTell("a request can set two tags whose keys differ in case alone, such as `GuardDutyManaged` and `guarddutymanaged`, and AWS does not say which of them `aws:RequestTag/GuardDutyManaged` holds"), "{ \"Version\": \"2012-10-17\", \"Statement\": [ { \"Sid\": \"ProtectT…"],
  ["undetermined/place-not-told", "undetermined", "111122223333", cannotTell("nothing tells whether 111122223333 lies below ou-ab12-11111111, to which Guard is attached"), "name: payments region: eu-west-1 tags: { GuardDutyManaged: \"…"],
  ["undetermined/removal-of-all-tags", "undetermined", "fixtures/rules/untrusted-endpoint-tagging/undetermined/removal-of-all-tags/scp.json", cannotTell("`ec2:DeleteTags` without a list of tags removes all of them, and AWS does not say which tag keys such a request carries"), "{ \"Version\": \"2012-10-17\", \"Statement\": [ { \"Sid\": \"ProtectT…"],
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
