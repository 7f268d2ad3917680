import { expect, it } from "vitest";
import { editGroups } from "../../src/reporters/edit-group.ts";
import { inOrder } from "../../src/reporters/order.ts";
import { placeGroups } from "../../src/reporters/place-group.ts";
import { run } from "../../src/run.ts";
import { memoryHost } from "../memory-host.ts";

const vpc = `
resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "a" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.0.0/24"
}
resource "aws_eks_cluster" "payments" {
  name = "payments"
  vpc_config { subnet_ids = [aws_subnet.a.id] }
}
`;
const addon = (name: string): string => `
resource "aws_eks_addon" "agent" {
  cluster_name = aws_eks_cluster.payments.name
  addon_name   = "${name}"
}
`;
const endpoint = (service: string, type: string): string => `
resource "aws_vpc_endpoint" "guardduty" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.eu-west-1.${service}"
  vpc_endpoint_type = "${type}"
}
`;
const policy = `
resource "aws_vpc_endpoint" "telemetry" {
  vpc_id            = "vpc-0a1b2c3d"
  service_name      = "com.amazonaws.eu-west-1.guardduty-data"
  vpc_endpoint_type = "Interface"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Principal = "*", Action = "*", Resource = "*" },
      { Effect = "Deny", Principal = "*", Action = "*", Resource = "*", Condition = { StringNotLike = { "aws:PrincipalAccount" = "1111*" } } },
    ]
  })
}
`;
const scp = `
resource "aws_organizations_policy" "own" {
  name = "own"
  type = "SERVICE_CONTROL_POLICY"
  content = jsonencode({
    Statement = [{ Effect = "Deny", Action = "ec2:TerminateInstances", Resource = "*", Condition = { StringNotEquals = { "aws:ResourceTag/Owner" = "$\${aws:PrincipalTag/Owner}" } } }]
  })
}
`;

/** The violated rules of some, by the edits that mend them. */
async function edits(text: string, rules: readonly string[]): Promise<readonly string[][]> {
  const host = memoryHost({
    "main.tf": text,
    "guardlint.yaml": "guardduty: { management: manual }",
  });
  const { report } = await run(host, {
    paths: ["."],
    config: undefined,
    failOn: "warning",
    undetermined: "pass",
    noInputs: "fail",
    rules,
    ignore: false,
    timing: false,
  });
  const violated = inOrder(report.results).filter(({ verdict }) => verdict === "violated");
  return placeGroups(editGroups(violated)).map(({ first, others }) =>
    [first, ...others].map((group) => group.first.rule),
  );
}

// prettier-ignore
it.each([
  ["the type of an endpoint", vpc + addon("aws-guardduty-agent") + endpoint("guardduty-data", "Gateway"), ["endpoint-not-interface", "cluster-without-endpoint"]],
  ["the service of an endpoint", vpc + addon("aws-guardduty-agent") + endpoint("guardduty", "Interface"), ["wrong-endpoint-service", "cluster-without-endpoint"]],
  ["the tag of a cluster", vpc, ["unmanaged-cluster", "cluster-without-endpoint"]],
  ["the name of an add-on", vpc + addon("guardduty-agent"), ["wrong-addon-name", "unmanaged-cluster"]],
  ["the version of a policy", scp, ["invalid-guard-policy", "policy-variables-without-version"]],
  ["the condition of an endpoint's policy", policy, ["endpoint-open-to-other-accounts", "endpoint-policy-invalid"]],
])("%s is one edit, whichever rules ask for it", async (_, text, rules) => {
  expect(await edits(text, rules)).toEqual([rules]);
});
