import { describe } from "vitest";
import type { Row } from "../lint-fixture.ts";
import { cannotTell, fine, holdsFixtures } from "./fixture-table.ts";

/** Fixtures that tell everything leave nothing open. */
const mostUndetermined = 0;

// prettier-ignore
const table: readonly Row[] = [
  // https://docs.aws.amazon.com/guardduty/latest/ug/prereq-runtime-monitoring-eks-support.html
  // https://docs.aws.amazon.com/guardduty/latest/ug/eks-runtime-monitoring-coverage.html
  ["violated/fargate-alone", "violated", "aws_eks_cluster.main", "The cluster `aws_eks_cluster.main` is tagged `GuardDutyManaged` `true`, and all its pods run on Fargate, where the agent is not supported", "resource \"aws_eks_cluster\" \"main\""],
  ["violated/hybrid-nodes", "violated", "aws_eks_cluster.main", "The cluster `aws_eks_cluster.main` is tagged `GuardDutyManaged` `true`, and its hybrid nodes stay unseen: the agent is not supported there", "remote_network_config"],
  ["violated/outpost-with-the-addon", "violated", "aws_eks_cluster.main", "The cluster `aws_eks_cluster.main` has the agent's add-on, and runs on an Outpost, where add-ons are not supported", "outpost_config"],
  ["violated/response", "violated", "payments", "The cluster `payments` is tagged `GuardDutyManaged` `true`, and runs on an Outpost, where add-ons are not supported", "{ \"outpostArns\": [ \"arn:aws:outposts:eu-west-1:111122223333:…"],
  ["satisfied/fargate-beside-nodes", "satisfied", "aws_eks_cluster.main", fine, "resource \"aws_eks_cluster\" \"main\""],
  ["satisfied/nodes", "satisfied", "aws_eks_cluster.main", fine, "resource \"aws_eks_cluster\" \"main\""],
  ["satisfied/response", "satisfied", "payments", fine, "{ \"name\": \"payments\", \"arn\": \"arn:aws:eks:eu-west-1:11112222…"],
  ["undetermined/hybrid-nodes-by-a-variable", "undetermined", "aws_eks_cluster.main", cannotTell("the variable `networks` is given no value"), "dynamic \"remote_network_config\""],
];

describe("unsupported-compute", () => {
  holdsFixtures("unsupported-compute", table, mostUndetermined);
});
