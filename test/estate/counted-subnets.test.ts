import { describe, expect, test } from "vitest";
import { rootsOf } from "../loaders/terraform/source/configurations.ts";
import { readSettings } from "../../src/config/read-settings.ts";
import { buildEstate } from "../../src/estate/build.ts";
import { leads } from "./linked.ts";

/** The VPC of the only cluster of a root. */
async function vpcOfCluster(text: string): Promise<string> {
  const documents = rootsOf({ "main/main.tf": text }, { folders: ["main"] });
  const { settings } = await readSettings(undefined);
  if (settings === undefined) throw new Error("there are no settings");
  const [cluster] = buildEstate(documents, settings.facts, () => undefined).estate.clusters;
  return cluster === undefined ? "no cluster" : leads(cluster.vpc);
}

const zones = 'data "aws_availability_zones" "all" {}\nvariable "more" {}\nvariable "make" {}\n';
const vpc = (name: string): string => `resource "aws_vpc" "${name}" {}\n`;
const subnets = (name: string, vpcId: string, meta: string): string =>
  `resource "aws_subnet" "${name}" {\n  ${meta}\n  vpc_id = ${vpcId}\n}\n`;
const counted = "count = length(data.aws_availability_zones.all.names)";
const cluster = (ids: string): string =>
  `resource "aws_eks_cluster" "c" {\n  name = "c"\n  vpc_config {\n    subnet_ids = ${ids}\n  }\n}\n`;

const root = (...parts: readonly string[]): string => [zones, ...parts].join("");
const unsure =
  "unknown: it is not known whether it exists, because it depends on `data.aws_availability_zones.all.names`, which is read from AWS";

// https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
describe("a cluster has subnets, so that those it may be given tell its VPC, where", () => {
  test.each([
    [
      "a count that is not known makes all of them",
      root(vpc("a"), subnets("s", "aws_vpc.a.id", counted), cluster("aws_subnet.s[*].id")),
    ],
    [
      "they are made for each of what is not known",
      root(
        vpc("a"),
        subnets("s", "aws_vpc.a.id", "for_each = toset(data.aws_availability_zones.all.names)"),
        cluster("[for s in aws_subnet.s : s.id]"),
      ),
    ],
    [
      "others lie there too",
      root(
        vpc("a"),
        subnets("s", "aws_vpc.a.id", counted),
        subnets("t", "aws_vpc.a.id", counted),
        cluster("concat(aws_subnet.s[*].id, aws_subnet.t[*].id)"),
      ),
    ],
    [
      "one that exists lies there, whatever others do",
      root(
        ...[vpc("a"), vpc("b"), subnets("s", "aws_vpc.a.id", "")],
        cluster("concat([aws_subnet.s.id], var.more)"),
      ),
    ],
  ])("%s", async (_, text) => {
    expect(await vpcOfCluster(text)).toBe("aws_vpc.a");
  });

  test("it is named by its id", async () => {
    const text = root(subnets("s", '"vpc-0a1b2c3d"', counted), cluster("aws_subnet.s[*].id"));
    expect(await vpcOfCluster(text)).toBe("vpc-0a1b2c3d");
  });
});

describe("subnets that may not exist leave the VPC of a cluster open, where", () => {
  test.each([
    [
      "others lie elsewhere",
      root(
        ...[vpc("a"), vpc("b")],
        subnets("s", "aws_vpc.a.id", counted),
        subnets("t", "aws_vpc.b.id", counted),
        cluster("concat(aws_subnet.s[*].id, aws_subnet.t[*].id)"),
      ),
      "unknown: its subnets can lie in several VPCs, and which ones it gets is not known",
    ],
    [
      "it may be others instead",
      root(
        ...[vpc("a"), subnets("s", "aws_vpc.a.id", "count = var.make ? 2 : 0")],
        cluster("var.make ? aws_subnet.s[*].id : var.more"),
      ),
      "unknown: the variable `make` is given no value",
    ],
    [
      "it is not known where another lies",
      root(
        ...[vpc("a"), subnets("s", "aws_vpc.a.id", counted), subnets("t", "var.more", counted)],
        cluster("concat(aws_subnet.s[*].id, aws_subnet.t[*].id)"),
      ),
      unsure,
    ],
  ])("%s", async (_, text, reason) => {
    expect(await vpcOfCluster(text)).toBe(reason);
  });

  test.each([
    "concat(aws_subnet.s[*].id, var.more)",
    "concat(var.more, aws_subnet.s[*].id)",
    "flatten([aws_subnet.s[*].id, var.more])",
    "compact(concat(aws_subnet.s[*].id, [var.more]))",
    "distinct(concat(aws_subnet.s[*].id, var.more))",
    "setunion(aws_subnet.s[*].id, var.more)",
    "coalescelist(aws_subnet.s[*].id, var.more)",
    "try(var.more.ids, aws_subnet.s[*].id)",
    "[for id in concat(aws_subnet.s[*].id, var.more) : id]",
    'split(",", "${join(",", aws_subnet.s[*].id)},${var.more}")',
    "values(merge(zipmap(aws_subnet.s[*].id, aws_subnet.s[*].id), var.more))",
    "values(merge({ for s in aws_subnet.s : s.id => s.id }, var.more))",
    'split(",", replace(join(",", aws_subnet.s[*].id), var.more, var.more))',
    "jsondecode(jsonencode(concat(aws_subnet.s[*].id, var.more)))",
  ])("others are not known: %s", async (ids) => {
    const parts = [vpc("a"), subnets("s", "aws_vpc.a.id", counted)];
    expect(await vpcOfCluster(root(...parts, cluster(ids)))).toMatch(
      /^unknown: (?:it is not known whether it exists|it depends on `data\.aws_availability_zones|the variable `more`)/,
    );
  });
});
