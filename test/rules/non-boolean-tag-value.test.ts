import { describe, expect, it } from "vitest";
import { render } from "../../src/reporters/index.ts";
import { reportOf, resultsOf, type Row } from "../lint-fixture.ts";
import { cannotTell, fine, holdsFixtures } from "./fixture-table.ts";

const rule = "non-boolean-tag-value";

/** Fixtures that tell everything leave nothing open. */
const mostUndetermined = 0;

const value = (wrong: string): string =>
  wrong === ""
    ? "The tag `GuardDutyManaged` is empty, and GuardDuty knows only `true` and `false`"
    : `The tag \`GuardDutyManaged\` is \`${wrong}\`, and GuardDuty knows only \`true\` and \`false\``;
const key = (wrong: string): string =>
  `The tag key \`${wrong}\` looks like \`GuardDutyManaged\`, and EKS tag keys are compared exactly`;

// prettier-ignore
const table: readonly Row[] = [
  // AWS documents the key `GuardDutyManaged` with the values `true` and `false`, nothing else:
  // https://docs.aws.amazon.com/guardduty/latest/ug/managing-gdu-agent-eks-automatically.html
  // EKS compares keys and values as they are spelled:
  // https://docs.aws.amazon.com/eks/latest/userguide/eks-using-tags.html
  ["violated/both-keys", "violated", "right-and-near", key("guarddutymanaged"), "guarddutymanaged"],
  ["violated/both-keys", "violated", "near-and-wrong", value("True"), "\"True\""],
  ["violated/describe-cluster", "violated", "payments", value("on"), "\"on\""],
  ["violated/get-resources", "violated", "arn:aws:eks:us-east-1:111122223333:cluster/payments", value("TRUE"), "\"TRUE\""],
  ["violated/keys", "violated", "lower-case", key("guarddutymanaged"), "guarddutymanaged"],
  ["violated/keys", "violated", "separated", key("GuardDuty_Managed"), "GuardDuty_Managed"],
  ["violated/keys", "violated", "one-capital-less", key("GuardDutymanaged"), "GuardDutymanaged"],
  ["violated/keys", "violated", "shouted", key("GUARDDUTYMANAGED"), "GUARDDUTYMANAGED"],
  ["violated/keys", "violated", "hyphens", key("guard-duty-managed"), "guard-duty-managed"],
  ["violated/keys", "violated", "space-after", key("GuardDutyManaged "), "\"GuardDutyManaged \""],
  ["violated/keys", "violated", "letter-missing", key("GuardDutyManged"), "GuardDutyManged"],
  ["violated/keys", "violated", "letter-doubled", key("GuarddDutyManaged"), "GuarddDutyManaged"],
  ["violated/keys", "violated", "letters-swapped", key("GuardDutyMnaaged"), "GuardDutyMnaaged"],
  ["violated/keys", "violated", "letter-changed", key("GuardDutyManagad"), "GuardDutyManagad"],
  ["violated/list-tags", "violated", "fixtures/rules/non-boolean-tag-value/violated/list-tags/list-tags-for-resource.json", value("Yes"), "\"Yes\""],
  ["violated/plan-beside-an-unknown-tag", "violated", "aws_eks_cluster.payments", value("yes"), "\"yes\""],
  ["violated/plan-default-tags", "violated", "aws_eks_cluster.payments", value("TRUE"), "\"TRUE\""],
  ["violated/plan-says-nothing", "violated", "aws_eks_cluster.payments", value("False"), "\"False\""],
  ["violated/plan-sensitive-value", "violated", "aws_eks_cluster.payments", "The tag `GuardDutyManaged` is a sensitive value that is neither, and GuardDuty knows only `true` and `false`", "\"hush-5e55\""],
  ["violated/plan-spoils-what-is-right", "violated", "aws_eks_cluster.payments", value("False"), "\"False\""],
  ["violated/plan-value", "violated", "aws_eks_cluster.payments", value("True"), "\"True\""],
  ["violated/two-regions-one-name", "satisfied", "payments", fine, "\"true\""],
  ["violated/two-regions-one-name", "violated", "payments", value("True"), "\"True\""],
  ["violated/values", "violated", "capital", value("True"), "\"True\""],
  ["violated/values", "violated", "shouted", value("FALSE"), "FALSE"],
  ["violated/values", "violated", "number", value("1"), "\"1\""],
  ["violated/values", "violated", "yes-unquoted", value("yes"), "yes"],
  ["violated/values", "violated", "no-unquoted", value("no"), "no"],
  ["violated/values", "violated", "capital-unquoted", value("True"), "True"],
  ["violated/values", "violated", "number-unquoted", value("0"), "0"],
  ["violated/values", "violated", "empty", "The tag `GuardDutyManaged` is empty, and GuardDuty knows only `true` and `false`", "\"\""],
  ["violated/values", "violated", "leading-space", value(" true"), "\" true\""],
  ["violated/values", "violated", "trailing-space", value("false "), "\"false \""],
  ["violated/values", "violated", "other-word", value("enabled"), "enabled"],
  // Right values, no tag at all, and keys that are other words;
  // what a plan declares will hold, whatever a response saw before
  ["satisfied/describe-cluster", "satisfied", "payments", fine, "\"true\""],
  ["satisfied/describe-cluster", "satisfied", "search", fine, "{ \"name\": \"search\", \"arn\": \"arn:aws:eks:us-east-1:1111222233…"],
  ["satisfied/get-resources", "satisfied", "arn:aws:eks:us-east-1:111122223333:cluster/payments", fine, "\"false\""],
  ["satisfied/plan-basic", "satisfied", "aws_eks_cluster.main", fine, "\"true\""],
  ["satisfied/plan-default-tags", "satisfied", "aws_eks_cluster.payments", fine, "\"true\""],
  ["satisfied/plan-mends-what-is-wrong", "satisfied", "aws_eks_cluster.payments", fine, "\"true\""],
  ["satisfied/plan-modules", "satisfied", "module.member[\"batch\"].aws_eks_cluster.this[\"only\"]", fine, "\"false\""],
  ["satisfied/plan-modules", "satisfied", "module.member[\"payments\"].aws_eks_cluster.this[\"blue\"]", fine, "\"true\""],
  ["satisfied/plan-modules", "satisfied", "module.member[\"payments\"].aws_eks_cluster.this[\"green\"]", fine, "\"false\""],
  ["satisfied/plan-modules", "satisfied", "module.member[\"search\"].aws_eks_cluster.this[\"main\"]", fine, "\"true\""],
  ["satisfied/plan-sensitive-value", "satisfied", "aws_eks_cluster.c", fine, "\"true\""],
  ["satisfied/plan-without-tags", "satisfied", "aws_eks_cluster.payments", fine, "{ \"address\": \"aws_eks_cluster.payments\", \"mode\": \"managed\", …"],
  ["satisfied/values", "satisfied", "included", fine, "\"true\""],
  ["satisfied/values", "satisfied", "excluded", fine, "\"false\""],
  ["satisfied/values", "satisfied", "unquoted", fine, "true"],
  ["satisfied/values", "satisfied", "other-tags", fine, "Team: platform managed: \"True\" GuardDuty: \"yes\""],
  ["satisfied/values", "satisfied", "longer-key", fine, "GuardDutyManagedBy: \"platform\""],
  ["satisfied/values", "satisfied", "prefixed-key", fine, "\"example:GuardDutyManaged\": \"yes\""],
  ["satisfied/values", "satisfied", "untagged", fine, "{}"],
  // A value that is known only after apply, tags of the provider that are
  // (https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/resource-tagging),
  // and a cluster of whose tags nothing is told
  ["undetermined/default-tags-unknown", "undetermined", "aws_eks_cluster.payments", cannotTell("its value is known only after apply"), "\"tags_all\""],
  ["undetermined/no-tags-told", "undetermined", "payments", cannotTell("the input does not tell the cluster's tags"), "name: payments"],
  ["undetermined/plan-one-unknown-value", "satisfied", "aws_eks_cluster.known", fine, "\"false\""],
  ["undetermined/plan-one-unknown-value", "undetermined", "aws_eks_cluster.one_unknown_value", cannotTell("it depends on `aws_vpc.main.id`, which is known only after apply"), "\"tags\""],
  ["undetermined/plan-tags-unknown", "undetermined", "aws_eks_cluster.c", cannotTell("it depends on `aws_vpc.main.id`, which is known only after apply"), "\"tags\""],
  ["undetermined/plan-tags-unknown", "undetermined", "aws_eks_cluster.d", cannotTell("it depends on `aws_vpc.main.id`, which is known only after apply"), "\"tags\""],
  ["undetermined/plan-unknown-beside-observed", "undetermined", "aws_eks_cluster.payments", cannotTell("it depends on `aws_vpc.main.id`, which is known only after apply"), "\"tags\""],
  ["undetermined/plan-value-unknown", "undetermined", "aws_eks_cluster.payments", cannotTell("its value is known only after apply"), "\"GuardDutyManaged\""],
];

describe("non-boolean-tag-value", () => {
  holdsFixtures(rule, table, mostUndetermined);

  it.each([
    ["violated/plan-sensitive-value", "hush-5e55"],
    ["satisfied/plan-sensitive-value", "secret-team"],
  ])("prints nothing that the plan marks as sensitive: %s", async (fixture, secret) => {
    const report = await reportOf(rule, fixture);
    const options = { color: false, quiet: false, width: 100, full: true };
    for (const format of ["text", "json", "sarif"] as const) {
      expect(render(format, report, options)).not.toContain(secret);
    }
  });

  it("gives a violation its level and its remedy", async () => {
    const [result] = await resultsOf(rule, "violated/plan-value");
    expect(result).toMatchObject({
      level: "error",
      messageId: "value",
      fix: "Give the cluster the key `GuardDutyManaged` with the value `true` or `false`, in exactly this spelling.",
    });
  });
});
