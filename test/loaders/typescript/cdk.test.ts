import { describe, expect, it } from "vitest";
import { plain, resourcesOf, underlined } from "./programs.ts";

const start = `import * as cdk from "aws-cdk-lib";
import { aws_ec2 as ec2, aws_eks as eks, aws_iam as iam, aws_s3 as s3 } from "aws-cdk-lib";
import { Construct } from "constructs";
const app = new cdk.App();
const stack = new cdk.Stack(app, "S", { env: { account: "111122223333", region: "eu-west-1" } });
const vpc = new ec2.Vpc(stack, "Vpc");
`;

function read(
  text: string,
  files: Readonly<Record<string, string>> = {},
): ReturnType<typeof resourcesOf> {
  return resourcesOf({ "app.ts": start + text, ...files }, ["app.ts"]);
}

function property(text: string, address: string, key: string): unknown {
  const body = read(text).get(address)?.body;
  return body?.kind === "map" ? plain(body.get(key)) : "it is not read";
}

const cluster = (tags: string, id = "C"): string =>
  `const ${id.toLowerCase()} = new eks.CfnCluster(stack, "${id}", { roleArn: "r", resourcesVpcConfig: { subnetIds: [] }${tags} });\n`;

describe("version 1 is read as version 2 is", () => {
  it("with a package for each module", () => {
    const text = `import { App, Stack, Tag } from "@aws-cdk/core";
import * as eks from "@aws-cdk/aws-eks";
const stack = new Stack(new App(), "S");
const c = new eks.Cluster(stack, "C", { version: eks.KubernetesVersion.V1_21, tags: { a: "b" } });
Tag.add(c, "x", "y");
`;
    const body = resourcesOf({ "app.ts": text }).get("S/C")?.body;
    expect(body?.kind === "map" ? plain(body.get("Config")) : body).toMatchObject({
      tags: { a: "b" },
    });
  });
});

it("an add-on belongs to the cluster that it is given", () => {
  const text = `${cluster(', name: "payments"')}
new eks.Addon(stack, "Agent", { cluster: c, addonName: "aws-guardduty-agent", addonVersion: "v1.1.0", configurationValues: { dnsPolicy: "None" } });
const two = new eks.Cluster(stack, "Two", { version: eks.KubernetesVersion.V1_33 });
new eks.Addon(stack, "Other", { cluster: two, addonName: "aws-guardduty-agent" });`;
  const made = read(text);
  expect(made.get("S/Agent")?.type).toBe("AWS::EKS::Addon");
  expect(plain(made.get("S/Agent")?.body ?? expect.fail())).toMatchObject({
    AddonName: "aws-guardduty-agent",
    AddonVersion: "v1.1.0",
    ConfigurationValues: { dnsPolicy: "None" },
  });
  expect(plain(made.get("S/Other")?.body ?? expect.fail())).toMatchObject({
    ClusterName: { ref: "S/Two" },
  });
});

describe("values stand where a person would edit them:", () => {
  it.each([
    ["a property", cluster(', name: "payments"'), "S/C", "Name", '"payments"'],
    ["a constant", `const name = "payments";\n${cluster(", name")}`, "S/C", "Name", '"payments"'],
    [
      "the construct, where a default decides",
      'new ec2.InterfaceVpcEndpoint(stack, "E", { vpc, service: ec2.InterfaceVpcEndpointAwsService.GUARDDUTY_DATA });',
      "S/E",
      "PrivateDnsEnabled",
      "new ec2.InterfaceVpcEndpoint",
    ],
    [
      "the method that makes the construct",
      'vpc.addInterfaceEndpoint("E", { service: ec2.InterfaceVpcEndpointAwsService.GUARDDUTY_DATA });',
      "S/Vpc/E",
      "PrivateDnsEnabled",
      "vpc.addInterfaceEndpoint",
    ],
  ])("%s", (_, text, address, key, expected) => {
    const body = read(text).get(address)?.body;
    expect(body?.kind === "map" ? underlined(body.get(key)) : undefined).toBe(expected);
  });

  it("a tag at the call that adds it", () => {
    const body = read(`${cluster("")}cdk.Tags.of(stack).add("GuardDutyManaged", "ture");`).get(
      "S/C",
    )?.body;
    const tags = body?.kind === "map" ? body.get("AllTags") : undefined;
    expect(tags?.kind === "map" ? underlined(tags.get("GuardDutyManaged")) : tags).toBe('"ture"');
  });

  it("a rule at the call that adds it", () => {
    const group = read(
      'const g = new ec2.SecurityGroup(stack, "G", { vpc });\ng.addIngressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(443));',
    ).get("S/G")?.body;
    const rules = group?.kind === "map" ? group.get("SecurityGroupIngress") : undefined;
    expect(rules?.kind === "list" ? rules.items.map(underlined) : rules).toEqual([
      "g.addIngressRule",
    ]);
  });
});

describe("a stack tells account and Region", () => {
  it("that its environment says", () => {
    const made = read(cluster("")).get("S/C");
    expect([plain(made?.account ?? expect.fail()), plain(made?.region ?? expect.fail())]).toEqual([
      "111122223333",
      "eu-west-1",
    ]);
  });

  it("or says why they are not known", () => {
    const text = start.replace('"eu-west-1"', "process.env.CDK_DEFAULT_REGION") + cluster("");
    const made = resourcesOf({ "app.ts": text }).get("S/C");
    expect(plain(made?.region ?? expect.fail())).toBe(
      "? `process` is known only where the program runs",
    );
  });
});

describe("stacks are read once for each time that they are made:", () => {
  const lib = `import * as cdk from "aws-cdk-lib";
import * as eks from "aws-cdk-lib/aws-eks";
export class EksStack extends cdk.Stack {
  constructor(scope: any, id: string, props: { managed: string }) {
    super(scope, id);
    new eks.CfnCluster(this, "C", { roleArn: "r", resourcesVpcConfig: {}, tags: [{ key: "GuardDutyManaged", value: props.managed }] });
  }
}
`;
  const tagsOf = (files: Readonly<Record<string, string>>): unknown =>
    [...resourcesOf(files)]
      .filter(([, { type }]) => type === "AWS::EKS::Cluster")
      .map(([address, { body }]) => [
        address,
        body.kind === "map" ? plain(body.get("Tags")) : undefined,
      ]);

  it("with what they are given", () => {
    const bin = `import { App } from "aws-cdk-lib";
import { EksStack } from "./lib";
const app = new App();
for (const managed of ["true", "false"]) new EksStack(app, \`Eks-\${managed}\`, { managed });
`;
    expect(tagsOf({ "lib.ts": lib, "bin.ts": bin })).toEqual([
      ["Eks-true/C", { GuardDutyManaged: "true" }],
      ["Eks-false/C", { GuardDutyManaged: "false" }],
    ]);
  });

  it("and once with what is not known where nobody makes them", () => {
    expect(tagsOf({ "lib.ts": lib })).toEqual([
      [
        "EksStack/C",
        {
          GuardDutyManaged:
            "? what `EksStack` is given stands where it is made, which is not in the input",
        },
      ],
    ]);
  });
});

describe("what cannot be followed makes unknown what it can change:", () => {
  it.each([
    [
      "an aspect: tags",
      `${cluster("")}cdk.Aspects.of(stack).add(new Standards());`,
      "S/C",
      "Tags",
      { "…": "? what the aspect changes in `S` is not known" },
    ],
    [
      "a helper of a package: the policy of an endpoint",
      'import { harden } from "@corp/cdk";\nconst e = vpc.addInterfaceEndpoint("E", { service: ec2.InterfaceVpcEndpointAwsService.GUARDDUTY_DATA });\nharden(e);',
      "S/Vpc/E",
      "PolicyDocument",
      "? the package `@corp/cdk` is not read",
    ],
    [
      "a construct of a package: the VPC's endpoints",
      'import { Endpoints } from "@corp/cdk";\nnew Endpoints(stack, "X", { vpc });',
      "S/Vpc/unknown",
      "ServiceName",
      "? the package `@corp/cdk` is not read",
    ],
    [
      "the id of a VPC in other hands: its endpoints",
      'import { endpoints } from "@corp/cdk";\nendpoints(vpc.vpcId);',
      "S/Vpc/unknown",
      "ServiceName",
      "? the package `@corp/cdk` is not read",
    ],
    [
      "a spread: all properties",
      cluster(", ...process.env"),
      "S/C",
      "Name",
      "? `process` is known only where the program runs",
    ],
    [
      "a branch: the resource",
      `if (process.env.X) { ${cluster(', name: "a"')} }`,
      "S/C",
      "Name",
      "? it depends on `process.env.X`: `process` is known only where the program runs",
    ],
    [
      "the context: the value",
      cluster(', name: app.node.tryGetContext("name")'),
      "S/C",
      "Name",
      "? `app.node.tryGetContext` is given where the program runs",
    ],
    [
      "a grant: the role's policies",
      'const r = new iam.Role(stack, "R", { assumedBy: new iam.AccountRootPrincipal() });\nnew s3.Bucket(stack, "B").grantRead(r);',
      "S/R",
      "ManagedPolicyArns",
      [{ rest: '? what `new s3.Bucket(stack, "B").grantRead` changes is not known' }],
    ],
  ])("%s", (_, text, address, key, expected) => {
    expect(property(text, address, key)).toEqual(expected);
  });

  it("but what only looks changes nothing", () => {
    const text = `import { AwsSolutionsChecks } from "cdk-nag";\n${cluster("")}cdk.Aspects.of(app).add(new AwsSolutionsChecks());`;
    expect(property(text, "S/C", "Tags")).toBeUndefined();
  });
});

describe("a VPC that is made elsewhere is", () => {
  it.each([
    [
      "its id",
      'ec2.Vpc.fromVpcAttributes(stack, "V", { vpcId: "vpc-1", availabilityZones: [] })',
      "vpc-1",
    ],
    ["looked up", 'ec2.Vpc.fromLookup(stack, "V", { isDefault: true })', { ref: "S/V" }],
  ])("%s", (_, expression, expected) => {
    const text = `const v = ${expression};\nv.addInterfaceEndpoint("E", { service: ec2.InterfaceVpcEndpointAwsService.GUARDDUTY_DATA });`;
    expect(property(text, "S/V/E", "VpcId")).toEqual(expected);
  });
});

describe("an endpoint's service", () => {
  it.each([
    ["ec2.InterfaceVpcEndpointAwsService.GUARDDUTY_DATA", "guardduty-data"],
    ['new ec2.InterfaceVpcEndpointAwsService("guardduty-data")', "guardduty-data"],
    [
      "new ec2.InterfaceVpcEndpointService(`com.amazonaws.${stack.region}.guardduty-data`)",
      "com.amazonaws.eu-west-1.guardduty-data",
    ],
    [
      "{ name: `com.amazonaws.${cdk.Aws.REGION}.guardduty-data`, port: 443 }",
      "com.amazonaws.*.guardduty-data",
    ],
  ])("%s is %s", (service, expected) => {
    expect(
      property(`vpc.addInterfaceEndpoint("E", { service: ${service} });`, "S/Vpc/E", "ServiceName"),
    ).toBe(expected);
  });
});

describe("what constructs say where a program says nothing:", () => {
  const endpoint = (more = ""): string =>
    `vpc.addInterfaceEndpoint("E", { service: ec2.InterfaceVpcEndpointAwsService.GUARDDUTY_DATA, ${more} });`;

  it("a VPC has names of its own", () => {
    expect(property("", "S/Vpc", "EnableDnsHostnames")).toBe("true");
    expect(property("", "S/Vpc", "EnableDnsSupport")).toBe("true");
  });

  it.each([
    ["", [{ rest: { ref: "S/Vpc/Subnet" } }]],
    [
      "subnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED }",
      [{ rest: { ref: "S/Vpc/Subnet" } }],
    ],
    ['subnets: { subnets: [ec2.Subnet.fromSubnetId(stack, "A", "subnet-1")] }', ["subnet-1"]],
    [
      'subnets: { availabilityZones: ["eu-west-1a"] }',
      '? which subnets `{ availabilityZones: ["eu-west-1a"] }` picks is not known',
    ],
  ])("an endpoint lies in subnets of its VPC: %s", (more, expected) => {
    expect(property(endpoint(more), "S/Vpc/E", "SubnetIds")).toEqual(expected);
  });
});
