import { describe, expect, it } from "vitest";
import { plain, resourcesOf } from "./programs.ts";

const start = `import { App, Stack, aws_ec2 as ec2, aws_eks as eks } from "aws-cdk-lib";
const stack = new Stack(new App(), "S");
`;

function read(text: string): ReturnType<typeof resourcesOf> {
  return resourcesOf({ "app.ts": start + text });
}

function types(text: string): readonly string[] {
  return [...read(text).values()].map(({ type, address }) => `${type} ${address}`);
}

describe("what no file calls is read once, with what is not known:", () => {
  it.each([
    [
      "a method of a class that no file makes one of",
      "class Provider { create(vpc: ec2.IVpc) { return new eks.CfnCluster(stack, 'C', {}); } }",
    ],
    [
      "a method that such a method calls",
      "class Provider { create() { return this.make(); } make() { return new eks.CfnCluster(stack, 'C', {}); } }",
    ],
    [
      "a method of a class that is made",
      "class Provider { create() { return new eks.CfnCluster(stack, 'C', {}); } }\nnew Provider();",
    ],
    [
      "a static method",
      "class Provider { static create() { return new eks.CfnCluster(stack, 'C', {}); } }",
    ],
    ["a constructor", "class Provider { constructor() { new eks.CfnCluster(stack, 'C', {}); } }"],
  ])("%s", (_, text) => {
    expect(types(text)).toEqual(["AWS::EKS::Cluster S/C"]);
  });

  it("and once only where a method is called", () => {
    const text =
      "class Provider { create() { return new eks.CfnCluster(stack, 'C', {}); } }\nnew Provider().create();";
    expect(types(text)).toEqual(["AWS::EKS::Cluster S/C"]);
  });

  it("and changes nothing of what there is", () => {
    const text = `class Made extends Stack {
  group = new ec2.CfnSecurityGroup(this, "G", { groupDescription: "a" });
  open() { this.group.groupDescription = "b"; }
}
new Made(stack, "M");`;
    const body = read(text).get("S/M/G")?.body;
    expect(body?.kind === "map" ? plain(body) : body).toEqual({ GroupDescription: "a" });
  });
});

describe("a construct that is one of two", () => {
  const vpc = `const vpc = process.env.VPC ? ec2.Vpc.fromLookup(stack, "Old", { vpcId: "vpc-1" }) : new ec2.Vpc(stack, "New");\n`;

  it("has what is made of it, of which nothing is known", () => {
    const text = `${vpc}vpc.addInterfaceEndpoint("E", { service: ec2.InterfaceVpcEndpointAwsService.GUARDDUTY_DATA });`;
    const made = read(text);
    const endpoints = [...made.values()].filter(({ type }) => type === "AWS::EC2::VPCEndpoint");
    expect(endpoints.map(({ address }) => address)).toEqual(["S/Old/E", "S/New/E"]);
    const [first] = endpoints;
    const vpcId = first?.body.kind === "map" ? first.body.get("VpcId").kind : undefined;
    expect(vpcId).toBe("unknown");
  });

  it("refers to neither of them for certain", () => {
    const text = `${vpc}new ec2.CfnSubnet(stack, "A", { vpcId: vpc.vpcId });`;
    const body = read(text).get("S/A")?.body;
    const vpcId = body?.kind === "map" ? body.get("VpcId") : undefined;
    expect(vpcId?.kind === "unknown" ? vpcId.references : vpcId).toEqual([]);
  });
});

describe("an endpoint that may not be there", () => {
  const conditional = (service: string): unknown => {
    const made = read(
      `if (process.env.X) new ec2.CfnVPCEndpoint(stack, "E", { vpcId: "vpc-1", serviceName: "${service}" });`,
    );
    const body = made.get("S/E")?.body;
    return body?.kind === "map" ? [plain(body.get("ServiceName")), plain(body.get("VpcId"))] : body;
  };
  const unknown = "? it depends on `process.env.X`: `process` is known only where the program runs";

  it("is none of ours where it is known to be another service's", () => {
    expect(conditional("com.amazonaws.eu-west-1.s3")).toEqual([
      "com.amazonaws.eu-west-1.s3",
      unknown,
    ]);
  });

  it("says nothing of itself where it is ours", () => {
    expect(conditional("com.amazonaws.eu-west-1.guardduty-data")).toEqual([unknown, unknown]);
  });
});

describe("a name of which a part is not known", () => {
  it("shows the other parts", () => {
    const made = read("new eks.CfnCluster(stack, `${process.env.X}-cluster`, {});");
    expect([...made.keys()]).toEqual(["S/*-cluster"]);
  });

  it("is that of the project where a Pulumi program takes it from there", () => {
    const made = resourcesOf({
      "p/index.ts": `import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
new aws.eks.Cluster(\`\${pulumi.getProject()}-1\`, {});`,
      "p/Pulumi.yaml": "name: payments # the project\nruntime: nodejs\n",
    });
    expect([...made.keys()]).toEqual(["aws_eks_cluster.payments-1"]);
  });
});
