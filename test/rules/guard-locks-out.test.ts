import { describe, expect, it } from "vitest";
import { resultsOf, type Row } from "../lint-fixture.ts";
import { holdsFixtures } from "./fixture-table.ts";

const rule = "guard-locks-out";

/** Fixtures that tell everything leave nothing open. */
const mostUndetermined = 0;

const fine = undefined;
const of = (fixture: string, statement?: string): string =>
  `fixtures/rules/${rule}/${fixture}/scp.json${statement === undefined ? "" : `: ${statement}`}`;
const stops = (statement: string, what: string, because: string): string =>
  `The deny \`${statement}\` also stops everybody whom it does not exempt from ${what} of clusters: ${because}`;
const mutes =
  (because: string) =>
  (policy: string): string =>
    `The policy \`${policy}\` does not let the agents that it binds call \`guardduty:SendSecurityTelemetry\`: ${because}`;
const bounds =
  (because: string) =>
  (role: string): string =>
    `The permissions boundary of \`${role}\` does not let it call \`guardduty:SendSecurityTelemetry\`: ${because}`;
const cannotTell = (because: string): string => `Cannot tell, because ${because}`;

// prettier-ignore
const table: readonly Row[] = [
  // https://docs.aws.amazon.com/guardduty/latest/ug/prereq-runtime-monitoring-eks-support.html
  ["violated/boundary", "violated", "aws_iam_role.tasks", bounds("no statement allows it"), "\"{\\\"Version\\\": \\\"2012-10-17\\\", \\\"Statement\\\": [{\\\"Effect\\\": …"],
  ["violated/boundary", "violated", "aws_iam_role.agents", bounds("the deny `NoSecurity` covers it"), "\\\"guardduty:*\\\""],
  // A condition on a tag that the request does not carry:
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
  ["violated/conditions", "satisfied", of("violated/conditions"), fine, "{ \"Version\": \"2012-10-17\", \"Statement\": [ { \"Sid\": \"ValueOnl…"],
  ["violated/conditions", "violated", of("violated/conditions", "ValueOnly"), stops("ValueOnly", "setting and removing other tags", "`StringNotEquals` of `aws:RequestTag/GuardDutyManaged` is met by requests without the tag as well"), "\"aws:RequestTag/GuardDutyManaged\""],
  // AWS's example for EC2, with the replacements that GuardDuty's page asks for and no other:
  // https://docs.aws.amazon.com/guardduty/latest/ug/managing-gdu-agent-eks-automatically.html
  ["violated/example-of-aws", "satisfied", of("violated/example-of-aws"), fine, "{ \"Version\": \"2012-10-17\", \"Statement\": [ { \"Sid\": \"DenyModi…"],
  ["violated/example-of-aws", "satisfied", of("violated/example-of-aws", "DenyModifyTagsIfResAuthzTagAndPrinTagDontMatch"), fine, "{ \"Sid\": \"DenyModifyTagsIfResAuthzTagAndPrinTagDontMatch\", \"…"],
  ["violated/example-of-aws", "satisfied", of("violated/example-of-aws", "DenyModifyResAuthzTagIfPrinTagDontMatch"), fine, "{ \"Sid\": \"DenyModifyResAuthzTagIfPrinTagDontMatch\", \"Effect\"…"],
  ["violated/example-of-aws", "violated", of("violated/example-of-aws", "DenyModifyTagsIfPrinTagNotExists"), stops("DenyModifyTagsIfPrinTagNotExists", "setting and removing other tags", "`Null` of `aws:PrincipalTag/GuardDutyManaged` is met by all who do not carry the tag themselves, whatever they tag"), "\"aws:PrincipalTag/GuardDutyManaged\""],
  ["violated/example-of-aws-with-keys-of-aws", "satisfied", of("violated/example-of-aws-with-keys-of-aws"), fine, "{ \"Version\": \"2012-10-17\", \"Statement\": [ { \"Sid\": \"DenyModi…"],
  ["violated/example-of-aws-with-keys-of-aws", "satisfied", of("violated/example-of-aws-with-keys-of-aws", "DenyModifyTagsIfResAuthzTagAndPrinTagDontMatch"), fine, "{ \"Sid\": \"DenyModifyTagsIfResAuthzTagAndPrinTagDontMatch\", \"…"],
  ["violated/example-of-aws-with-keys-of-aws", "satisfied", of("violated/example-of-aws-with-keys-of-aws", "DenyModifyResAuthzTagIfPrinTagDontMatch"), fine, "{ \"Sid\": \"DenyModifyResAuthzTagIfPrinTagDontMatch\", \"Effect\"…"],
  ["violated/example-of-aws-with-keys-of-aws", "violated", of("violated/example-of-aws-with-keys-of-aws", "DenyModifyTagsIfPrinTagNotExists"), stops("DenyModifyTagsIfPrinTagNotExists", "setting and removing other tags", "`Null` of `aws:PrincipalTag/GuardDutyManaged` is met by all who do not carry the tag themselves, whatever they tag"), "\"aws:PrincipalTag/GuardDutyManaged\""],
  ["violated/inverted", "satisfied", of("violated/inverted"), fine, "{ \"Version\": \"2012-10-17\", \"Statement\": [ { \"Sid\": \"Inverted…"],
  ["violated/inverted", "violated", of("violated/inverted", "Inverted"), stops("Inverted", "setting and removing other tags", "`ForAllValues:StringNotEquals` of `aws:TagKeys` is met by requests without the tag as well"), "\"aws:TagKeys\""],
  ["violated/missing-tag", "satisfied", of("violated/missing-tag"), fine, "{ \"Version\": \"2012-10-17\", \"Statement\": [ { \"Sid\": \"MissingT…"],
  ["violated/missing-tag", "violated", of("violated/missing-tag", "MissingTag"), stops("MissingTag", "setting and removing other tags", "`Null` of `aws:RequestTag/GuardDutyManaged` is met by requests without the tag as well"), "\"aws:RequestTag/GuardDutyManaged\""],
  // https://docs.aws.amazon.com/guardduty/latest/ug/prereq-runtime-monitoring-eks-support.html
  ["violated/telemetry-denied", "violated", of("violated/telemetry-denied"), mutes("the deny `Lockdown` covers it"), "\"guardduty:*\""],
  ["violated/telemetry-of-another-region", "violated", of("violated/telemetry-of-another-region"), mutes("the deny `Regions` covers it"), "[ \"iam:*\", \"sts:*\" ]"],
  ["violated/telemetry-outside-the-list", "violated", of("violated/telemetry-outside-the-list"), mutes("the deny `AllowedServices` covers it"), "[ \"eks:*\", \"ec2:*\", \"iam:*\" ]"],
  ["violated/together", "satisfied", of("violated/together"), fine, "{ \"Version\": \"2012-10-17\", \"Statement\": [ { \"Sid\": \"Tagged\",…"],
  ["violated/together", "satisfied", of("violated/together", "Tagged"), fine, "{ \"Sid\": \"Tagged\", \"Effect\": \"Deny\", \"Action\": [ \"eks:TagRes…"],
  ["violated/together", "violated", of("violated/together", "Untagged"), stops("Untagged", "setting and removing other tags", "`Null` of `aws:ResourceTag/GuardDutyManaged` is met by requests without the tag as well"), "\"aws:ResourceTag/GuardDutyManaged\""],
  ["violated/trusted-principals", "satisfied", of("violated/trusted-principals"), fine, "{ \"Version\": \"2012-10-17\", \"Statement\": [ { \"Sid\": \"ProtectT…"],
  ["violated/trusted-principals", "violated", of("violated/trusted-principals", "ProtectTag"), "The deny `ProtectTag` stops all principals that the configuration trusts from setting and from removing the tag", "{ \"Sid\": \"ProtectTag\", \"Effect\": \"Deny\", \"Action\": [ \"eks:Ta…"],
  ["violated/two-denies", "satisfied", of("violated/two-denies"), fine, "{ \"Version\": \"2012-10-17\", \"Statement\": [ { \"Sid\": \"ByValue\"…"],
  ["violated/two-denies", "violated", of("violated/two-denies", "ByValue"), stops("ByValue", "setting and removing other tags", "`StringNotEquals` of `aws:RequestTag/GuardDutyManaged` is met by requests without the tag as well"), "\"aws:RequestTag/GuardDutyManaged\""],
  ["violated/two-denies", "violated", of("violated/two-denies", "ByPrincipalTag"), stops("ByPrincipalTag", "setting and removing other tags", "`Null` of `aws:PrincipalTag/GuardDutyManaged` is met by all who do not carry the tag themselves, whatever they tag"), "\"aws:PrincipalTag/GuardDutyManaged\""],
  ["violated/two-denies", "satisfied", of("violated/two-denies", "ByKeys"), fine, "{ \"Sid\": \"ByKeys\", \"Effect\": \"Deny\", \"Action\": [ \"eks:TagRes…"],
  ["violated/value-if-exists", "satisfied", of("violated/value-if-exists"), fine, "{ \"Version\": \"2012-10-17\", \"Statement\": [ { \"Sid\": \"ValueIfE…"],
  ["violated/value-if-exists", "violated", of("violated/value-if-exists", "ValueIfExists"), stops("ValueIfExists", "setting other tags", "`StringNotEqualsIfExists` of `aws:RequestTag/GuardDutyManaged` is met by requests without the tag as well"), "\"aws:RequestTag/GuardDutyManaged\""],
  // Ordinary tagging gets through, or it is denied on purpose or by something else
  ["satisfied/all-tagging-on-purpose", "satisfied", of("satisfied/all-tagging-on-purpose"), fine, "{ \"Version\": \"2012-10-17\", \"Statement\": [ { \"Sid\": \"NoTaggin…"],
  ["satisfied/all-tagging-on-purpose", "satisfied", of("satisfied/all-tagging-on-purpose", "ProtectTag"), fine, "{ \"Sid\": \"ProtectTag\", \"Effect\": \"Deny\", \"Action\": [ \"eks:Ta…"],
  ["satisfied/blocked-by-something-else", "satisfied", of("satisfied/blocked-by-something-else"), fine, "{ \"Version\": \"2012-10-17\", \"Statement\": [ { \"Sid\": \"ByValue\"…"],
  ["satisfied/blocked-by-something-else", "satisfied", of("satisfied/blocked-by-something-else", "ByValue"), fine, "{ \"Sid\": \"ByValue\", \"Effect\": \"Deny\", \"Action\": [ \"eks:TagRe…"],
  ["satisfied/boundary", "satisfied", "aws_iam_role.tasks", fine, "\"{\\\"Version\\\": \\\"2012-10-17\\\", \\\"Statement\\\": [{\\\"Effect\\\": …"],
  ["satisfied/guards", "satisfied", of("satisfied/guards"), fine, "{ \"Version\": \"2012-10-17\", \"Statement\": [ { \"Sid\": \"ByKeys\",…"],
  ["satisfied/guards", "satisfied", of("satisfied/guards", "ByKeys"), fine, "{ \"Sid\": \"ByKeys\", \"Effect\": \"Deny\", \"Action\": [ \"eks:TagRes…"],
  ["satisfied/guards", "satisfied", of("satisfied/guards", "OnTaggedClusters"), fine, "{ \"Sid\": \"OnTaggedClusters\", \"Effect\": \"Deny\", \"Action\": [ \"…"],
  ["satisfied/guards", "satisfied", of("satisfied/guards", "ValueWithKeys"), fine, "{ \"Sid\": \"ValueWithKeys\", \"Effect\": \"Deny\", \"Action\": \"eks:T…"],
  ["satisfied/guards", "satisfied", of("satisfied/guards", "Creation"), fine, "{ \"Sid\": \"Creation\", \"Effect\": \"Deny\", \"Action\": \"eks:Create…"],
  // The agent is no root user, and is in the account and the Region of its cluster
  ["satisfied/telemetry", "satisfied", of("satisfied/telemetry"), fine, "{ \"Version\": \"2012-10-17\", \"Statement\": [ { \"Sid\": \"Root\", \"…"],
  ["satisfied/trusted-principals", "satisfied", of("satisfied/trusted-principals"), fine, "{ \"Version\": \"2012-10-17\", \"Statement\": [ { \"Sid\": \"ProtectT…"],
  ["satisfied/trusted-principals", "satisfied", of("satisfied/trusted-principals", "ProtectTag"), fine, "{ \"Sid\": \"ProtectTag\", \"Effect\": \"Deny\", \"Action\": [ \"eks:Ta…"],
  // What the input or AWS's documentation leaves open
  ["undetermined/accounts-not-told", "undetermined", of("undetermined/accounts-not-told"), cannotTell("the policy tells accounts apart, and the input does not tell those that it binds"), "{ \"Version\": \"2012-10-17\", \"Statement\": [ { \"Sid\": \"NoGuardD…"],
  ["undetermined/content-not-known", "undetermined", "aws_organizations_policy.protect_tag", cannotTell("it depends on `data.aws_iam_policy_document.guard.json`, which is known only after apply"), "\"content\""],
  ["undetermined/identity-of-the-agent", "undetermined", of("undetermined/identity-of-the-agent"), cannotTell("AWS does not say what `aws:PrincipalArn` is for the identity of an instance, by which the agent calls, and the policy goes by it"), "{ \"Version\": \"2012-10-17\", \"Statement\": [ { \"Sid\": \"RolesOnl…"],
  ["undetermined/no-set-operator", "satisfied", of("undetermined/no-set-operator"), fine, "{ \"Version\": \"2012-10-17\", \"Statement\": [ { \"Sid\": \"ProtectT…"],
  ["undetermined/no-set-operator", "undetermined", of("undetermined/no-set-operator", "ProtectTag"), cannotTell("`aws:TagKeys` holds several values, and AWS does not say what `StringNotEquals` means for it without `ForAnyValue` or `ForAllValues`"), "{ \"Sid\": \"ProtectTag\", \"Effect\": \"Deny\", \"Action\": [ \"eks:Ta…"],
  ["undetermined/place-not-told", "satisfied", of("undetermined/place-not-told"), fine, "{ \"Version\": \"2012-10-17\", \"Statement\": [ { \"Sid\": \"ByValue\"…"],
  ["undetermined/place-not-told", "undetermined", of("undetermined/place-not-told", "ByValue"), cannotTell("nothing tells whether 111122223333 lies below ou-ab12-11111111, to which fixtures/rules/guard-locks-out/undetermined/place-not-told/scp.json is attached"), "{ \"Sid\": \"ByValue\", \"Effect\": \"Deny\", \"Action\": [ \"eks:TagRe…"],
];

describe(rule, () => {
  holdsFixtures(rule, table, mostUndetermined);

  it("says for all requests what it says", async () => {
    const results = await resultsOf(rule, "violated/two-denies");
    expect(results.map(({ level, basis }) => [level, basis])).toEqual(
      results.map(() => ["warning", "proved"]),
    );
  });
});
