import { describe, expect, it } from "vitest";
import { plain, resourcesOf } from "./programs.ts";

const start = `import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";
import * as eks from "@pulumi/eks";
import * as native from "@pulumi/aws-native";
import * as pulumi from "@pulumi/pulumi";
`;

function read(
  text: string,
  files: Readonly<Record<string, string>> = {},
): ReturnType<typeof resourcesOf> {
  return resourcesOf({ "index.ts": start + text, ...files }, ["index.ts"]);
}

function property(text: string, address: string, key: string, files = {}): unknown {
  const body = read(text, files).get(address)?.body;
  return body?.kind === "map" ? plain(body.get(key)) : "it is not read";
}

const vpc = 'const vpc = new aws.ec2.Vpc("main", { cidrBlock: "10.0.0.0/16" });\n';

describe("resources are those of the Terraform provider:", () => {
  it.each([
    [
      "the settings of an add-on, whose keys are its own",
      'new aws.eks.Addon("a", { clusterName: "c", addonName: "aws-guardduty-agent", configurationValues: JSON.stringify({ dnsPolicy: "Default" }) });',
      "aws_eks_addon.a",
      "configuration_values",
      { dnsPolicy: "Default" },
    ],
    ["names of arguments", vpc, "aws_vpc.main", "cidr_block", "10.0.0.0/16"],
    [
      "outputs",
      `${vpc}new aws.ec2.Subnet("a", { vpcId: vpc.id });`,
      "aws_subnet.a",
      "vpc_id",
      { ref: "aws_vpc.main.id" },
    ],
    [
      "outputs that the program states",
      `${vpc}new aws.ec2.Subnet("a", { vpcId: vpc.id, cidrBlock: vpc.cidrBlock });`,
      "aws_subnet.a",
      "cidr_block",
      "10.0.0.0/16",
    ],
    [
      "blocks",
      'new aws.ec2.SecurityGroup("g", { ingress: [{ fromPort: 443, toPort: 443, protocol: "tcp", cidrBlocks: ["0.0.0.0/0"] }] });',
      "aws_security_group.g",
      "ingress",
      [{ cidr_blocks: ["0.0.0.0/0"], from_port: "443", protocol: "tcp", to_port: "443" }],
    ],
    [
      "names that Pulumi makes up",
      'new aws.eks.Cluster("c", {});',
      "aws_eks_cluster.c",
      "name",
      "? its value is known only after deployment",
    ],
    [
      "keys of tags, as they are",
      'new aws.eks.Cluster("c", { tags: { GuardDutyManaged: "true" } });',
      "aws_eks_cluster.c",
      "tags",
      { GuardDutyManaged: "true" },
    ],
    [
      "the Cloud Control API's",
      'new native.eks.Cluster("c", { name: "a", resourcesVpcConfig: { subnetIds: ["s"] } });',
      "AWS::EKS::Cluster.c",
      "ResourcesVpcConfig",
      { SubnetIds: ["s"] },
    ],
    [
      "what is looked up",
      'const v = aws.ec2.getVpcOutput({ default: true });\nnew aws.ec2.Subnet("a", { vpcId: v.id });',
      "aws_subnet.a",
      "vpc_id",
      { ref: "data.aws_vpc.lookup.id" },
    ],
  ])("%s", (_, text, address, key, expected) => {
    expect(property(text, address, key)).toEqual(expected);
  });
});

describe("outputs are read as far as they are constant:", () => {
  const endpoint = (argument: string): string =>
    `${vpc}new aws.ec2.VpcEndpoint("e", { vpcId: vpc.id, ${argument} });`;
  const policy =
    '{ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: vpc.arn }] }';
  const statement = {
    Action: "*",
    Effect: "Allow",
    Principal: "*",
    Resource: { ref: "aws_vpc.main.arn" },
  };

  it.each([
    ["JSON.stringify", `policy: JSON.stringify(${policy})`],
    ["pulumi.jsonStringify", `policy: pulumi.jsonStringify(${policy})`],
    [
      "apply",
      `policy: vpc.arn.apply((arn) => JSON.stringify(${policy.replace("vpc.arn", "arn")}))`,
    ],
    [
      "all",
      `policy: pulumi.all([vpc.arn, "x"]).apply(([arn]) => JSON.stringify(${policy.replace("vpc.arn", "arn")}))`,
    ],
    [
      "a document of the provider",
      'policy: aws.iam.getPolicyDocumentOutput({ statements: [{ actions: ["*"], resources: [vpc.arn], principals: [{ type: "*", identifiers: ["*"] }] }] }).json',
    ],
  ])("a policy by %s", (way, argument) => {
    const read = property(endpoint(argument), "aws_vpc_endpoint.e", "policy");
    const listed = way.startsWith("a document")
      ? { ...statement, Action: ["*"], Resource: [statement.Resource] }
      : statement;
    expect(read).toEqual({ Statement: [listed], Version: "2012-10-17" });
  });

  it("a text of which a part is not known keeps the others", () => {
    const argument =
      "serviceName: pulumi.interpolate`com.amazonaws.${aws.config.region}.guardduty-data`";
    expect(property(endpoint(argument), "aws_vpc_endpoint.e", "service_name")).toBe(
      "com.amazonaws.*.guardduty-data",
    );
  });
});

describe("tags of a provider", () => {
  const provider =
    'const provider = new aws.Provider("p", { region: "eu-west-1", defaultTags: { tags: { Team: "a", GuardDutyManaged: "yes" } } });\n';
  const all = "tags_all";

  it.each([
    [
      "come to its resources",
      `${provider}new aws.eks.Cluster("c", {}, { provider });`,
      { GuardDutyManaged: "yes", Team: "a" },
    ],
    [
      "give way to those of the resource",
      `${provider}new aws.eks.Cluster("c", { tags: { Team: "b" } }, { provider });`,
      { GuardDutyManaged: "yes", Team: "b" },
    ],
    [
      "come to the parts of a component",
      `${provider}class Own extends pulumi.ComponentResource { constructor(name: string, opts?: any) { super("own:Own", name, {}, opts); new aws.eks.Cluster("c", {}, { parent: this }); } }\nnew Own("o", { provider });`,
      { GuardDutyManaged: "yes", Team: "a" },
    ],
    ["do not come to others", `${provider}new aws.eks.Cluster("c", {});`, undefined],
    [
      "are not known where the provider is not",
      'export function make(opts: any) { new aws.eks.Cluster("c", {}, opts); }',
      { "…": "? what the function is given stands where it is called, which is not in the input" },
    ],
    [
      "are not known where a transformation adds some",
      'pulumi.runtime.registerStackTransformation((args) => args);\nnew aws.eks.Cluster("c", {});',
      { "…": "? a transformation changes the arguments of all resources" },
    ],
  ])("%s", (_, text, expected) => {
    expect(property(text, "aws_eks_cluster.c", all)).toEqual(expected);
  });

  it("are not known where the stack's configuration adds some", () => {
    const files = { "Pulumi.dev.yaml": "config:\n  aws:defaultTags:\n    tags:\n      a: b\n" };
    expect(property('new aws.eks.Cluster("c", {});', "aws_eks_cluster.c", all, files)).toEqual({
      "…": "? the configuration of the stack adds tags to all resources",
    });
  });
});

describe("components are what they make by default:", () => {
  it.each([
    [
      "the VPC of a network",
      'const n = new awsx.ec2.Vpc("n");\nnew aws.ec2.Subnet("a", { vpcId: n.vpcId });',
      "aws_subnet.a",
      "vpc_id",
      { ref: "aws_vpc.n.id" },
    ],
    [
      "the subnets of a network",
      'const n = new awsx.ec2.Vpc("n");\nnew aws.eks.Cluster("c", { vpcConfig: { subnetIds: n.privateSubnetIds } });',
      "aws_eks_cluster.c",
      "vpc_config",
      { subnet_ids: [{ rest: { ref: "aws_subnet.n.id" } }] },
    ],
    [
      "the tags of a cluster",
      'new eks.Cluster("c", { tags: { a: "b" }, clusterTags: { GuardDutyManaged: "true" } });',
      "aws_eks_cluster.c",
      "tags",
      { GuardDutyManaged: "true", a: "b" },
    ],
    [
      "the nodes of a cluster",
      'new eks.Cluster("c", { name: "x" });',
      "aws_eks_node_group.c",
      "cluster_name",
      "x",
    ],
    [
      "no nodes where they are left out",
      'new eks.Cluster("c", { skipDefaultNodeGroup: true });',
      "aws_eks_node_group.c",
      "cluster_name",
      "it is not read",
    ],
    [
      "the endpoints that are asked for",
      'new awsx.ec2.Vpc("n", { vpcEndpointSpecs: [{ serviceName: "com.amazonaws.eu-west-1.guardduty-data", vpcEndpointType: "Interface" }] });',
      "aws_vpc_endpoint.n",
      "service_name",
      "com.amazonaws.eu-west-1.guardduty-data",
    ],
  ])("%s", (_, text, address, key, expected) => {
    expect(property(text, address, key)).toEqual(expected);
  });
});

describe("a VPC in other hands may have other endpoints", () => {
  it("which stand for what is not known", () => {
    const text = `import { Endpoints } from "@corp/pulumi";\n${vpc}new Endpoints("x", { vpcId: vpc.id });`;
    expect(property(text, "aws_vpc_endpoint.?", "vpc_id")).toEqual({ ref: "aws_vpc.main.id" });
    expect(property(text, "aws_vpc_endpoint.?", "service_name")).toBe(
      "? the package `@corp/pulumi` is not read",
    );
  });
});

describe("helpers of the library are read as what they make:", () => {
  it("a role that a service may assume", () => {
    const text = `import * as aws from "@pulumi/aws";
new aws.iam.Role("r", { assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "ec2.amazonaws.com" }) });`;
    const body = resourcesOf({ "index.ts": text }).get("aws_iam_role.r")?.body;
    const policy = body?.kind === "map" ? plain(body.get("assume_role_policy")) : body;
    expect(policy).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "ec2.amazonaws.com" },
          Action: "sts:AssumeRole",
        },
      ],
    });
  });
});
