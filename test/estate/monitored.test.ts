import { describe, expect, it } from "vitest";
import { describeCluster, leads, linked, plan, told, type Planned } from "./linked.ts";

const main: Planned = {
  address: "aws_eks_cluster.main",
  after: { name: "payments", version: "1.33", outpost_config: [], remote_network_config: [] },
  unknown: { arn: true, vpc_config: true },
};
const addon = (name: string, after: object, unknown: object = {}): Planned => ({
  address: `aws_eks_addon.${name}`,
  after: { addon_name: "aws-guardduty-agent", ...after },
  unknown: { arn: true, ...unknown },
  refers: { cluster_name: ["aws_eks_cluster.main.name", "aws_eks_cluster.main"] },
});

// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/eks_addon
describe("an add-on", () => {
  it.each([
    ["of a cluster whose name is known", { cluster_name: "payments" }, "aws_eks_cluster.main"],
    ["of a cluster elsewhere", { cluster_name: "orders" }, "elsewhere: orders"],
  ])("%s", async (_, after, expected) => {
    const { addons } = await linked({ "plan.json": plan([main, addon("agent", after)]) });
    expect(addons.map(({ cluster }) => leads(cluster))).toEqual([expected]);
  });

  it("of a cluster whose name is not known yet", async () => {
    const unnamed = { ...main, after: {}, unknown: { name: true } };
    const { addons } = await linked({
      "plan.json": plan([unnamed, addon("agent", {}, { cluster_name: true })]),
    });
    expect(addons.map(({ cluster }) => leads(cluster))).toEqual(["aws_eks_cluster.main"]);
  });

  it("belongs to the cluster of its own document where others have the same name", async () => {
    const { addons } = await linked({
      "a.json": plan([main, addon("agent", { cluster_name: "payments" })]),
      "b.json": describeCluster("payments", { region: "eu-west-1" }),
      "c.json": describeCluster("payments", { region: "eu-west-2" }),
    });
    expect(addons.map(({ cluster }) => leads(cluster))).toEqual(["aws_eks_cluster.main"]);
  });

  it("belongs to the cluster of its own account and Region where others have the same name", async () => {
    const cluster = (account: string): object => ({
      call: "eks describe-cluster",
      of: "main",
      response: {
        cluster: { name: "main", arn: `arn:aws:eks:eu-west-1:${account}:cluster/main` },
      },
    });
    const agent = (account: string): object => ({
      call: "eks describe-addon",
      of: "main aws-guardduty-agent",
      response: {
        addon: {
          addonName: "aws-guardduty-agent",
          clusterName: "main",
          addonArn: `arn:aws:eks:eu-west-1:${account}:addon/main/aws-guardduty-agent/1`,
        },
      },
    });
    const ids = ["111122223333", "444455556666"];
    const { addons } = await linked({
      "snapshot.json": {
        guardlint: "snapshot/v1",
        accounts: Object.fromEntries(
          ids.map((id) => [
            id,
            { answers: [], regions: { "eu-west-1": [agent(id), cluster(id)] } },
          ]),
        ),
      },
    });
    expect(addons.map(({ cluster: link }) => leads(link))).toEqual(
      ids.map((id) => `${id}/eu-west-1/main`),
    );
  });

  it("belongs to nobody where several clusters of other documents have the name", async () => {
    const { addons } = await linked({
      "a.json": plan([addon("agent", { cluster_name: "payments" })]),
      "b.json": describeCluster("payments", { region: "eu-west-1" }),
      "c.json": describeCluster("payments", { region: "eu-west-2" }),
    });
    expect(addons.map(({ cluster }) => leads(cluster))).toEqual([
      "unknown: several clusters are named payments",
    ]);
  });
});

describe("a cluster", () => {
  it.each([
    ["neither", {}, [false, false]],
    [
      "on an Outpost",
      { outpost_config: [{ control_plane_instance_type: "m5.large" }] },
      [true, false],
    ],
    ["with hybrid nodes", { remote_network_config: [{ remote_node_networks: [] }] }, [false, true]],
  ])("%s", async (_, more, expected) => {
    const { clusters } = await linked({
      "plan.json": plan([{ ...main, after: { ...main.after, ...more } }]),
    });
    expect(
      clusters.map(({ onOutpost, hybridNodes }) => [told(onOutpost), told(hybridNodes)]),
    ).toEqual([expected]);
  });
});

// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc
describe("a VPC", () => {
  const vpc = (after: object, unknown: object = {}): Planned => ({
    address: "aws_vpc.main",
    after,
    unknown,
  });
  it.each<[string, readonly Planned[], readonly unknown[]]>([
    ["left as it is made", [vpc({ cidr_block: "10.0.0.0/16" })], [true, false]],
    [
      "with both set",
      [vpc({ enable_dns_support: false, enable_dns_hostnames: true })],
      [false, true],
    ],
  ])("%s has DNS support and DNS hostnames", async (_, resources, expected) => {
    const { vpcs } = await linked({ "plan.json": plan(resources) });
    expect(vpcs.map((one) => [told(one.dnsSupport), told(one.dnsHostnames)])).toEqual([expected]);
  });

  it("has the blocks that other resources give it", async () => {
    const second: Planned = {
      address: "aws_vpc_ipv4_cidr_block_association.pods",
      after: { cidr_block: "100.64.0.0/16" },
      unknown: { vpc_id: true },
      refers: { vpc_id: ["aws_vpc.main.id", "aws_vpc.main"] },
    };
    const { vpcs } = await linked({
      "plan.json": plan([vpc({ cidr_block: "10.0.0.0/16" }), second]),
    });
    expect(vpcs.map(({ cidrs }) => cidrs.items.map(told))).toEqual([
      ["10.0.0.0/16", "100.64.0.0/16"],
    ]);
    expect(vpcs.map(({ cidrs }) => cidrs.rest)).toEqual([undefined]);
  });

  it("that is only named may have any blocks", async () => {
    const { vpcs } = await linked({ "cluster.json": describeCluster("payments") });
    expect(vpcs.map(({ cidrs }) => cidrs.rest?.detail)).toEqual([
      "the input does not tell the CIDR blocks of vpc-0a1b2c3d",
    ]);
  });
});

// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_endpoint
describe("an endpoint", () => {
  const endpoint = (after: object): Planned => ({
    address: "aws_vpc_endpoint.data",
    after: { service_name: "com.amazonaws.us-east-1.guardduty-data", ...after },
  });
  const part = (type: string, after: object): Planned => ({
    address: `${type}.one`,
    after,
    unknown: { vpc_endpoint_id: true },
    refers: { vpc_endpoint_id: ["aws_vpc_endpoint.data.id", "aws_vpc_endpoint.data"] },
  });
  it.each<[string, readonly Planned[], unknown]>([
    ["without private DNS names", [endpoint({})], false],
    ["with them", [endpoint({ private_dns_enabled: true })], true],
    [
      "with them from another resource",
      [
        endpoint({ private_dns_enabled: false }),
        part("aws_vpc_endpoint_private_dns", { private_dns_enabled: true }),
      ],
      true,
    ],
  ])("%s", async (_, resources, expected) => {
    const { endpoints } = await linked({ "plan.json": plan(resources) });
    expect(endpoints.map(({ privateDns }) => told(privateDns))).toEqual([expected]);
  });

  it("lies in the subnets of every resource that gives it one", async () => {
    const { endpoints } = await linked({
      "plan.json": plan([
        endpoint({ subnet_ids: ["subnet-0a1b2c3d"] }),
        part("aws_vpc_endpoint_subnet_association", { subnet_id: "subnet-0e4f5a6b" }),
      ]),
    });
    expect(endpoints.map(({ subnets }) => subnets.items.map(leads))).toEqual([
      ["elsewhere: subnet-0a1b2c3d", "elsewhere: subnet-0e4f5a6b"],
    ]);
  });
});
