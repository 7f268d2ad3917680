import { describe } from "vitest";
import type { Row } from "../lint-fixture.ts";
import { cannotTell, fine, holdsFixtures } from "./fixture-table.ts";

/** Fixtures that tell everything leave nothing open. */
const mostUndetermined = 0;

// prettier-ignore
const table: readonly Row[] = [
  // https://docs.aws.amazon.com/guardduty/latest/ug/how-runtime-monitoring-works-eks.html
  // https://docs.aws.amazon.com/guardduty/latest/ug/managing-gdu-agent-eks-manually.html
  ["violated/automation-off", "violated", "aws_eks_cluster.main", "Nobody installs the agent on the cluster `aws_eks_cluster.main`: automated agent configuration is off, it is not tagged `true`, and the input has no add-on for it", "resource \"aws_eks_cluster\" \"main\""],
  ["violated/manual-with-another-addon", "violated", "aws_eks_cluster.main", "Nobody installs the agent on the cluster `aws_eks_cluster.main`: the agent's management is manual, it is not tagged `true`, and the input has no add-on for it", "resource \"aws_eks_cluster\" \"main\""],
  ["violated/selective", "violated", "aws_eks_cluster.main", "Nobody installs the agent on the cluster `aws_eks_cluster.main`: the agent's management is selective, it is not tagged `true`, and the input has no add-on for it", "resource \"aws_eks_cluster\" \"main\""],
  ["satisfied/addon", "satisfied", "aws_eks_cluster.main", fine, "resource \"aws_eks_cluster\" \"main\""],
  ["satisfied/automation-on", "satisfied", "aws_eks_cluster.main", fine, "resource \"aws_eks_cluster\" \"main\""],
  ["satisfied/response", "satisfied", "payments", fine, "{ \"name\": \"payments\", \"arn\": \"arn:aws:eks:eu-west-1:11112222…"],
  ["satisfied/tagged", "satisfied", "aws_eks_cluster.main", fine, "resource \"aws_eks_cluster\" \"main\""],
  ["undetermined/management-not-told", "undetermined", "aws_eks_cluster.main", cannotTell("nothing in the input tells whether GuardDuty manages the agent (`guardduty.management` in guardlint.yaml does)"), "resource \"aws_eks_cluster\" \"main\""],
  ["undetermined/name-of-an-addon", "undetermined", "aws_eks_cluster.main", cannotTell("the variable `name` is given no value; and because the provider, which may add tags, is configured by whoever calls the module"), "resource \"aws_eks_cluster\" \"main\""],
  ["undetermined/response-without-addons", "undetermined", "payments", cannotTell("the input does not list the add-ons of the cluster"), "{}"],
];

describe("unmanaged-cluster", () => {
  holdsFixtures("unmanaged-cluster", table, mostUndetermined);
});
