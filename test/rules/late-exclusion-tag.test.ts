import { describe } from "vitest";
import type { Row } from "../lint-fixture.ts";
import { cannotTell, fine, holdsFixtures } from "./fixture-table.ts";

/** Fixtures that tell everything leave nothing open. */
const mostUndetermined = 0;

// prettier-ignore
const table: readonly Row[] = [
  // https://docs.aws.amazon.com/guardduty/latest/ug/how-runtime-monitoring-works-eks.html
  // https://docs.aws.amazon.com/guardduty/latest/ug/managing-gdu-agent-eks-automatically.html
  ["violated/tag-by-hand", "violated", "aws_eks_cluster.main", "The cluster `aws_eks_cluster.main` is tagged `GuardDutyManaged` `false`, and was made without the tag", "resource \"aws_eks_cluster\" \"main\""],
  ["satisfied/tag-in-code", "satisfied", "aws_eks_cluster.main", fine, "GuardDutyManaged"],
  ["undetermined/tag-of-a-variable", "undetermined", "aws_eks_cluster.main", cannotTell("the variable `managed` is given no value"), "{ GuardDutyManaged = var.managed }"],
];

describe("late-exclusion-tag", () => {
  holdsFixtures("late-exclusion-tag", table, mostUndetermined);
});
