import { describe } from "vitest";
import type { Row } from "../lint-fixture.ts";
import { cannotTell, fine, holdsFixtures } from "./fixture-table.ts";

/** Fixtures that tell everything leave nothing open. */
const mostUndetermined = 0;

// prettier-ignore
const table: readonly Row[] = [
  // https://docs.aws.amazon.com/guardduty/latest/ug/prereq-runtime-monitoring-eks-support.html
  // https://docs.aws.amazon.com/guardduty/latest/ug/eks-runtime-monitoring-coverage.html
  ["violated/kubernetes-too-new", "violated", "aws_eks_addon.agent", "The add-on `aws_eks_addon.agent` has the version `v1.7.0-eksbuild.1`, which supports Kubernetes 1.21 to 1.31, and the cluster `aws_eks_cluster.main` runs 1.33", "\"v1.7.0-eksbuild.1\""],
  ["violated/kubernetes-too-old", "violated", "aws_eks_addon.agent", "The add-on `aws_eks_addon.agent` has the version `v1.16.0-eksbuild.2`, which supports Kubernetes 1.28 to 1.36, and the cluster `aws_eks_cluster.main` runs 1.27", "\"v1.16.0-eksbuild.2\""],
  ["violated/no-such-version", "violated", "aws_eks_addon.agent", "The add-on `aws_eks_addon.agent` has the version `v1.13.0-eksbuild.1`, which is none that AWS lists", "\"v1.13.0-eksbuild.1\""],
  ["violated/response", "violated", "arn:aws:eks:eu-west-1:111122223333:addon/payments/aws-guardduty-agent/0a1b2c3d", "The add-on `arn:aws:eks:eu-west-1:111122223333:addon/payments/aws-guardduty-agent/0a1b2c3d` has the version `v1.10.0-eksbuild.2`, which supports Kubernetes 1.21 to 1.33, and the cluster `payments` runs 1.34", "\"v1.10.0-eksbuild.2\""],
  ["satisfied/first-and-last-of-a-range", "satisfied", "aws_eks_addon.agent", fine, "\"v1.17.1\""],
  ["satisfied/response", "satisfied", "arn:aws:eks:eu-west-1:111122223333:addon/payments/aws-guardduty-agent/0a1b2c3d", fine, "\"v1.16.0-eksbuild.2\""],
  ["satisfied/supported", "satisfied", "aws_eks_addon.agent", fine, "\"v1.17.1-eksbuild.2\""],
  ["satisfied/version-left-out", "satisfied", "aws_eks_addon.agent", fine, "resource \"aws_eks_addon\" \"agent\""],
  ["undetermined/cluster-elsewhere", "undetermined", "aws_eks_addon.agent", cannotTell("the input does not tell the cluster's version of Kubernetes"), "\"v1.7.0-eksbuild.1\""],
  ["undetermined/kubernetes-not-told", "undetermined", "aws_eks_addon.agent", cannotTell("the input does not tell the cluster's version of Kubernetes"), "\"v1.7.0-eksbuild.1\""],
  ["undetermined/newer-than-the-table", "undetermined", "aws_eks_addon.agent", cannotTell("the version v1.18.0-eksbuild.1 is newer than guardlint's table of October 2026"), "\"v1.18.0-eksbuild.1\""],
  ["undetermined/version-of-a-variable", "undetermined", "aws_eks_addon.agent", cannotTell("the variable `agent` is given no value"), "var.agent"],
];

describe("unsupported-agent-version", () => {
  holdsFixtures("unsupported-agent-version", table, mostUndetermined);
});
