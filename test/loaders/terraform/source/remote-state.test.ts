import { describe, expect, it, test } from "vitest";
import { main } from "../../../../src/commands/main.ts";
import { memoryHost } from "../../../memory-host.ts";
import { at, outline, part } from "../outline.ts";
import { rootsOf } from "./configurations.ts";

const s3 = (bucket: string, key: string): string =>
  `terraform {\n  backend "s3" {\n    bucket = "${bucket}"\n    key    = "${key}"\n    region = "eu-west-1"\n  }\n}\n`;

const reads = (backend: string, config: string): string =>
  `data "terraform_remote_state" "n" {\n  backend = "${backend}"\n  config = ${config}\n}\n`;

const network = `
  resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
  output "vpc" { value = aws_vpc.main.id }
  output "all" { value = { cidr = aws_vpc.main.cidr_block, ids = [aws_vpc.main.id] } }
`;

function x(expression: string, data: string, more: Readonly<Record<string, string>>): unknown {
  const files = {
    "live/cluster/main.tf": `${data}\nresource "a_b" "c" { x = ${expression} }`,
    ...more,
  };
  const folders = [...new Set(Object.keys(files).map((path) => path.replace(/\/[^/]*$/, "")))];
  const roots = rootsOf(files, { folders });
  const cluster = roots.find(({ source }) => source.path.startsWith("live/cluster"));
  if (cluster === undefined) throw new Error("there is no such root");
  return outline(part(at(cluster, "a_b.c"), "x"));
}

const vpc = "data.terraform_remote_state.n.outputs.vpc";

// https://developer.hashicorp.com/terraform/language/state/remote-state-data
describe("outputs of another configuration", () => {
  const key = '{ bucket = "b", key = "network", region = "eu-west-1" }';
  const local = '{ path = "../network/terraform.tfstate" }';

  test.each([
    ["in S3", reads("s3", key), s3("b", "network")],
    ["in a file", reads("local", local), ""],
    [
      "in a file of another name",
      reads("local", '{ path = "${path.module}/../network/a" }'),
      'terraform {\n backend "local" {\n path = "a"\n }\n}',
    ],
  ])("%s", (_, data, backend) => {
    const more = { "live/network/main.tf": backend + network };
    expect(x(vpc, data, more)).toBe("unknown(aws_vpc.main.id)");
    expect(x("data.terraform_remote_state.n.outputs.all", data, more)).toEqual({
      cidr: "10.0.0.0/16",
      ids: ["unknown(aws_vpc.main.id)"],
    });
  });

  test.each([
    [
      "kept elsewhere",
      reads("s3", key),
      s3("b", "other"),
      "no configuration that is linted keeps the state that it reads",
    ],
    ["of a backend that is not read", reads("gcs", key), "", "which state it reads is not told"],
    [
      "whose key is not known",
      `variable "k" {}\n${reads("s3", '{ bucket = "b", key = var.k }')}`,
      s3("b", "network"),
      "the variable `k` is given no value",
    ],
    [
      "of a workspace",
      reads("s3", key).replace("config", 'workspace = "w"\n  config'),
      s3("b", "network"),
      "it reads the state of a workspace, and which one that is is not told",
    ],
  ])("%s are not known", (_, data, backend, reason) => {
    const document = x(vpc, data, { "live/network/main.tf": backend + network });
    expect(document).toBe("unknown(data.terraform_remote_state.n.outputs.vpc)");
    const said = x(`${vpc} == "a" ? 1 : 2`, data, {
      "live/network/main.tf": backend + network,
    });
    expect(said).toBe(`unknown: ${reason}`);
  });

  it("that several keep are not known", () => {
    const more = {
      "live/network/main.tf": s3("b", "network") + network,
      "live/copy/main.tf": s3("b", "network") + network,
    };
    expect(x(`length(${vpc})`, reads("s3", key), more)).toBe(
      "unknown(data.terraform_remote_state.n.outputs.vpc)",
    );
  });

  it("that are not there have defaults, if they are said", () => {
    const more = { "live/network/main.tf": network };
    const data = reads("local", local).replace("config", 'defaults = { a = "d" }\n  config');
    expect(x("data.terraform_remote_state.n.outputs.a", data, more)).toBe("d");
    expect(x("try(data.terraform_remote_state.n.outputs.b, 1)", data, more)).toBe(1);
  });

  it("that read each other end", () => {
    const other = `${reads("local", '{ path = "../cluster/terraform.tfstate" }')}output "vpc" { value = data.terraform_remote_state.n.outputs.vpc }`;
    const data = `${reads("local", local)}output "vpc" { value = ${vpc} }`;
    expect(x(vpc, data, { "live/network/main.tf": other })).toMatch(/^unknown/);
  });
});

describe("a cluster whose VPC another configuration makes", () => {
  const cluster = `
    ${reads("s3", '{ bucket = "b", key = "network", region = "eu-west-1" }')}
    resource "aws_eks_cluster" "main" {
      name = "main"
      vpc_config { subnet_ids = data.terraform_remote_state.n.outputs.subnets }
    }`;
  const made = `
    ${s3("b", "network")}
    resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
    resource "aws_subnet" "main" {
      count  = 2
      vpc_id = aws_vpc.main.id
    }
    output "subnets" { value = aws_subnet.main[*].id }`;
  const endpoint = `
    resource "aws_vpc_endpoint" "main" {
      vpc_id            = aws_vpc.main.id
      vpc_endpoint_type = "Interface"
      service_name      = "com.amazonaws.eu-west-1.guardduty-data"
    }`;

  test.each([
    ["with its endpoint", made + endpoint, "satisfied"],
    ["without one", made, "violated"],
    ["that is not linted", "", "undetermined"],
  ])("%s", async (_, vpcFile, verdict) => {
    const host = memoryHost({
      "cluster/main.tf": cluster,
      "network/main.tf": vpcFile,
      "guardlint.yaml": "guardduty: { management: manual }\n",
    });
    await main(["check", "--format", "json", "--rule", "cluster-without-endpoint"], host);
    const verdicts = [...host.output.stdout.matchAll(/"verdict": ?"(\w+)"/g)];
    expect(verdicts.map(([, one]) => one)).toEqual([verdict]);
  });
});
