import { describe, expect, it, test } from "vitest";
import { readSettings } from "../../src/config/read-settings.ts";
import { buildEstate } from "../../src/estate/build.ts";
import { rootsOf } from "../loaders/terraform/source/configurations.ts";
import { leads } from "./linked.ts";

/** The VPC of the cluster of `app`, as far as the roots `net` and `app` tell together. */
async function vpcOfCluster(net: string, app: string): Promise<string> {
  const files = { "net/main.tf": net, "app/main.tf": app };
  const documents = rootsOf(files, { folders: ["net", "app"] });
  const { settings } = await readSettings(undefined);
  if (settings === undefined) throw new Error("there are no settings");
  const { estate } = buildEstate(documents, settings.facts, () => undefined);
  const [cluster] = estate.clusters;
  return cluster === undefined ? "no cluster" : leads(cluster.vpc);
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
