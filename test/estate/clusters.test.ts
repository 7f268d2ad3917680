import { describe, expect, it } from "vitest";
import { describeCluster, leads, linked, plan, told, type Planned } from "./linked.ts";

const planned = (name: string, more: object = {}): Planned => ({
  address: `aws_eks_cluster.${name}`,
  after: { name, vpc_config: [{}], tags: null, ...more },
  unknown: { arn: true, vpc_config: [{ subnet_ids: true, vpc_id: true }] },
});
const inventory = (...clusters: readonly object[]): object => ({
  guardlint: "inventory/v1",
  clusters,
});
const tagged = (account: string, region = "us-east-1"): object => ({
  ResourceTagMappingList: [
    { ResourceARN: `arn:aws:eks:${region}:${account}:cluster/payments`, Tags: [] },
  ],
});

/** The subject of each cluster, with the number of documents that tell its tags. */
const found = async (files: Readonly<Record<string, unknown>>): Promise<readonly string[]> =>
  (await linked(files)).clusters.map(
    ({ subject, tagSets }) => `${subject} (${String(tagSets.length)})`,
  );

// A name is unique in one account and Region.
// https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html
describe("documents that speak of one cluster", () => {
  it.each<[string, Readonly<Record<string, unknown>>, readonly string[]]>([
    [
      "a plan and a response of one name",
      { "plan.json": plan([planned("payments")]), "seen.json": describeCluster("payments") },
      ["aws_eks_cluster.payments (2)"],
    ],
    [
      "what is declared comes first, whatever the order of the files",
      { "a.json": describeCluster("payments"), "plan.json": plan([planned("payments")]) },
      ["aws_eks_cluster.payments (2)"],
    ],
    [
      "a response, its tags by ARN and an inventory",
      {
        "a.json": describeCluster("payments"),
        "b.json": tagged("111122223333"),
        "c.yaml": inventory({ name: "payments", tags: {} }),
      },
      ["payments (3)"],
    ],
    [
      "another name",
      { "plan.json": plan([planned("payments")]), "seen.json": describeCluster("search") },
      ["aws_eks_cluster.payments (1)", "search (1)"],
    ],
    [
      "one name in two Regions",
      {
        "east.json": describeCluster("payments"),
        "west.json": describeCluster("payments", { region: "us-west-2" }),
      },
      ["payments (1)", "payments (1)"],
    ],
    [
      "one name in two accounts",
      {
        "one.json": describeCluster("payments"),
        "other.json": describeCluster("payments", { account: "444455556666" }),
      },
      ["payments (1)", "payments (1)"],
    ],
    [
      "a plan for another Region",
      {
        "plan.json": plan([planned("payments")], "us-west-2"),
        "seen.json": describeCluster("payments"),
      },
      ["aws_eks_cluster.payments (1)", "payments (1)"],
    ],
    [
      "a name that can be either of two clusters",
      {
        "east.json": describeCluster("payments"),
        "west.json": describeCluster("payments", { region: "us-west-2" }),
        "z.yaml": inventory({ name: "payments", tags: {} }),
      },
      ["payments (1)", "payments (1)", "payments (1)"],
    ],
    [
      "two plans whose account is not told",
      { "a.json": plan([planned("payments")]), "b.json": plan([planned("payments")]) },
      ["aws_eks_cluster.payments (1)", "aws_eks_cluster.payments (1)"],
    ],
    [
      "a name that JavaScript gives a meaning",
      {
        "a.yaml": inventory({ name: "constructor", tags: {} }),
        "b.json": describeCluster("constructor"),
      },
      ["constructor (2)"],
    ],
  ])("%s", async (_, files, expected) => {
    expect(await found(files)).toEqual(expected);
  });
});

const vpc = (name: string): Planned => ({
  address: `aws_vpc.${name}`,
  after: { cidr_block: "10.0.0.0/16" },
});
const subnet = (address: string, of: string): Planned => ({
  address,
  after: { cidr_block: "10.0.1.0/24" },
  unknown: { vpc_id: true },
  refers: { vpc_id: [`aws_vpc.${of}.id`, `aws_vpc.${of}`] },
});

/** The VPC of the first cluster of a plan whose cluster refers to subnets. */
async function vpcBehind(
  resources: readonly Planned[],
  subnets: readonly string[],
): Promise<string> {
  const text = JSON.stringify(plan([...resources, planned("payments")]));
  const config = JSON.stringify({ constant_value: [{}] });
  const refers = JSON.stringify([{ subnet_ids: { references: subnets } }]);
  const { clusters } = await linked({
    "plan.json": text.replace(`"vpc_config":${config}`, `"vpc_config":${refers}`),
  });
  return clusters[0] === undefined ? "no cluster" : leads(clusters[0].vpc);
}

// https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
describe("the VPC of a cluster", () => {
  const a = subnet("aws_subnet.a", "main");
  it.each<[string, readonly Planned[], readonly string[], string]>([
    ["by way of a subnet", [vpc("main"), a], ["aws_subnet.a.id", "aws_subnet.a"], "aws_vpc.main"],
    [
      "by way of two subnets",
      [vpc("main"), a, subnet("aws_subnet.b", "main")],
      ["aws_subnet.a.id", "aws_subnet.a", "aws_subnet.b.id", "aws_subnet.b"],
      "aws_vpc.main",
    ],
    [
      "by way of a collection",
      [vpc("main"), subnet('aws_subnet.all["x"]', "main"), subnet('aws_subnet.all["y"]', "main")],
      ["aws_subnet.all"],
      "aws_vpc.main",
    ],
    [
      "of a collection that lies in two",
      [vpc("main"), vpc("spoke"), a, subnet("aws_subnet.b", "spoke")],
      ["aws_subnet.a.id", "aws_subnet.a", "aws_subnet.b.id", "aws_subnet.b"],
      "unknown: its subnets can lie in several VPCs, and which ones it gets is not known",
    ],
    [
      "of subnets that nothing describes",
      [vpc("main")],
      ["aws_subnet.gone"],
      "unknown: it depends on `aws_subnet.gone`, which is known only after apply",
    ],
  ])("%s", async (_, resources, subnets, expected) => {
    expect(await vpcBehind(resources, subnets)).toBe(expected);
  });

  it("as a response tells it, for a cluster whose plan does not", async () => {
    const { clusters } = await linked({
      "plan.json": plan([planned("payments")]),
      "seen.json": describeCluster("payments", { vpc: "vpc-0d4e5f60" }),
    });
    expect(clusters.map((cluster) => leads(cluster.vpc))).toEqual(["vpc-0d4e5f60"]);
  });
});

describe("account and Region of a cluster", () => {
  it.each<[string, Readonly<Record<string, unknown>>, string, string]>([
    ["from its ARN", { "a.json": describeCluster("payments") }, "111122223333", "us-east-1"],
    [
      "from the provider, and the configuration",
      {
        "plan.json": plan([planned("payments")], "eu-west-1"),
        "guardlint.yaml": { extends: "default", account: "444455556666" },
      },
      "444455556666",
      "eu-west-1",
    ],
    [
      "from an ARN rather than from the configuration",
      {
        "a.json": describeCluster("payments"),
        "guardlint.yaml": { extends: "default", account: "444455556666" },
      },
      "111122223333",
      "us-east-1",
    ],
    ["from nothing", { "a.yaml": inventory({ name: "payments" }) }, "absent", "absent"],
  ])("%s", async (_, files, account, region) => {
    const [cluster] = (await linked(files)).clusters;
    expect(cluster && [told(cluster.account), told(cluster.region)]).toEqual([account, region]);
  });
});

describe("whether all pods run on Fargate", () => {
  const profile: Planned = {
    address: "aws_eks_fargate_profile.all",
    after: { cluster_name: "payments" },
  };
  const nodes: Planned = {
    address: "aws_eks_node_group.workers",
    after: { cluster_name: "payments" },
  };
  const others: Planned = {
    address: "aws_eks_node_group.workers",
    after: { cluster_name: "search" },
  };
  const selfManaged: Planned = { address: "aws_autoscaling_group.workers" };
  it.each<[string, readonly Planned[], boolean | string]>([
    ["nothing tells", [], "absent"],
    ["a Fargate profile", [profile], true],
    ["a node group", [nodes], false],
    ["both", [profile, nodes], false],
    ["a Fargate profile, and the node group of another cluster", [profile, others], true],
    [
      "a Fargate profile, and self-managed nodes that may be its own",
      [profile, selfManaged],
      false,
    ],
  ])("%s", async (_, resources, expected) => {
    const { clusters } = await linked({ "plan.json": plan([planned("payments"), ...resources]) });
    expect(clusters.map(({ fargateOnly }) => told(fargateOnly))).toEqual([expected]);
  });
});
