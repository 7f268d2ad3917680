import { describe, expect, it } from "vitest";
import { resultsOf, type Row } from "../lint-fixture.ts";
import { cannotTell, fine, holdsFixtures } from "./fixture-table.ts";

const rule = "dead-guard";

/** Fixtures that tell everything leave nothing open. */
const mostUndetermined = 0;

const of = (fixture: string, statement: string): string =>
  `fixtures/rules/${rule}/${fixture}/scp.json: ${statement}`;
const stops = (statement: string, because: string): string =>
  `The deny \`${statement}\` stops no change of the tag: ${because}`;
const exempts = (statement: string, value: string, because: string): string =>
  `The deny \`${statement}\` exempts nobody by \`${value}\`: ${because}`;

// prettier-ignore
const table: readonly Row[] = [
  // EKS has no tag keys of its own: https://docs.aws.amazon.com/service-authorization/latest/reference/list_eks.html
  ["violated/boundary", "violated", "aws_iam_policy.boundary: ProtectTag", stops("ProtectTag", "requests to EKS never have the condition key `eks:ResourceTag/GuardDutyManaged`; the key that EKS has is `aws:ResourceTag/GuardDutyManaged`"), "\\\"eks:ResourceTag/GuardDutyManaged\\\""],
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
  // `StringNotEquals` takes no wildcards: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String
  ["violated/exemptions", "violated", of("violated/exemptions", "Session"), exempts("Session", "arn:aws:sts::*:assumed-role/GuardrailAdmin/*", "`arn:aws:sts::*:assumed-role/GuardrailAdmin/*` is the ARN of a session, whose `aws:PrincipalArn` is the ARN of its role"), "\"arn:aws:sts::*:assumed-role/GuardrailAdmin/*\""],
  ["violated/exemptions", "violated", of("violated/exemptions", "OneOfTwo"), exempts("OneOfTwo", "arn:aws:sts::111122223333:assumed-role/GuardrailAdmin/alice", "`arn:aws:sts::111122223333:assumed-role/GuardrailAdmin/alice` is the ARN of a session, whose `aws:PrincipalArn` is the ARN of its role"), "\"arn:aws:sts::111122223333:assumed-role/GuardrailAdmin/alice…"],
  ["violated/exemptions", "violated", of("violated/exemptions", "Wildcard"), exempts("Wildcard", "arn:aws:iam::*:role/GuardrailAdmin", "`StringNotEquals` takes no wildcards, so that `arn:aws:iam::*:role/GuardrailAdmin` stands for that very text"), "\"arn:aws:iam::*:role/GuardrailAdmin\""],
  ["violated/exemptions", "violated", of("violated/exemptions", "WildcardInPath"), exempts("WildcardInPath", "arn:aws:iam::111122223333:role/*/GuardrailAdmin", "`StringNotEquals` takes no wildcards, so that `arn:aws:iam::111122223333:role/*/GuardrailAdmin` stands for that very text"), "\"arn:aws:iam::111122223333:role/*/GuardrailAdmin\""],
  ["violated/exemptions", "violated", of("violated/exemptions", "TwoWildcards"), exempts("TwoWildcards", "arn:aws:iam::*:role/Guardrail", "`StringNotEquals` takes no wildcards, so that `arn:aws:iam::*:role/Guardrail` stands for that very text"), "\"arn:aws:iam::*:role/Guardrail\""],
  ["violated/exemptions", "violated", of("violated/exemptions", "Account"), exempts("Account", "1111-2222-3333", "`aws:PrincipalAccount` never has that value"), "\"1111-2222-3333\""],
  ["violated/exemptions", "violated", of("violated/exemptions", "Organization"), exempts("Organization", "o-*", "`StringNotEquals` takes no wildcards, so that `o-*` stands for that very text"), "\"o-*\""],
  ["violated/exemptions", "violated", of("violated/exemptions", "AnyTag"), exempts("AnyTag", "arn:aws:sts::*:assumed-role/GuardrailAdmin/*", "`arn:aws:sts::*:assumed-role/GuardrailAdmin/*` is the ARN of a session, whose `aws:PrincipalArn` is the ARN of its role"), "\"arn:aws:sts::*:assumed-role/GuardrailAdmin/*\""],
  // AWS's example for EC2, with the replacements that GuardDuty's page asks for and no other:
  // https://docs.aws.amazon.com/guardduty/latest/ug/managing-gdu-agent-eks-automatically.html
  ["violated/keys-of-ec2", "violated", of("violated/keys-of-ec2", "DenyModifyTagsIfResAuthzTagAndPrinTagDontMatch"), stops("DenyModifyTagsIfResAuthzTagAndPrinTagDontMatch", "requests to EKS never have the condition key `ec2:ResourceTag/GuardDutyManaged`; the key that EKS has is `aws:ResourceTag/GuardDutyManaged`"), "\"ec2:ResourceTag/GuardDutyManaged\""],
  ["violated/keys-of-ec2", "satisfied", of("violated/keys-of-ec2", "DenyModifyResAuthzTagIfPrinTagDontMatch"), fine, "{ \"Sid\": \"DenyModifyResAuthzTagIfPrinTagDontMatch\", \"Effect\"…"],
  ["violated/keys-of-ec2", "satisfied", of("violated/keys-of-ec2", "DenyModifyTagsIfPrinTagNotExists"), fine, "{ \"Sid\": \"DenyModifyTagsIfPrinTagNotExists\", \"Effect\": \"Deny…"],
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_eks.html
  ["violated/keys-that-requests-lack", "violated", of("violated/keys-that-requests-lack", "KeyOfEks"), stops("KeyOfEks", "requests to EKS never have the condition key `eks:ResourceTag/GuardDutyManaged`; the key that EKS has is `aws:ResourceTag/GuardDutyManaged`"), "\"eks:ResourceTag/GuardDutyManaged\""],
  ["violated/keys-that-requests-lack", "violated", of("violated/keys-that-requests-lack", "KeysOfEc2"), stops("KeysOfEc2", "requests to EKS never have the condition key `ec2:TagKeys`; the key that EKS has is `aws:TagKeys`"), "\"ec2:TagKeys\""],
  ["violated/keys-that-requests-lack", "violated", of("violated/keys-that-requests-lack", "RemovalByGivenTag"), stops("RemovalByGivenTag", "requests of `eks:UntagResource` never have the condition key `aws:RequestTag/GuardDutyManaged`"), "\"aws:RequestTag/GuardDutyManaged\""],
  ["violated/keys-that-requests-lack", "violated", of("violated/keys-that-requests-lack", "CreationByTagOfCluster"), stops("CreationByTagOfCluster", "requests of `eks:CreateCluster` never have the condition key `aws:ResourceTag/GuardDutyManaged`"), "\"aws:ResourceTag/GuardDutyManaged\""],
  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
  ["violated/management-account-only", "violated", "fixtures/rules/dead-guard/violated/management-account-only/scp.json", "The service control policy `fixtures/rules/dead-guard/violated/management-account-only/scp.json` protects the tag nowhere: service control policies never bind the management account", "{ \"Version\": \"2012-10-17\", \"Statement\": [ { \"Sid\": \"ProtectT…"],
  ["violated/only-sessions-denied", "violated", of("violated/only-sessions-denied", "ProtectTag"), stops("ProtectTag", "`arn:aws:sts::*:assumed-role/Developer/*` is the ARN of a session, whose `aws:PrincipalArn` is the ARN of its role"), "\"arn:aws:sts::*:assumed-role/Developer/*\""],
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
  ["violated/other-partition", "violated", of("violated/other-partition", "Exemption"), exempts("Exemption", "arn:aws:iam::*:role/GuardrailAdmin", "`arn:aws:iam::*:role/GuardrailAdmin` is in the partition `aws`, and the clusters are in `aws-us-gov`"), "\"arn:aws:iam::*:role/GuardrailAdmin\""],
  ["violated/other-partition", "violated", of("violated/other-partition", "Resource"), stops("Resource", "`arn:aws:eks:*:*:cluster/*` is in the partition `aws`, and the clusters are in `aws-us-gov`"), "\"arn:aws:eks:*:*:cluster/*\""],
  ["violated/other-partition", "violated", of("violated/other-partition", "Denied"), stops("Denied", "`arn:aws:iam::*:role/Developer` is in the partition `aws`, and the clusters are in `aws-us-gov`"), "\"arn:aws:iam::*:role/Developer\""],
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
  ["violated/other-requests", "violated", of("violated/other-requests", "Inverted"), stops("Inverted", "no request that changes the tag meets `ForAllValues:StringNotEquals` of `aws:TagKeys`"), "\"aws:TagKeys\""],
  ["violated/other-requests", "violated", of("violated/other-requests", "NodeGroups"), stops("NodeGroups", "its `Resource` leaves out every EKS cluster"), "\"arn:aws:eks:*:*:nodegroup/*\""],
  ["violated/other-requests", "violated", of("violated/other-requests", "AllButClusters"), stops("AllButClusters", "its `NotResource` leaves out every EKS cluster"), "\"arn:*:eks:*:*:cluster/*\""],
  ["violated/other-requests", "violated", of("violated/other-requests", "Contradiction"), stops("Contradiction", "`ForAllValues:StringNotLike` of `aws:TagKeys` never holds together with its other conditions"), "\"aws:TagKeys\""],
  ["violated/other-requests", "violated", of("violated/other-requests", "OtherValue"), stops("OtherValue", "`StringNotLike` of `aws:ResourceTag/GuardDutyManaged` never holds together with its other conditions"), "\"aws:ResourceTag/GuardDutyManaged\""],
  ["violated/plan-unattached", "violated", "aws_organizations_policy.protect_tag", "The service control policy `aws_organizations_policy.protect_tag` protects the tag nowhere: the input attaches it to no root, unit or account", "{ \"address\": \"aws_organizations_policy.protect_tag\", \"mode\":…"],
  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
  ["violated/resource-control-policy", "violated", "p-a1b2c3d4: ProtectTag", "The deny `ProtectTag` names `eks:TagResource`, and resource control policies do not bind requests to EKS", "\\\"eks:TagResource\\\""],
  ["violated/resource-control-policy", "violated", "p-a1b2c3d4: Perimeter", "The deny `Perimeter` names `eks:*`, and resource control policies do not bind requests to EKS", "\\\"eks:*\\\""],
  ["violated/sensitive", "violated", "aws_organizations_policy.protect_tag: statement 1", "The deny in statement 1, which is sensitive, stops no change of the tag, or exempts nobody", "{\\\"Sid\\\": \\\"Wrong\\\", \\\"Effect\\\": \\\"Deny\\\", \\\"Action\\\": [\\\"ek…"],
  ["violated/sensitive", "violated", "aws_organizations_policy.protect_tag: statement 2", "The deny in statement 2, which is sensitive, stops no change of the tag, or exempts nobody", "{\\\"Sid\\\": \\\"Nobody\\\", \\\"Effect\\\": \\\"Deny\\\", \\\"Action\\\": [\\\"e…"],
  // Tags of EKS have case: https://docs.aws.amazon.com/eks/latest/userguide/eks-using-tags.html
  ["violated/spellings", "violated", of("violated/spellings", "Case"), stops("Case", "the tag key `guarddutymanaged` is another one than `GuardDutyManaged`, and `StringEquals` compares them exactly"), "\"guarddutymanaged\""],
  ["violated/spellings", "violated", of("violated/spellings", "CaseOfAllKeys"), stops("CaseOfAllKeys", "the tag key `guarddutymanaged` is another one than `GuardDutyManaged`, and `StringEquals` compares them exactly"), "\"guarddutymanaged\""],
  ["violated/spellings", "violated", of("violated/spellings", "Typo"), stops("Typo", "the tag key `GuardDutyManged` is another one than `GuardDutyManaged`, and `StringLike` compares them exactly"), "\"GuardDutyManged\""],
  ["violated/spellings", "violated", of("violated/spellings", "TypoInKey"), stops("TypoInKey", "`GuardDuty-Managed` is another tag than `GuardDutyManaged`"), "\"aws:RequestTag/GuardDuty-Managed\""],
  ["violated/spellings", "violated", of("violated/spellings", "Blank"), stops("Blank", "the tag key `GuardDutyManaged ` is another one than `GuardDutyManaged`, and `StringEquals` compares them exactly"), "\"GuardDutyManaged \""],
  ["violated/spellings", "violated", of("violated/spellings", "Wildcard"), stops("Wildcard", "`StringEquals` takes no wildcards, so that `GuardDuty*` stands for that very text"), "\"GuardDuty*\""],
  ["violated/spellings", "violated", of("violated/spellings", "WildcardInValue"), stops("WildcardInValue", "`StringEquals` takes no wildcards, so that `fals?` stands for that very text"), "\"fals?\""],
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
  ["violated/variables-without-version", "violated", of("violated/variables-without-version", "Exemption"), exempts("Exemption", "arn:aws:iam::${aws:PrincipalAccount}:role/GuardrailAdmin", "`arn:aws:iam::${aws:PrincipalAccount}:role/GuardrailAdmin` holds a policy variable, which is literal text without `\"Version\": \"2012-10-17\"`"), "\"arn:aws:iam::${aws:PrincipalAccount}:role/GuardrailAdmin\""],
  ["violated/variables-without-version", "violated", of("violated/variables-without-version", "ExemptionByTag"), exempts("ExemptionByTag", "${aws:PrincipalTag/GuardDutyManaged}", "`${aws:PrincipalTag/GuardDutyManaged}` holds a policy variable, which is literal text without `\"Version\": \"2012-10-17\"`"), "\"${aws:PrincipalTag/GuardDutyManaged}\""],
  ["violated/variables-without-version", "violated", of("violated/variables-without-version", "Denied"), stops("Denied", "`${aws:PrincipalTag/forbidden}` holds a policy variable, which is literal text without `\"Version\": \"2012-10-17\"`"), "\"${aws:PrincipalTag/forbidden}\""],
  // What matches some change of the tag, names of condition keys having no case:
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
  ["satisfied/by-tag-keys", "satisfied", of("satisfied/by-tag-keys", "ByKeys"), fine, "{ \"Sid\": \"ByKeys\", \"Effect\": \"Deny\", \"Action\": [ \"eks:TagRes…"],
  ["satisfied/by-tag-keys", "satisfied", of("satisfied/by-tag-keys", "AnyCase"), fine, "{ \"Sid\": \"AnyCase\", \"Effect\": \"Deny\", \"Action\": [ \"eks:TagRe…"],
  ["satisfied/by-tag-keys", "satisfied", of("satisfied/by-tag-keys", "ByPattern"), fine, "{ \"Sid\": \"ByPattern\", \"Effect\": \"Deny\", \"Action\": [ \"eks:Tag…"],
  ["satisfied/by-tag-keys", "satisfied", of("satisfied/by-tag-keys", "BothSpellings"), fine, "{ \"Sid\": \"BothSpellings\", \"Effect\": \"Deny\", \"Action\": [ \"eks…"],
  ["satisfied/by-tag-keys", "satisfied", of("satisfied/by-tag-keys", "KeyInAnyCase"), fine, "{ \"Sid\": \"KeyInAnyCase\", \"Effect\": \"Deny\", \"Action\": \"eks:Ta…"],
  ["satisfied/by-tag-keys", "satisfied", of("satisfied/by-tag-keys", "Creation"), fine, "{ \"Sid\": \"Creation\", \"Effect\": \"Deny\", \"Action\": \"eks:Create…"],
  ["satisfied/by-tag-keys", "satisfied", of("satisfied/by-tag-keys", "Clusters"), fine, "{ \"Sid\": \"Clusters\", \"Effect\": \"Deny\", \"Action\": [ \"eks:TagR…"],
  ["satisfied/by-tag-keys", "satisfied", of("satisfied/by-tag-keys", "SomeClusters"), fine, "{ \"Sid\": \"SomeClusters\", \"Effect\": \"Deny\", \"Action\": [ \"eks:…"],
  ["satisfied/by-tag-keys", "satisfied", of("satisfied/by-tag-keys", "AllOthers"), fine, "{ \"Sid\": \"AllOthers\", \"Effect\": \"Deny\", \"Action\": \"eks:Tag*\"…"],
  ["satisfied/exemptions", "satisfied", of("satisfied/exemptions", "TwoPartitions"), fine, "{ \"Sid\": \"TwoPartitions\", \"Effect\": \"Deny\", \"Action\": [ \"eks…"],
  ["satisfied/exemptions", "satisfied", of("satisfied/exemptions", "OwnAccount"), fine, "{ \"Sid\": \"OwnAccount\", \"Effect\": \"Deny\", \"Action\": [ \"eks:Ta…"],
  ["satisfied/exemptions", "satisfied", of("satisfied/exemptions", "Exact"), fine, "{ \"Sid\": \"Exact\", \"Effect\": \"Deny\", \"Action\": [ \"eks:TagReso…"],
  ["satisfied/exemptions", "satisfied", of("satisfied/exemptions", "Pattern"), fine, "{ \"Sid\": \"Pattern\", \"Effect\": \"Deny\", \"Action\": [ \"eks:TagRe…"],
  ["satisfied/exemptions", "satisfied", of("satisfied/exemptions", "FederatedUser"), fine, "{ \"Sid\": \"FederatedUser\", \"Effect\": \"Deny\", \"Action\": [ \"eks…"],
  ["satisfied/exemptions", "satisfied", of("satisfied/exemptions", "Session"), fine, "{ \"Sid\": \"Session\", \"Effect\": \"Deny\", \"Action\": [ \"eks:TagRe…"],
  ["satisfied/exemptions", "satisfied", of("satisfied/exemptions", "ByTag"), fine, "{ \"Sid\": \"ByTag\", \"Effect\": \"Deny\", \"Action\": [ \"eks:TagReso…"],
  ["satisfied/exemptions", "satisfied", of("satisfied/exemptions", "Paths"), fine, "{ \"Sid\": \"Paths\", \"Effect\": \"Deny\", \"Action\": [ \"eks:TagReso…"],
  ["satisfied/exemptions", "satisfied", of("satisfied/exemptions", "KeyOfEc2"), fine, "{ \"Sid\": \"KeyOfEc2\", \"Effect\": \"Deny\", \"Action\": [ \"eks:TagR…"],
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
  ["satisfied/federated-users", "satisfied", of("satisfied/federated-users", "ByType"), fine, "{ \"Sid\": \"ByType\", \"Effect\": \"Deny\", \"Action\": \"eks:TagResou…"],
  ["satisfied/federated-users", "satisfied", of("satisfied/federated-users", "ByArn"), fine, "{ \"Sid\": \"ByArn\", \"Effect\": \"Deny\", \"Action\": \"eks:TagResour…"],
  ["satisfied/keys-of-aws", "satisfied", of("satisfied/keys-of-aws", "DenyModifyTagsIfResAuthzTagAndPrinTagDontMatch"), fine, "{ \"Sid\": \"DenyModifyTagsIfResAuthzTagAndPrinTagDontMatch\", \"…"],
  ["satisfied/keys-of-aws", "satisfied", of("satisfied/keys-of-aws", "DenyModifyResAuthzTagIfPrinTagDontMatch"), fine, "{ \"Sid\": \"DenyModifyResAuthzTagIfPrinTagDontMatch\", \"Effect\"…"],
  ["satisfied/keys-of-aws", "satisfied", of("satisfied/keys-of-aws", "DenyModifyTagsIfPrinTagNotExists"), fine, "{ \"Sid\": \"DenyModifyTagsIfPrinTagNotExists\", \"Effect\": \"Deny…"],
  ["satisfied/other-tags", "satisfied", of("satisfied/other-tags", "ProtectTag"), fine, "{ \"Sid\": \"ProtectTag\", \"Effect\": \"Deny\", \"Action\": [ \"eks:Ta…"],
  ["satisfied/plan-attached", "satisfied", "aws_organizations_policy.protect_tag: ProtectTag", fine, "{\\\"Sid\\\": \\\"ProtectTag\\\", \\\"Effect\\\": \\\"Deny\\\", \\\"Action\\\": …"],
  // What AWS's documentation leaves open
  ["undetermined/malformed-variable", "undetermined", of("undetermined/malformed-variable", "ProtectTag"), cannotTell("a policy variable in it is not written as AWS documents it"), "{ \"Sid\": \"ProtectTag\", \"Effect\": \"Deny\", \"Action\": [ \"eks:Ta…"],
  ["undetermined/no-set-operator", "undetermined", of("undetermined/no-set-operator", "ProtectTag"), cannotTell("`aws:TagKeys` holds several values, and AWS does not say what `StringEquals` means for it without `ForAnyValue` or `ForAllValues`"), "{ \"Sid\": \"ProtectTag\", \"Effect\": \"Deny\", \"Action\": [ \"eks:Ta…"],
];

describe(rule, () => {
  holdsFixtures(rule, table, mostUndetermined);

  it("says for all requests what it says", async () => {
    const results = await resultsOf(rule, "satisfied/by-tag-keys");
    expect(new Set(results.map(({ basis }) => basis))).toEqual(new Set(["proved"]));
  });

  it("names every exception that nobody can make use of", async () => {
    const results = await resultsOf(rule, "violated/exemptions");
    const two = results.find(({ subject }) => subject.endsWith(": TwoWildcards"));
    expect(two).toMatchObject({
      level: "warning",
      messageId: "exemptsNobody",
      related: [{ message: "nobody is exempted by `arn:aws:iam::*:role/Admin?` either" }],
    });
  });

  it("quotes nothing of a policy that is marked as sensitive", async () => {
    const results = await resultsOf(rule, "violated/sensitive");
    const told = JSON.stringify(
      results.map(({ message, subject, related }) => [message, subject, related]),
    );
    expect(told).not.toMatch(/guarddutymanaged|assumed-role|Wrong|Nobody/);
  });
});
