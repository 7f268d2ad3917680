import { describe } from "vitest";
import type { Row } from "../lint-fixture.ts";
import { cannotTell, fine, holdsFixtures } from "./fixture-table.ts";

/** Fixtures that tell everything leave nothing open. */
const mostUndetermined = 0;

// prettier-ignore
const table: readonly Row[] = [
  // https://docs.aws.amazon.com/guardduty/latest/ug/eksrunmon-deploy-security-agent.html
  ["violated/another-case", "violated", "aws_eks_addon.agent", "The add-on `aws_eks_addon.agent` is named `AWS-GuardDuty-Agent`, and GuardDuty's agent is `aws-guardduty-agent`", "\"AWS-GuardDuty-Agent\""],
  ["violated/another-spelling", "violated", "aws_eks_addon.agent", "The add-on `aws_eks_addon.agent` is named `aws-guard-duty-agent`, and GuardDuty's agent is `aws-guardduty-agent`", "\"aws-guard-duty-agent\""],
  ["violated/without-aws", "violated", "aws_eks_addon.agent", "The add-on `aws_eks_addon.agent` is named `guardduty-agent`, and GuardDuty's agent is `aws-guardduty-agent`", "\"guardduty-agent\""],
  ["satisfied/exact", "satisfied", "aws_eks_addon.agent", fine, "\"aws-guardduty-agent\""],
  ["satisfied/response", "satisfied", "arn:aws:eks:eu-west-1:111122223333:addon/payments/aws-guardduty-agent/0a1b2c3d", fine, "\"aws-guardduty-agent\""],
  ["undetermined/of-a-variable", "undetermined", "aws_eks_addon.guardduty", cannotTell("the variable `name` is given no value"), "var.name"],
];

describe("wrong-addon-name", () => {
  holdsFixtures("wrong-addon-name", table, mostUndetermined);
});
