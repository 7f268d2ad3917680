import { describe, expect, it } from "vitest";
import { resultsOf, type Row } from "../lint-fixture.ts";
import { cannotTell, fine, holdsFixtures } from "./fixture-table.ts";

const rule = "guard-locks-out";

/** Fixtures that tell everything leave nothing open. */
const mostUndetermined = 0;

const of = (fixture: string, statement?: string): string =>
  `fixtures/rules/${rule}/${fixture}/scp.json${statement === undefined ? "" : `: ${statement}`}`;
const stops = (statement: string, what: string, because: string): string =>
  `The deny \`${statement}\` also stops everybody whom it does not exempt from ${what} of clusters: ${because}`;

// prettier-ignore
const table: readonly Row[] = [
  // A condition on a tag that the request does not carry:
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
  ["violated/conditions", "violated", of("violated/conditions", "ValueOnly"), stops("ValueOnly", "setting and removing other tags", "`StringNotEquals` of `aws:RequestTag/GuardDutyManaged` is met by requests without the tag as well"), "\"aws:RequestTag/GuardDutyManaged\""],
  // AWS's example for EC2, with the replacements that GuardDuty's page asks for and no other:
  // https://docs.aws.amazon.com/guardduty/latest/ug/managing-gdu-agent-eks-automatically.html
  ["violated/example-of-aws", "satisfied", of("violated/example-of-aws", "DenyModifyTagsIfResAuthzTagAndPrinTagDontMatch"), fine, "{ \"Sid\": \"DenyModifyTagsIfResAuthzTagAndPrinTagDontMatch\", \"…"],
  ["violated/example-of-aws", "satisfied", of("violated/example-of-aws", "DenyModifyResAuthzTagIfPrinTagDontMatch"), fine, "{ \"Sid\": \"DenyModifyResAuthzTagIfPrinTagDontMatch\", \"Effect\"…"],
  ["violated/example-of-aws", "violated", of("violated/example-of-aws", "DenyModifyTagsIfPrinTagNotExists"), stops("DenyModifyTagsIfPrinTagNotExists", "setting and removing other tags", "`Null` of `aws:PrincipalTag/GuardDutyManaged` is met by all who do not carry the tag themselves, whatever they tag"), "\"aws:PrincipalTag/GuardDutyManaged\""],
  ["violated/example-of-aws-with-keys-of-aws", "satisfied", of("violated/example-of-aws-with-keys-of-aws", "DenyModifyTagsIfResAuthzTagAndPrinTagDontMatch"), fine, "{ \"Sid\": \"DenyModifyTagsIfResAuthzTagAndPrinTagDontMatch\", \"…"],
  ["violated/example-of-aws-with-keys-of-aws", "satisfied", of("violated/example-of-aws-with-keys-of-aws", "DenyModifyResAuthzTagIfPrinTagDontMatch"), fine, "{ \"Sid\": \"DenyModifyResAuthzTagIfPrinTagDontMatch\", \"Effect\"…"],
  ["violated/example-of-aws-with-keys-of-aws", "violated", of("violated/example-of-aws-with-keys-of-aws", "DenyModifyTagsIfPrinTagNotExists"), stops("DenyModifyTagsIfPrinTagNotExists", "setting and removing other tags", "`Null` of `aws:PrincipalTag/GuardDutyManaged` is met by all who do not carry the tag themselves, whatever they tag"), "\"aws:PrincipalTag/GuardDutyManaged\""],
  ["violated/inverted", "violated", of("violated/inverted", "Inverted"), stops("Inverted", "setting and removing other tags", "`ForAllValues:StringNotEquals` of `aws:TagKeys` is met by requests without the tag as well"), "\"aws:TagKeys\""],
  ["violated/missing-tag", "violated", of("violated/missing-tag", "MissingTag"), stops("MissingTag", "setting and removing other tags", "`Null` of `aws:RequestTag/GuardDutyManaged` is met by requests without the tag as well"), "\"aws:RequestTag/GuardDutyManaged\""],
  ["violated/together", "satisfied", of("violated/together", "Tagged"), fine, "{ \"Sid\": \"Tagged\", \"Effect\": \"Deny\", \"Action\": [ \"eks:TagRes…"],
  ["violated/together", "violated", of("violated/together", "Untagged"), stops("Untagged", "setting and removing other tags", "`Null` of `aws:ResourceTag/GuardDutyManaged` is met by requests without the tag as well"), "\"aws:ResourceTag/GuardDutyManaged\""],
  ["violated/trusted-principals", "violated", of("violated/trusted-principals", "ProtectTag"), "The deny `ProtectTag` stops all principals that the configuration trusts from setting and from removing the tag", "{ \"Sid\": \"ProtectTag\", \"Effect\": \"Deny\", \"Action\": [ \"eks:Ta…"],
  ["violated/two-denies", "violated", of("violated/two-denies", "ByValue"), stops("ByValue", "setting and removing other tags", "`StringNotEquals` of `aws:RequestTag/GuardDutyManaged` is met by requests without the tag as well"), "\"aws:RequestTag/GuardDutyManaged\""],
  ["violated/two-denies", "violated", of("violated/two-denies", "ByPrincipalTag"), stops("ByPrincipalTag", "setting and removing other tags", "`Null` of `aws:PrincipalTag/GuardDutyManaged` is met by all who do not carry the tag themselves, whatever they tag"), "\"aws:PrincipalTag/GuardDutyManaged\""],
  ["violated/two-denies", "satisfied", of("violated/two-denies", "ByKeys"), fine, "{ \"Sid\": \"ByKeys\", \"Effect\": \"Deny\", \"Action\": [ \"eks:TagRes…"],
  ["violated/value-if-exists", "violated", of("violated/value-if-exists", "ValueIfExists"), stops("ValueIfExists", "setting other tags", "`StringNotEqualsIfExists` of `aws:RequestTag/GuardDutyManaged` is met by requests without the tag as well"), "\"aws:RequestTag/GuardDutyManaged\""],
  // Ordinary tagging gets through, or it is denied on purpose or by something else
  ["satisfied/all-tagging-on-purpose", "satisfied", of("satisfied/all-tagging-on-purpose", "ProtectTag"), fine, "{ \"Sid\": \"ProtectTag\", \"Effect\": \"Deny\", \"Action\": [ \"eks:Ta…"],
  ["satisfied/blocked-by-something-else", "satisfied", of("satisfied/blocked-by-something-else", "ByValue"), fine, "{ \"Sid\": \"ByValue\", \"Effect\": \"Deny\", \"Action\": [ \"eks:TagRe…"],
  ["satisfied/guards", "satisfied", of("satisfied/guards", "ByKeys"), fine, "{ \"Sid\": \"ByKeys\", \"Effect\": \"Deny\", \"Action\": [ \"eks:TagRes…"],
  ["satisfied/guards", "satisfied", of("satisfied/guards", "OnTaggedClusters"), fine, "{ \"Sid\": \"OnTaggedClusters\", \"Effect\": \"Deny\", \"Action\": [ \"…"],
  ["satisfied/guards", "satisfied", of("satisfied/guards", "ValueWithKeys"), fine, "{ \"Sid\": \"ValueWithKeys\", \"Effect\": \"Deny\", \"Action\": \"eks:T…"],
  ["satisfied/guards", "satisfied", of("satisfied/guards", "Creation"), fine, "{ \"Sid\": \"Creation\", \"Effect\": \"Deny\", \"Action\": \"eks:Create…"],
  ["satisfied/trusted-principals", "satisfied", of("satisfied/trusted-principals", "ProtectTag"), fine, "{ \"Sid\": \"ProtectTag\", \"Effect\": \"Deny\", \"Action\": [ \"eks:Ta…"],
  // What the input or AWS's documentation leaves open
  ["undetermined/content-not-known", "undetermined", "aws_organizations_policy.protect_tag", cannotTell("it depends on `data.aws_iam_policy_document.guard.json`, which is known only after apply"), "\"content\""],
  ["undetermined/no-set-operator", "undetermined", of("undetermined/no-set-operator", "ProtectTag"), cannotTell("`aws:TagKeys` holds several values, and AWS does not say what `StringNotEquals` means for it without `ForAnyValue` or `ForAllValues`"), "{ \"Sid\": \"ProtectTag\", \"Effect\": \"Deny\", \"Action\": [ \"eks:Ta…"],
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
