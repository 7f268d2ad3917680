import { describe } from "vitest";
import type { Row } from "../lint-fixture.ts";
import { cannotTell, fine, holdsFixtures } from "./fixture-table.ts";

/** Fixtures that tell everything leave nothing open. */
const mostUndetermined = 0;

// prettier-ignore
const table: readonly Row[] = [
  // https://docs.aws.amazon.com/guardduty/latest/ug/guardduty-configure-security-agent-eks-addon.html
  // https://docs.aws.amazon.com/guardduty/latest/ug/eksrunmon-deploy-security-agent.html
  ["violated/dns-policy", "violated", "aws_eks_addon.agent", "The add-on `aws_eks_addon.agent` does not take `dnsPolicy`: it is one of `ClusterFirst`, `ClusterFirstWithHostNet`, `Default`", "\"None\""],
  ["violated/priority-class", "violated", "aws_eks_addon.agent", "The add-on `aws_eks_addon.agent` does not take `priorityClassName`: it is one of `aws-guardduty-agent.priorityclass`, `aws-guardduty-agent.priorityclass-high`, `system-cluster-critical`, `system-node-critical`", "\"high\""],
  ["violated/response", "violated", "arn:aws:eks:eu-west-1:111122223333:addon/payments/aws-guardduty-agent/0a1b2c3d", "The add-on `arn:aws:eks:eu-west-1:111122223333:addon/payments/aws-guardduty-agent/0a1b2c3d` does not take `dnsPolicy`: it is one of `ClusterFirst`, `ClusterFirstWithHostNet`, `Default`", "\\\"Cluster\\\""],
  ["violated/setting-of-a-newer-version", "violated", "aws_eks_addon.agent", "The add-on `aws_eks_addon.agent` does not take `resources.disableCpuLimits`: versions before v1.12.1-eksbuild.3 do not know it", "true"],
  ["violated/too-little-memory", "violated", "aws_eks_addon.agent", "The add-on `aws_eks_addon.agent` does not take `resources.limits.memory`: it lies between `256Mi` and `20000Mi`", "\"128Mi\""],
  ["violated/too-much-cpu", "violated", "aws_eks_addon.agent", "The add-on `aws_eks_addon.agent` does not take `resources.requests.cpu`: it lies between `200m` and `10000m`", "\"11\""],
  ["satisfied/all-settings", "satisfied", "aws_eks_addon.agent", fine, "{ priorityClassName = \"system-node-critical\", dnsPolicy = \"D…"],
  ["satisfied/response", "satisfied", "arn:aws:eks:eu-west-1:111122223333:addon/payments/aws-guardduty-agent/0a1b2c3d", fine, "\"{\\\"resources\\\":{\\\"limits\\\":{\\\"memory\\\":\\\"1Gi\\\"}}}\""],
  ["satisfied/setting-that-is-not-documented", "satisfied", "aws_eks_addon.agent", fine, "{ tolerations = [] }"],
  ["undetermined/setting-of-a-variable", "undetermined", "aws_eks_addon.agent", cannotTell("the variable `memory` is given no value"), "{ resources = { limits = { memory = var.memory } } }"],
  ["undetermined/yaml", "undetermined", "aws_eks_addon.agent", cannotTell("the add-on's configuration is not written as a JSON object"), "\"dnsPolicy: None\""],
];

describe("invalid-agent-configuration", () => {
  holdsFixtures("invalid-agent-configuration", table, mostUndetermined);
});
