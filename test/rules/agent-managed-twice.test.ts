import { describe } from "vitest";
import type { Row } from "../lint-fixture.ts";
import { cannotTell, fine, holdsFixtures } from "./fixture-table.ts";

/** Fixtures that tell everything leave nothing open. */
const mostUndetermined = 0;

// prettier-ignore
const table: readonly Row[] = [
  // https://docs.aws.amazon.com/guardduty/latest/ug/managing-gdu-agent-eks-automatically.html
  // https://docs.aws.amazon.com/guardduty/latest/ug/eks-runtime-monitoring-coverage.html
  ["violated/automation-on", "violated", "aws_eks_addon.agent", "`aws_eks_addon.agent` installs the agent on the cluster `aws_eks_cluster.main`, where GuardDuty manages it: automated agent configuration is on", "resource \"aws_eks_addon\" \"agent\""],
  ["violated/tagged-to-be-managed", "violated", "aws_eks_addon.agent", "`aws_eks_addon.agent` installs the agent on the cluster `aws_eks_cluster.main`, where GuardDuty manages it: it is tagged `GuardDutyManaged` `true`", "resource \"aws_eks_addon\" \"agent\""],
  ["satisfied/left-out-by-its-tag", "satisfied", "aws_eks_addon.agent", fine, "resource \"aws_eks_addon\" \"agent\""],
  ["satisfied/manual", "satisfied", "aws_eks_addon.agent", fine, "resource \"aws_eks_addon\" \"agent\""],
  ["undetermined/tag-of-a-variable", "undetermined", "aws_eks_addon.agent", cannotTell("the variable `managed` is given no value"), "resource \"aws_eks_addon\" \"agent\""],
];

describe("agent-managed-twice", () => {
  holdsFixtures("agent-managed-twice", table, mostUndetermined);
});
