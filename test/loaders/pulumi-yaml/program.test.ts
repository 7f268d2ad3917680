import { expect, test } from "vitest";
import { loadProgram } from "../../../src/loaders/pulumi-yaml/load.ts";
import type { Source } from "../../../src/model/place.ts";
import type { Resource } from "../../../src/model/resource.ts";
import { yamlDocuments } from "../../../src/source/yaml/documents.ts";
import { plain } from "../cloudformation/stacks.ts";

function resource(text: string, address: string): Resource | undefined {
  const source: Source = { path: "Pulumi.yaml", text, syntax: "yaml", confidential: false };
  const [document] = yamlDocuments(source);
  const loaded = document === undefined ? undefined : loadProgram(source, document.value);
  return loaded?.resources.find((candidate) => candidate.address === address);
}

function worked(text: string, address: string): unknown {
  const found = resource(text, address);
  return found === undefined ? undefined : plain(found.body);
}

const head = "name: p\nruntime: yaml\n";

// https://www.pulumi.com/docs/iac/languages-sdks/yaml/yaml-language-reference/
// prettier-ignore
test.each([
  ["${stage}", "prod"],
  ["x-${stage}-$${y}", "x-prod-${y}"],
  ["${open}", "?"],
  ["${both}", "prod-1"],
  ["${round}", "?"],
  ["${main.id}", "?aws_vpc.main.id"],
  ["${main.cidrBlock}", "10.0.0.0/16"],
  ["${pulumi.stack}", "?"],
])("%s", (expression, expected) => {
  const text = `${head}config: { stage: { type: string, default: prod }, open: { type: string } }
variables:
  both: { "fn::join": ["-", ["\${stage}", "1"]] }
  round: "\${round}"
resources:
  main: { type: "aws:ec2:Vpc", properties: { cidrBlock: 10.0.0.0/16 } }
  a: { type: "aws:eks:Cluster", properties: { name: ${JSON.stringify(expression)} } }
`;
  expect(worked(text, "aws_eks_cluster.a")).toMatchObject({ name: expected });
});

test("default tags of the provider come behind those of the resource", () => {
  const text = `${head}resources:
  provider:
    type: pulumi:providers:aws
    defaultProvider: true
    properties: { region: eu-west-1, defaultTags: { tags: { team: a, GuardDutyManaged: "true" } } }
  a: { type: "aws:eks:Cluster", properties: { name: a, tags: { team: b } } }
`;
  expect(worked(text, "aws_eks_cluster.a")).toMatchObject({
    tags: { team: "b" },
    tags_all: { team: "b", GuardDutyManaged: "true" },
  });
});

test.each([
  ["as a value", `aws:region: eu-west-1`],
  ["with further keys", `aws:region: { value: eu-west-1 }`],
])("the project's configuration tells the Region of the standard provider, %s", (_, config) => {
  const text = `${head}config:
  ${config}
  aws:defaultTags: { tags: { GuardDutyManaged: "true" } }
resources:
  a: { type: "aws:eks:Cluster", properties: { name: a } }
`;
  expect(worked(text, "aws_eks_cluster.a")).toMatchObject({
    tags_all: { GuardDutyManaged: "true" },
  });
  expect(resource(text, "aws_eks_cluster.a")?.region).toMatchObject({ value: "eu-west-1" });
});

test("resources of aws-native have CloudFormation's names", () => {
  const text = `${head}resources:
  e:
    type: aws-native:ec2:VpcEndpoint
    properties: { vpcId: "\${v.vpcId}", policyDocument: { Version: "2012-10-17", Statement: [] } }
  v: { type: "aws-native:ec2:Vpc" }
`;
  expect(worked(text, "AWS::EC2::VPCEndpoint.e")).toEqual({
    VpcId: "?AWS::EC2::VPC.v.VpcId",
    PolicyDocument: { Version: "2012-10-17", Statement: [] },
  });
});
