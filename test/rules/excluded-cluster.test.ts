import { describe } from "vitest";
import type { Row } from "../lint-fixture.ts";
import { cannotTell, fine, holdsFixtures } from "./fixture-table.ts";

/** Fixtures that tell everything leave nothing open. */
const mostUndetermined = 0;

// prettier-ignore
const table: readonly Row[] = [
  // https://docs.aws.amazon.com/guardduty/latest/ug/how-runtime-monitoring-works-eks.html
  // https://docs.aws.amazon.com/guardduty/latest/ug/managing-gdu-agent-eks-automatically.html
  ["violated/automatic", "violated", "aws_eks_cluster.main", "The cluster `aws_eks_cluster.main` is tagged `GuardDutyManaged` `false`, so GuardDuty leaves it out", "\"false\""],
  ["violated/automation-on", "violated", "aws_eks_cluster.main", "The cluster `aws_eks_cluster.main` is tagged `GuardDutyManaged` `false`, so GuardDuty leaves it out", "\"false\""],
  ["violated/response", "violated", "payments", "The cluster `payments` is tagged `GuardDutyManaged` `false`, so GuardDuty leaves it out", "\"false\""],
  ["satisfied/addon-of-the-owner", "satisfied", "aws_eks_cluster.main", fine, "\"false\""],
  ["satisfied/allowed", "satisfied", "aws_eks_cluster.main", fine, "\"false\""],
  ["satisfied/response", "satisfied", "payments", fine, "\"false\""],
  ["satisfied/tagged-clusters-only", "satisfied", "aws_eks_cluster.main", fine, "\"false\""],
  ["undetermined/automation-not-told", "undetermined", "aws_eks_cluster.main", cannotTell("nothing tells whether automated agent configuration is on"), "\"false\""],
];

describe("excluded-cluster", () => {
  holdsFixtures("excluded-cluster", table, mostUndetermined);
});
