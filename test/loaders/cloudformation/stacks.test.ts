import { describe, expect, test } from "vitest";
import { plain, property, resource, templates } from "./stacks.ts";

describe("nested stacks", () => {
  const network = `
Parameters: { Cidr: { Type: String } }
Resources:
  Vpc: { Type: "AWS::EC2::VPC", Properties: { CidrBlock: !Ref Cidr } }
Outputs:
  VpcId: { Value: !Ref Vpc }
  Range: { Value: !GetAtt Vpc.CidrBlock }`;
  const root = `
Resources:
  Network:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: ./parts/network.yaml
      Parameters: { Cidr: 10.7.0.0/16 }
  Subnet:
    Type: AWS::EC2::Subnet
    Properties: { VpcId: !GetAtt Network.Outputs.VpcId, CidrBlock: !GetAtt Network.Outputs.Range }`;

  test("give parameters and take outputs; what they make belongs to the stack around", () => {
    const loaded = templates({ "root.yaml": root, "parts/network.yaml": network });
    expect(plain(property(loaded, "Subnet", "VpcId"))).toBe("?Network/Vpc");
    expect(plain(property(loaded, "Subnet", "CidrBlock"))).toBe("10.7.0.0/16");
    expect(loaded.map(({ document }) => document.resources.map(({ address }) => address))).toEqual([
      ["Network", "Network/Vpc", "Subnet"],
      [],
    ]);
    expect(resource(loaded, "Network/Vpc").place).toMatchObject({
      source: { path: "parts/network.yaml" },
      via: [{ kind: "module", label: "Network" }],
    });
  });

  test("a template that is not at hand is told", () => {
    const away = root.replace("./parts/network.yaml", "https://s3.amazonaws.com/b/network.yaml");
    const [loaded] = templates({ "root.yaml": away });
    expect(loaded?.document.notifications).toMatchObject([
      { level: "warning", code: "template-not-read" },
    ]);
  });

  test("one that nests itself is an error", () => {
    const self = root.replace("./parts/network.yaml", "root.yaml");
    const [loaded] = templates({ "root.yaml": self });
    expect(loaded?.document.notifications.map(({ code }) => code)).toEqual(["circular-reference"]);
  });

  test("nothing outside the linted folder is read", () => {
    const [loaded] = templates({ "root.yaml": root.replace("./parts", "../../etc") });
    expect(loaded?.document.notifications).toMatchObject([
      { message: expect.stringContaining("lies outside the linted folder") as string },
    ]);
  });
});

describe("imports", () => {
  const exporting = `
Resources: { Vpc: { Type: "AWS::EC2::VPC" } }
Outputs: { Id: { Value: !Ref Vpc, Export: { Name: network-vpc } } }`;
  const importing = `
Resources: { Subnet: { Type: "AWS::EC2::Subnet", Properties: { VpcId: !ImportValue network-vpc } } }`;

  test("lead to the template that exports the name", () => {
    const loaded = templates({ "a.yaml": exporting, "b.yaml": importing });
    expect(property(loaded, "Subnet", "VpcId")).toMatchObject({
      references: [{ address: "Vpc", source: { path: "a.yaml" } }],
    });
  });

  test("are not known where two templates export it", () => {
    const loaded = templates({ "a.yaml": exporting, "b.yaml": importing, "c.yaml": exporting });
    expect(property(loaded, "Subnet", "VpcId")).toMatchObject({
      kind: "unknown",
      reason: { code: "ambiguous-reference" },
    });
  });
});

describe("conditions of resources", () => {
  const text = (stage: string): string => `
Parameters: { Stage: { Type: String${stage} } }
Conditions: { IsProd: !Equals [!Ref Stage, prod] }
Resources: { Vpc: { Type: "AWS::EC2::VPC", Condition: IsProd, Properties: { CidrBlock: 10.0.0.0/16 } } }`;

  test("one that holds is on the way to the resource", () => {
    const loaded = templates({ "t.yaml": text(", Default: prod") });
    expect(resource(loaded, "Vpc").place.via).toMatchObject([
      { kind: "condition", label: "IsProd is true" },
    ]);
  });

  test("where it does not hold there is no resource", () => {
    const [loaded] = templates({ "t.yaml": text(", Default: test") });
    expect(loaded?.document.resources).toEqual([]);
  });

  test("where it is not known nothing is known of the resource", () => {
    const loaded = templates({ "t.yaml": text("") });
    expect(property(loaded, "Vpc", "CidrBlock")).toMatchObject({
      kind: "unknown",
      reason: {
        detail:
          "it is not known whether it exists: it depends on the condition `IsProd`, and the parameter `Stage` has no value here",
      },
    });
  });
});

describe("what a stack is deployed with", () => {
  const text = `
Parameters: { Name: { Type: String, Default: lab } }
Resources:
  C: { Type: "AWS::EKS::Cluster", Properties: { Name: !Ref Name, Tags: [{ Key: a, Value: own }] } }`;

  test("given parameters win over defaults", () => {
    const loaded = templates({ "t.yaml": text }, { parameters: { Name: "payments" } });
    expect(plain(property(loaded, "C", "Name"))).toBe("payments");
  });

  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-resource-tags.html
  test("stack tags come behind those of the cluster", () => {
    const loaded = templates({ "t.yaml": text }, { tags: { GuardDutyManaged: "true" } });
    expect(plain(property(loaded, "C", "Tags"))).toEqual([{ Key: "a", Value: "own" }]);
    expect(plain(property(loaded, "C", "AllTags"))).toEqual([
      { Key: "a", Value: "own" },
      { Key: "GuardDutyManaged", Value: "true" },
    ]);
  });
});

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-stack.html
describe("the tags of a nested stack", () => {
  const root = (tags: string): string => `
Parameters: { Managed: { Type: String } }
Resources:
  Nested:
    Type: AWS::CloudFormation::Stack
    Properties: { TemplateURL: child.yaml, Tags: ${tags} }`;
  const child = `
Resources:
  C: { Type: "AWS::EKS::Cluster", Properties: { Name: a } }`;

  // prettier-ignore
  test.each([
    ['[{ Key: GuardDutyManaged, Value: "true" }]', [{ Key: "GuardDutyManaged", Value: "true" }]],
    ["[{ Key: GuardDutyManaged, Value: !Ref Managed }]", [{ Key: "GuardDutyManaged", Value: "?" }]],
  ])("%s come to what it makes", (tags, expected) => {
    const loaded = templates({ "root.yaml": root(tags), "child.yaml": child });
    expect(plain(property(loaded, "Nested/C", "AllTags"))).toEqual(expected);
  });
});

test("a tag of the resource whose key is not known may take the place of the stack's", () => {
  const text = `
Parameters: { Key: { Type: String } }
Resources:
  C: { Type: "AWS::EKS::Cluster", Properties: { Tags: [{ Key: !Ref Key, Value: own }] } }`;
  const loaded = templates({ "t.yaml": text }, { tags: { GuardDutyManaged: "true" } });
  expect(plain(property(loaded, "C", "AllTags"))).toEqual([{ Key: "?", Value: "own" }, "…"]);
});

describe("the assemblies of the CDK", () => {
  const manifest = (metadata: object, more: object = {}): string =>
    JSON.stringify({
      version: "48.0.0",
      artifacts: {
        Payments: {
          type: "aws:cloudformation:stack",
          environment: "aws://111122223333/eu-west-1",
          properties: {
            templateFile: "Payments.template.json",
            tags: { GuardDutyManaged: "true" },
          },
          metadata,
          ...more,
        },
      },
    });
  const template = JSON.stringify({
    Resources: {
      Cluster9EE0221C: {
        Type: "AWS::EKS::Cluster",
        Properties: { Name: { Ref: "AWS::Region" } },
        Metadata: { "aws:cdk:path": "Payments/Cluster/Resource" },
      },
    },
  });
  const logicalId = (trace: readonly string[]): object => ({
    "/Payments/Cluster/Resource": [{ type: "aws:cdk:logicalId", data: "Cluster9EE0221C", trace }],
  });

  test("tell account, Region and tags", () => {
    const loaded = templates({
      "cdk.out/Payments.template.json": template,
      "cdk.out/manifest.json": manifest({}),
    });
    const cluster = resource(loaded, "Cluster9EE0221C");
    expect(plain(cluster.account)).toBe("111122223333");
    expect(plain(cluster.region)).toBe("eu-west-1");
    expect(plain(property(loaded, "Cluster9EE0221C", "Name"))).toBe("eu-west-1");
    expect(plain(property(loaded, "Cluster9EE0221C", "AllTags"))).toEqual([
      { Key: "GuardDutyManaged", Value: "true" },
    ]);
    expect(cluster.place.via).toMatchObject([
      { kind: "construct", label: "Payments/Cluster/Resource", place: undefined },
    ]);
  });

  test("lead back to the source line that newer versions tell apart", () => {
    const creation = ["...new Cluster in aws-cdk-lib...", "Stack (/repo/lib/stack.ts:1:4)"];
    const path = "/Payments/Cluster/Resource";
    const metadata = {
      [path]: [
        { type: "aws:cdk:logicalId", data: "Cluster9EE0221C" },
        { type: "aws:cdk:creationStack", data: creation },
      ],
    };
    const loaded = templates({
      "cdk.out/Payments.template.json": template,
      "cdk.out/manifest.json": manifest(metadata),
      "lib/stack.ts": "// stack",
    });
    expect(resource(loaded, "Cluster9EE0221C").place.via).toMatchObject([
      { place: { source: { path: "lib/stack.ts" }, route: { span: { start: 3, end: 8 } } } },
    ]);
  });

  test("lead back to the source line that the trace gives", () => {
    const trace = [
      "new Cluster (/repo/node_modules/aws-cdk-lib/aws-eks/lib/cluster.js:1:1)",
      "new PaymentsStack (/repo/lib/stack.ts:2:3)",
    ];
    const source = "// stack\n  new Cluster(this);\n";
    const loaded = templates({
      "cdk.out/Payments.template.json": template,
      "cdk.out/manifest.json": manifest({}, { additionalMetadataFile: "Payments.metadata.json" }),
      "cdk.out/Payments.metadata.json": JSON.stringify(logicalId(trace)),
      "lib/stack.ts": source,
    });
    expect(resource(loaded, "Cluster9EE0221C").place.via).toMatchObject([
      {
        kind: "construct",
        label: "Payments/Cluster/Resource",
        place: { source: { path: "lib/stack.ts" }, route: { span: { start: 11, end: 29 } } },
      },
    ]);
  });

  test("give no place outside the linted folder", () => {
    const loaded = templates({
      "cdk.out/Payments.template.json": template,
      "cdk.out/manifest.json": manifest(logicalId(["at new S (/home/other/lib/stack.ts:2:3)"])),
    });
    expect(resource(loaded, "Cluster9EE0221C").place.via).toMatchObject([{ place: undefined }]);
  });
});

describe("stack sets", () => {
  test("make what the template in their text says", () => {
    const body = JSON.stringify({
      Parameters: { Enable: { Type: "String" } },
      Resources: {
        Detector: { Type: "AWS::GuardDuty::Detector", Properties: { Enable: { Ref: "Enable" } } },
      },
    });
    const text = JSON.stringify({
      Resources: {
        Everywhere: {
          Type: "AWS::CloudFormation::StackSet",
          Properties: {
            TemplateBody: body,
            Parameters: [{ ParameterKey: "Enable", ParameterValue: "true" }],
          },
        },
      },
    });
    const loaded = templates({ "set.template.json": text });
    expect(plain(property(loaded, "Everywhere/Detector", "Enable"))).toBe("true");
  });
});

describe("included files", () => {
  test("stand where they are included", () => {
    const text = `
Resources:
  Fn::Transform: { Name: AWS::Include, Parameters: { Location: ./vpc.yml } }`;
    const loaded = templates({
      "t.yaml": text,
      "vpc.yml": 'Vpc: { Type: "AWS::EC2::VPC", Properties: { CidrBlock: 10.0.0.0/16 } }',
    });
    expect(plain(property(loaded, "Vpc", "CidrBlock"))).toBe("10.0.0.0/16");
    expect(resource(loaded, "Vpc").place.source.path).toBe("vpc.yml");
  });
});
