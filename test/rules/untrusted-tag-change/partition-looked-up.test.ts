import { expect, it } from "vitest";
import { run } from "../../../src/run.ts";
import { memoryHost } from "../../memory-host.ts";
import { verdicts } from "../policy-fixture.ts";

const role = (policy: string): string => `
data "aws_partition" "current" {}

resource "aws_eks_cluster" "payments" {
  name = "payments"
  tags = { GuardDutyManaged = "true" }
  vpc_config { subnet_ids = ["subnet-0a1b2c3d"] }
}

resource "aws_iam_role" "deployer" {
  name               = "deployer"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { AWS = "111122223333" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role_policy_attachment" "deployer" {
  role       = aws_iam_role.deployer.name
  policy_arn = "arn:\${data.aws_partition.current.partition}:iam::aws:policy/${policy}"
}
`;

// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEKSClusterPolicy.html
it.each([
  ["AmazonEKSVPCResourceController", []],
  ["AdministratorAccess", ["aws_iam_role.deployer: violated (granted)"]],
])("AWS's policy %s is the same in every partition", async (policy, expected) => {
  const host = memoryHost({ "main.tf": role(policy), "guardlint.yaml": 'account: "111122223333"' });
  const { report } = await run(host, {
    paths: ["."],
    config: undefined,
    failOn: "warning",
    undetermined: "pass",
    noInputs: "fail",
    rules: ["untrusted-tag-change"],
    ignore: false,
    timing: false,
  });
  expect(verdicts(report).filter((one) => one.includes("deployer"))).toEqual(expected);
});
