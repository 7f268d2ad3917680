import { describe, expect, it, test } from "vitest";
import { readSettings } from "../../src/config/read-settings.ts";
import { buildEstate } from "../../src/estate/build.ts";
import type { Estate } from "../../src/model/estate.ts";
import { rootsOf } from "../loaders/terraform/source/configurations.ts";
import { leads } from "./linked.ts";

/** The roots `net` and `app` together. */
async function estateOf(net: string, app: string): Promise<Estate> {
  const files = { "net/main.tf": net, "app/main.tf": app };
  const documents = rootsOf(files, { folders: ["net", "app"] });
  const { settings } = await readSettings(undefined);
  if (settings === undefined) throw new Error("there are no settings");
  return buildEstate(documents, settings.facts, () => undefined).estate;
}

/** The VPC of the cluster of `app`, as far as both tell. */
async function vpcOfCluster(net: string, app: string): Promise<string> {
  const estate = await estateOf(net, app);
  const [cluster] = estate.clusters;
  return cluster === undefined ? "no cluster" : leads(cluster.vpc);
}

/** The VPC and the groups of the endpoint of `app`. */
async function endpointOf(net: string, app: string): Promise<readonly string[]> {
  const [endpoint] = (await estateOf(net, app)).endpoints;
  if (endpoint === undefined) return ["no endpoint"];
  const open =
    endpoint.groups.rest === undefined ? [] : [`unknown: ${endpoint.groups.rest.detail}`];
  return [leads(endpoint.vpc), ...endpoint.groups.items.map(leads), ...open];
}

const provider = 'provider "aws" {\n  region = "eu-west-1"\n}\n';
const vpc = (name: string, tags: string): string =>
  `resource "aws_vpc" "${name}" {\n  tags = ${tags}\n}\n` +
  `resource "aws_subnet" "${name}" {\n  vpc_id = aws_vpc.${name}.id\n  tags = ${tags}\n}\n`;
const cluster = (subnets: string): string =>
  `resource "aws_eks_cluster" "c" {\n  name = "c"\n  vpc_config {\n    subnet_ids = ${subnets}\n  }\n}\n`;
const filter = (name: string, value: string): string =>
  `filter {\n    name   = "${name}"\n    values = ["${value}"]\n  }`;
const oneSubnet = (arguments_: string): string =>
  `${provider}data "aws_subnet" "s" {\n  ${arguments_}\n}\n${cluster("[data.aws_subnet.s.id]")}`;
const allSubnets = (arguments_: string): string =>
  `${provider}data "aws_subnets" "s" {\n  ${arguments_}\n}\n${cluster("data.aws_subnets.s.ids")}`;
const named = (name: string): string => `{ Name = "${name}" }`;

// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/subnet
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/subnets
describe("what a data source finds by tags is what the input makes, where", () => {
  const [main, other] = [vpc("main", named("main")), vpc("other", named("other"))];
  test.each([
    ["one subnet has the tag", main + other, oneSubnet('tags = { Name = "main" }')],
    ["one subnet has what is filtered", main + other, oneSubnet(filter("tag:Name", "main"))],
    ["all subnets with the tag", main + other, allSubnets('tags = { Name = "main" }')],
    [
      "all tags fit",
      vpc("main", '{ Name = "a", Team = "b" }') + vpc("other", '{ Name = "a", Team = "c" }'),
      oneSubnet('tags = { Name = "a", Team = "b" }'),
    ],
    [
      "the provider adds the tag",
      vpc("main", "{}"),
      oneSubnet('tags = { Stage = "test" }'),
      'default_tags {\n    tags = { Stage = "test" }\n  }',
    ],
    [
      "another tag is not known",
      main + vpc("b", '{ Name = "b", Zone = aws_vpc.b.id }'),
      oneSubnet('tags = { Name = "main" }'),
    ],
  ])("%s", async (_, net, app, inProvider = "") => {
    const own = provider.replace("}", `  ${inProvider}\n}`);
    expect(await vpcOfCluster(own + net, app)).toBe("aws_vpc.main");
  });
});

describe("what a data source finds by tags stays open, where", () => {
  const main = vpc("main", named("main"));
  test.each([
    ["nothing fits", main, oneSubnet('tags = { Name = "none" }')],
    ["several fit", main + vpc("b", named("main")), oneSubnet('tags = { Name = "main" }')],
    [
      "another one may fit",
      main + vpc("b", "{ Name = aws_vpc.b.id }"),
      oneSubnet('tags = { Name = "main" }'),
    ],
    [
      "all tags of another one are unknown",
      main + vpc("b", "aws_vpc.main.tags_all"),
      oneSubnet('tags = { Name = "x" }'),
    ],
    [
      "the tag that is looked for is not known",
      main,
      oneSubnet("tags = { Name = terraform.workspace }"),
    ],
    [
      "it looks for more than tags",
      main,
      oneSubnet('tags = { Name = "main" }\n  availability_zone = "eu-west-1a"'),
    ],
    [
      "it filters by more than tags",
      main,
      oneSubnet(filter("tag:Name", "main") + "\n" + filter("state", "available")),
    ],
    ["a filter stands for several texts", main, allSubnets(filter("tag:Name", "ma*"))],
    [
      "it looks in another Region",
      main,
      oneSubnet('tags = { Name = "main" }').replace("eu-west-1", "us-east-1"),
    ],
    ["it looks for nothing", main, allSubnets("")],
  ])("%s", async (_, net, app) => {
    expect(await vpcOfCluster(provider + net, app)).toMatch(/^unknown: /);
  });
});

describe("a VPC that is found by its tags", () => {
  it("is the one in which a subnet of another root lies", async () => {
    const app = `${provider}data "aws_vpc" "v" {\n  tags = { Name = "main" }\n}\nresource "aws_subnet" "s" {\n  vpc_id = data.aws_vpc.v.id\n}\n${cluster("[aws_subnet.s.id]")}`;
    const net = `${provider}resource "aws_vpc" "main" {\n  tags = { Name = "main" }\n}\n`;
    expect(await vpcOfCluster(net, app)).toBe("aws_vpc.main");
  });
});

// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/vpc
describe("what a data source finds in another way", () => {
  const main = vpc("main", named("main")) + vpc("other", named("other"));
  const found = (lookup: string): string =>
    `${provider}${lookup}\n${cluster("data.aws_subnets.s.ids")}`;
  const inVpc = (value: string, more = ""): string =>
    `data "aws_subnets" "s" {\n  ${filter("vpc-id", "${" + value + "}")}\n  ${more}\n}`;
  const ranged = main
    .replaceAll(
      "vpc_id = aws_vpc.main.id",
      'vpc_id = aws_vpc.main.id\n  cidr_block = "10.0.0.0/24"',
    )
    .replaceAll(
      "vpc_id = aws_vpc.other.id",
      'vpc_id = aws_vpc.other.id\n  cidr_block = "10.0.1.0/24"',
    );
  const byName = 'data "aws_vpc" "v" {\n  tags = { Name = "main" }\n}\n';
  test.each([
    ["all subnets of a VPC", main, found(byName + inVpc("data.aws_vpc.v.id"))],
    [
      "those of a VPC by a pattern",
      main,
      found(byName + inVpc("data.aws_vpc.v.id", filter("tag:Name", "*private*"))),
    ],
    [
      "those of a VPC whose tags are not known",
      main,
      found(byName + inVpc("data.aws_vpc.v.id", "tags = terraform.workspace")),
    ],
    [
      "one subnet of a VPC",
      main,
      oneSubnet("vpc_id = data.aws_vpc.v.id").replace("data", byName + "data"),
    ],
    ["a subnet by its range", ranged, oneSubnet('cidr_block = "10.0.0.0/24"')],
    [
      "a subnet by its range and tags",
      ranged,
      oneSubnet(filter("cidr-block", "10.0.0.0/24") + "\n" + filter("tag:Name", "main")),
    ],
    [
      "a VPC by the id of another",
      main,
      found(
        `${byName}data "aws_vpc" "w" {\n  id = data.aws_vpc.v.id\n}\n${inVpc("data.aws_vpc.w.id")}`,
      ),
    ],
  ])("%s", async (_, net, app) => {
    expect(await vpcOfCluster(provider + net, app)).toBe("aws_vpc.main");
  });

  test.each([
    [
      "several subnets fit",
      ranged.replaceAll("10.0.1.0", "10.0.0.0"),
      oneSubnet('cidr_block = "10.0.0.0/24"'),
    ],
    ["a range is not known", main, oneSubnet('cidr_block = "10.0.0.0/24"')],
    [
      "the filter names two VPCs",
      main,
      found(
        `data "aws_subnets" "s" {\n filter {\n name = "vpc-id"\n values = ["vpc-1", "vpc-2"]\n }\n}`,
      ),
    ],
  ])("stays open where %s", async (_, net, app) => {
    expect(await vpcOfCluster(provider + net, app)).toMatch(/^unknown: /);
  });
});

// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/security_group
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/eks_cluster
describe("what an endpoint is given is found", () => {
  const group = (name: string, more = 'name = "g"'): string =>
    `resource "aws_security_group" "${name}" {\n  vpc_id = aws_vpc.main.id\n  ${more}\n}\n`;
  const net =
    provider +
    vpc("main", named("main")) +
    cluster("[aws_subnet.main.id]").replace('"c"', '"made"') +
    vpc("other", named("other"));
  const endpoint = (attributes: string): string =>
    `resource "aws_vpc_endpoint" "e" {\n  ${attributes}\n}\n`;
  const ofGroup = (arguments_: string): string =>
    `${provider}data "aws_security_group" "g" {\n  ${arguments_}\n}\n${endpoint("security_group_ids = [data.aws_security_group.g.id]")}`;
  const named2 = 'data "aws_eks_cluster" "c" {\n  name = "c"\n}\n';
  const ofCluster = (name: string): string =>
    `${provider}${named2.replace('"c"\n}', `"${name}"\n}`)}${endpoint("vpc_id = data.aws_eks_cluster.c.vpc_config[0].vpc_id")}`;
  const byVpc =
    'name = "g"\n  vpc_id = data.aws_vpc.v.id\n}\ndata "aws_vpc" "v" {\n  tags = { Name = "main" }';
  test.each([
    [
      "a group by its name",
      net + group("a"),
      ofGroup('name = "g"'),
      ["absent", "aws_security_group.a"],
    ],
    [
      "a group by its name in a VPC",
      net + group("a") + group("b").replace("main", "other"),
      ofGroup(byVpc),
      ["absent", "aws_security_group.a"],
    ],
    [
      "a group by its tags",
      net + group("a", named("x").replace("{", "tags = {")) + group("b", "tags = {}"),
      ofGroup('tags = { Name = "x" }'),
      ["absent", "aws_security_group.a"],
    ],
    [
      "no group where two have the name",
      net + group("a") + group("b"),
      ofGroup('name = "g"'),
      ["absent", "data.aws_security_group.g"],
    ],
    [
      "no group where another may have it",
      net + group("a") + group("b", 'name_prefix = "g"'),
      ofGroup('name = "g"'),
      ["absent", "data.aws_security_group.g"],
    ],
    ["the VPC of a cluster by its name", net, ofCluster("c"), ["aws_vpc.main"]],
    [
      "the VPC of a cluster of the same root",
      net + endpoint("vpc_id = aws_eks_cluster.made.vpc_config[0].vpc_id"),
      provider,
      ["aws_vpc.main"],
    ],
    [
      "no VPC of a cluster of another name",
      net,
      ofCluster("d"),
      [expect.stringMatching(/^unknown: /)],
    ],
    [
      "no VPC of a cluster in another Region",
      net,
      ofCluster("c").replace("eu-west-1", "us-east-1"),
      [expect.stringMatching(/^unknown: /)],
    ],
    [
      "no VPC where two clusters have the name",
      net + cluster("[aws_subnet.other.id]"),
      ofCluster("c"),
      [expect.stringMatching(/^unknown: /)],
    ],
  ])("%s", async (_, made, app, expected) => {
    expect(await endpointOf(made, app)).toEqual(expected);
  });

  it("no VPC of clusters that take their subnets from themselves", async () => {
    const own = cluster("data.aws_eks_cluster.c.vpc_config[0].subnet_ids");
    expect(await endpointOf(provider, ofCluster("c") + own)).toEqual([
      expect.stringMatching(/^unknown: /),
    ]);
  });
});

it("many lookups of many things take no time to speak of", async () => {
  const each = (count: number, make: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => make(index)).join("");
  const net = each(2_000, (index) =>
    vpc(`v${String(index)}`, named(index === 0 ? "main" : "same")),
  );
  const app = each(
    2_000,
    (index) => `data "aws_subnet" "d${String(index)}" {\n  tags = { Name = "same" }\n}\n`,
  );
  const started = performance.now();
  expect(await vpcOfCluster(provider + net, app + oneSubnet('tags = { Name = "main" }'))).toBe(
    "aws_vpc.v0",
  );
  expect(performance.now() - started).toBeLessThan(15_000);
});
