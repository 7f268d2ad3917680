import { describe, expect, it } from "vitest";
import { describeCluster, leads, linked, plan, type Planned } from "./linked.ts";

const vpc = "vpc-0a1b2c3d";
const cluster = { "cluster.json": describeCluster("payments", { vpc }) };
const elsewhere = (name: string): string =>
  `${name} is not made by the files that were read, so an endpoint of it may stand elsewhere`;
const endpoints = (
  of: string,
  region = "us-east-1",
  owner = "111122223333",
  service = `com.amazonaws.${region}.sts`,
): object => ({
  VpcEndpoints: [
    { VpcEndpointId: "vpce-0a1b2c3d", VpcId: of, ServiceName: service, OwnerId: owner },
  ],
});
const inventory = (more: object): object => ({ guardlint: "inventory/v1", ...more });

/** The endpoints of each VPC, those declared for it, and why there may be more. */
async function gathered(files: Readonly<Record<string, unknown>>): Promise<readonly unknown[]> {
  const { endpointsByVpc } = await linked(files);
  const byName = [...endpointsByVpc].sort(([a], [b]) => (a.subject < b.subject ? -1 : 1));
  return byName.map(([{ subject }, { items, declared, rest }]) => [
    subject,
    items.map((item) => item.subject),
    declared.map(({ service }) => service),
    rest?.detail,
  ]);
}

// A response lists the endpoints of one account and Region.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpoints.html
describe("whether all endpoints of a VPC are at hand", () => {
  it.each<[string, Readonly<Record<string, unknown>>, readonly unknown[]]>([
    ["only a cluster names it", cluster, [[vpc, [], [], elsewhere(vpc)]]],
    [
      "a response lists its endpoints",
      { ...cluster, "endpoints.json": endpoints(vpc) },
      [[vpc, ["vpce-0a1b2c3d"], [], undefined]],
    ],
    [
      "a response lists those of another VPC",
      { ...cluster, "endpoints.json": endpoints("vpc-0d4e5f60") },
      [
        [vpc, [], [], undefined],
        ["vpc-0d4e5f60", ["vpce-0a1b2c3d"], [], undefined],
      ],
    ],
    [
      "a response lists those of another Region",
      { ...cluster, "endpoints.json": endpoints("vpc-0d4e5f60", "eu-west-1") },
      [
        [vpc, [], [], elsewhere(vpc)],
        ["vpc-0d4e5f60", ["vpce-0a1b2c3d"], [], undefined],
      ],
    ],
    [
      "the inventory has a list, which is empty",
      { ...cluster, "inventory.yaml": inventory({ endpoints: [] }) },
      [[vpc, [], [], undefined]],
    ],
    [
      "the inventory's list is for another Region",
      { ...cluster, "inventory.yaml": inventory({ region: "eu-west-1", endpoints: [] }) },
      [[vpc, [], [], elsewhere(vpc)]],
    ],
    [
      "the inventory lists the VPC itself",
      { ...cluster, "inventory.yaml": inventory({ vpcs: [{ id: vpc }] }) },
      [[vpc, [], [], undefined]],
    ],
    [
      "the configuration declares one of the VPC, and one that the VPC reaches",
      {
        ...cluster,
        "guardlint.yaml": {
          extends: "default",
          facts: {
            endpoints: [
              { vpc, service: "guardduty-data" },
              { vpc: "vpc-0c0ffee0", service: "sts", "reachable-from": [vpc] },
              { vpc: "vpc-0c0ffee0", service: "s3", "reachable-from": ["vpc-0d4e5f60"] },
            ],
          },
        },
      },
      [[vpc, [], ["guardduty-data", "sts"], elsewhere(vpc)]],
    ],
    [
      "it is shared from another account",
      {
        ...cluster,
        "endpoints.json": endpoints("vpc-0d4e5f60"),
        "guardlint.yaml": {
          extends: "default",
          facts: { "shared-subnets": [{ id: "subnet-0a1b2c3d", vpc, owner: "444455556666" }] },
        },
      },
      [
        [
          vpc,
          [],
          [],
          `${vpc} is shared from another account, so an endpoint of it may stand elsewhere`,
        ],
        ["vpc-0d4e5f60", ["vpce-0a1b2c3d"], [], undefined],
      ],
    ],
  ])("%s", async (_, files, expected) => {
    expect(await gathered(files)).toEqual(expected);
  });
});

const main: Planned = { address: "aws_vpc.main", after: { cidr_block: "10.0.0.0/16" } };
const telemetry = (refers: readonly string[], more: Partial<Planned> = {}): Planned => ({
  address: "aws_vpc_endpoint.telemetry",
  after: { service_name: "com.amazonaws.us-east-1.guardduty-data", vpc_endpoint_type: "Interface" },
  unknown: { vpc_id: true },
  refers: { vpc_id: refers },
  ...more,
});

describe("the VPC of an endpoint", () => {
  it.each<[string, readonly Planned[], string]>([
    ["by reference", [main, telemetry(["aws_vpc.main.id", "aws_vpc.main"])], "aws_vpc.main"],
    [
      "by reference to the VPC of a subnet",
      [
        main,
        {
          address: "aws_subnet.a",
          unknown: { vpc_id: true },
          refers: { vpc_id: ["aws_vpc.main.id", "aws_vpc.main"] },
        },
        telemetry(["aws_subnet.a.vpc_id", "aws_subnet.a"]),
      ],
      "aws_vpc.main",
    ],
    [
      "by its id, which nothing describes",
      [
        telemetry([], {
          after: { service_name: "guardduty-data", vpc_id: "vpc-0d4e5f60" },
          unknown: {},
          refers: {},
        }),
      ],
      "vpc-0d4e5f60",
    ],
    [
      "picked from two by an expression",
      [
        main,
        { address: "aws_vpc.spoke", after: { cidr_block: "10.1.0.0/16" } },
        telemetry(["aws_vpc.main.id", "aws_vpc.main", "aws_vpc.spoke.id", "aws_vpc.spoke"]),
      ],
      "unknown: `aws_vpc.main`, `aws_vpc.spoke` names 2 different VPCs, and the expression that picks one is not known",
    ],
    [
      "of what is no VPC",
      [
        { address: "terraform_data.vpc", unknown: { output: true } },
        telemetry(["terraform_data.vpc.output", "terraform_data.vpc"]),
      ],
      "unknown: it depends on `terraform_data.vpc.output`, which is known only after apply",
    ],
  ])("%s", async (_, resources, expected) => {
    const estate = await linked({ "plan.json": plan(resources) });
    expect(estate.endpoints.map((endpoint) => leads(endpoint.vpc))).toEqual([expected]);
  });
});
