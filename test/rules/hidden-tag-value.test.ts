import { describe } from "vitest";
import type { Row } from "../lint-fixture.ts";
import { cannotTell, fine, holdsFixtures } from "./fixture-table.ts";

/** Fixtures that tell everything leave nothing open. */
const mostUndetermined = 0;

// prettier-ignore
const table: readonly Row[] = [
  // https://docs.aws.amazon.com/guardduty/latest/ug/managing-gdu-agent-eks-automatically.html
  // https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#ignore_changes
  // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/resource-tagging
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-resource-tags.html
  ["violated/default-tags", "violated", "aws_eks_cluster.main", "The tag `GuardDutyManaged` of the cluster `aws_eks_cluster.main` comes from default tags", "GuardDutyManaged"],
  ["violated/everything-ignored", "violated", "aws_eks_cluster.main", "Changes of the tags of the cluster `aws_eks_cluster.main` are ignored, so `GuardDutyManaged` can be another than its code says", "all"],
  ["violated/tags-ignored", "violated", "aws_eks_cluster.main", "Changes of the tags of the cluster `aws_eks_cluster.main` are ignored, so `GuardDutyManaged` can be another than its code says", "tags"],
  ["violated/the-tag-ignored", "violated", "aws_eks_cluster.main", "Changes of the tags of the cluster `aws_eks_cluster.main` are ignored, so `GuardDutyManaged` can be another than its code says", "tags[\"GuardDutyManaged\"]"],
  ["satisfied/another-tag-ignored", "satisfied", "aws_eks_cluster.main", fine, "GuardDutyManaged"],
  ["satisfied/other-attributes-ignored", "satisfied", "aws_eks_cluster.main", fine, "GuardDutyManaged"],
  ["satisfied/own-tag", "satisfied", "aws_eks_cluster.main", fine, "GuardDutyManaged"],
  ["satisfied/own-tag-before-default-tags", "satisfied", "aws_eks_cluster.main", fine, "GuardDutyManaged"],
  ["undetermined/tags-of-a-variable-ignored", "undetermined", "aws_eks_cluster.main", cannotTell("the variable `tags` is given no value"), "tags"],
];

describe("hidden-tag-value", () => {
  holdsFixtures("hidden-tag-value", table, mostUndetermined);
});
