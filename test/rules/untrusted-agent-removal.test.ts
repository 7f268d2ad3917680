import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fixturesOf, type Row } from "../lint-fixture.ts";
import { cannotTell, fine, holdsFixtures } from "./fixture-table.ts";
import { judgedFolder } from "./policy-fixture.ts";

const rule = "untrusted-agent-removal";

/** Fixtures that tell everything leave nothing open. */
const mostUndetermined = 0;

const can = (who: string, ways: string): string =>
  `An untrusted principal, such as \`${who}\`, can remove the agent or cut it off by ${ways}`;

// prettier-ignore
const table: readonly Row[] = [
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_eks.html
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_ec2.html
  ["violated/addon-alone", "violated", "111122223333", can("arn:aws:iam::111122223333:role/untrusted", "`ec2:DeleteVpcEndpoints`, `ec2:ModifyVpcEndpoint`, `ec2:RevokeSecurityGroupIngress` and `ec2:ModifyVpcAttribute`: no deny of the service control policies covers them"), "[ \"eks:DeleteAddon\", \"eks:UpdateAddon\" ]"],
  ["violated/another-tag", "violated", "111122223333", can("arn:aws:iam::111122223333:role/untrusted", "`ec2:DeleteVpcEndpoints`, `ec2:ModifyVpcEndpoint` and `ec2:RevokeSecurityGroupIngress`: the deny `KeepEndpoint` applies only where `StringEquals` `aws:ResourceTag/Protected` \"yes\" holds, and the request has no `aws:ResourceTag/Protected`"), "\"aws:ResourceTag/Protected\""],
  ["violated/terraform", "violated", "111122223333", can("arn:aws:iam::111122223333:role/dev-", "`eks:DeleteAddon`: the deny `KeepAgent` applies only where `ArnNotLike` `aws:PrincipalArn` \"arn:aws:iam::*:role/GuardrailAdmin\", \"arn:aws:iam::*:role/dev-*\" holds, and the request has `aws:PrincipalArn` \"arn:aws:iam::111122223333:role/dev-\"; and by `eks:UpdateAddon`, `ec2:DeleteVpcEndpoints`, `ec2:ModifyVpcEndpoint`, `ec2:RevokeSecurityGroupIngress` and `ec2:ModifyVpcAttribute`: no deny of the service control policies covers them"), "\"aws:PrincipalArn\""],
  // Every call is denied to all but those who are trusted
  ["satisfied/all-calls", "satisfied", "111122223333", fine, "{ \"Sid\": \"KeepAgent\", \"Effect\": \"Deny\", \"Action\": [ \"eks:Del…"],
  ["satisfied/terraform", "satisfied", "111122223333", fine, "{ \"Sid\": \"KeepAgent\", \"Effect\": \"Deny\", \"Action\": [ \"eks:*Ad…"],
  // What the input or AWS's documentation leaves open
  ["undetermined/by-service-name", "undetermined", "fixtures/rules/untrusted-agent-removal/undetermined/by-service-name/scp.json", cannotTell("AWS does not say whether the call carries `ec2:VpceServiceName`"), "{ \"Version\": \"2012-10-17\", \"Statement\": [ { \"Sid\": \"KeepAgen…"],
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
