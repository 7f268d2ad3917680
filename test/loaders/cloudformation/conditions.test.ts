import { expect, test } from "vitest";
import { run } from "../../../src/run.ts";
import { memoryHost } from "../../memory-host.ts";

const head = `AWSTemplateFormatVersion: "2010-09-09"
Parameters: { Stage: { Type: String }, Size: { Type: String } }
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  IsLarge: !Equals [!Ref Size, large]
Resources:
  Vpc: { Type: "AWS::EC2::VPC", Properties: { CidrBlock: 10.0.0.0/16 } }
  Subnet: { Type: "AWS::EC2::Subnet", Properties: { VpcId: !Ref Vpc } }
`;
const cluster = (tag: string, more = ""): string =>
  `${head}  Cluster:
    Type: AWS::EKS::Cluster${more}
    Properties:
      Name: payments
      ResourcesVpcConfig: { SubnetIds: [!Ref Subnet] }
      Tags: [{ Key: GuardDutyManaged, Value: ${tag} }]
`;
const telemetry = (condition: string): string =>
  `  Telemetry:
    Type: AWS::EC2::VPCEndpoint
    Condition: ${condition}
    Properties: { VpcId: !Ref Vpc, VpcEndpointType: Interface, ServiceName: com.amazonaws.eu-west-1.guardduty-data }
`;

async function answers(rule: string, text: string): Promise<readonly unknown[]> {
  const { report } = await run(memoryHost({ "t.yaml": text }), {
    paths: ["."],
    config: undefined,
    failOn: "warning",
    undetermined: "pass",
    noInputs: "fail",
    rules: [rule],
    ignore: false,
    timing: false,
  });
  return report.results
    .filter(({ subject }) => subject === "Cluster")
    .map(({ verdict, assumptions }) => [verdict, assumptions.at(-1)]);
}

const either = "This is so whether the condition `IsProd` is true or false";
const ifTrue = "This is so where the condition `IsProd` is true";
const ifFalse = "This is so where the condition `IsProd` is false";

// prettier-ignore
test.each([
  ["wrong either way", "!If [IsProd, 'True', 'TRUE']", "", ["violated", either]],
  ["wrong one way", "!If [IsProd, 'True', 'true']", "", ["violated", ifTrue]],
  ["wrong the other way", "!If [IsProd, 'true', 'True']", "", ["violated", ifFalse]],
  ["right either way", "!If [IsProd, 'true', 'false']", "", ["satisfied", either]],
  ["wrong where it is there", "'True'", "\n    Condition: IsProd", ["violated", ifTrue]],
  ["right where it is there", "'true'", "\n    Condition: IsProd", ["satisfied", "The condition `IsProd` decides whether it is there"]],
  ["open one way", "!If [IsProd, 'true', !Ref Stage]", "", ["undetermined", undefined]],
  ["wrong under one of two conditions", "!If [IsLarge, 'true', !If [IsProd, 'true', 'True']]", "", ["undetermined", undefined]],
] as const)("a tag that is %s", async (_, tag, more, expected) => {
  expect(await answers("non-boolean-tag-value", cluster(tag, more))).toEqual([expected]);
});

// prettier-ignore
test.each([
  ["only the endpoint has a condition", "", "IsProd", ["violated", ifFalse]],
  ["cluster and endpoint have the same condition", "\n    Condition: IsProd", "IsProd", ["satisfied", "The condition `IsProd` decides whether it is there"]],
  ["they have different conditions", "\n    Condition: IsProd", "IsLarge", ["undetermined", undefined]],
] as const)("%s", async (_, more, condition, expected) => {
  const text = cluster("other", more) + telemetry(condition);
  expect(await answers("cluster-without-endpoint", text)).toEqual([expected]);
});
