import { describe, expect, it, test } from "vitest";
import { at, outline, part } from "../outline.ts";
import { placed, rootOf } from "./configurations.ts";

const role = 'resource "aws_iam_role" "admin" {}\n';
const arn = "unknown(aws_iam_role.admin.arn)";

describe("a policy", () => {
  test.each([
    [
      "in jsonencode",
      'jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Resource = aws_iam_role.admin.arn }] })',
    ],
    [
      "in a heredoc",
      '<<-EOT\n  {"Version": "2012-10-17",\n   "Statement": [{"Effect": "Deny", "Resource": "${aws_iam_role.admin.arn}"}]}\n  EOT\n',
    ],
    [
      "in a text",
      '"{\\"Version\\": \\"2012-10-17\\", \\"Statement\\": [{\\"Effect\\": \\"Deny\\", \\"Resource\\": \\"${aws_iam_role.admin.arn}\\"}]}"',
    ],
    ["in a file of its own", 'templatefile("p.tftpl", { arn = aws_iam_role.admin.arn })'],
    ["in a template with jsonencode", 'templatefile("j.tftpl", { arn = aws_iam_role.admin.arn })'],
    [
      "that was decoded",
      'jsonencode(merge(jsondecode(file("p.json")), { Statement = [{ Effect = "Deny", Resource = aws_iam_role.admin.arn }] }))',
    ],
    ["in a data source", "data.aws_iam_policy_document.p.json"],
    ["made of another", "data.aws_iam_policy_document.merged.json"],
  ])("%s is known but for what is not", (_, expression) => {
    const document = rootOf({
      "main/main.tf": `${role}
        data "aws_iam_policy_document" "p" {
          statement {
            effect    = "Deny"
            resources = [aws_iam_role.admin.arn]
          }
        }
        data "aws_iam_policy_document" "merged" {
          source_policy_documents = [data.aws_iam_policy_document.p.json]
        }
        resource "aws_vpc_endpoint" "e" {
policy = ${expression}
}`,
      "main/p.tftpl":
        '{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Resource": "${arn}"}]}',
      "main/j.tftpl":
        '{"Version": "2012-10-17", "Statement": ${jsonencode([{ Effect = "Deny", Resource = arn }])}}',
      "main/p.json": '{"Version": "2012-10-17"}',
    });
    const policy = part(at(document, "aws_vpc_endpoint.e"), "policy");
    const resource = expression.startsWith("data.") ? [arn] : arn;
    expect(outline(policy)).toEqual({
      Version: "2012-10-17",
      Statement: [{ Effect: "Deny", Resource: resource }],
    });
  });

  test.each([
    [
      "in jsonencode",
      'jsonencode({ Statement = [{ Effect = "Deny" }] })',
      'main/main.tf:2:36 { Effect = "Deny" }',
    ],
    [
      "in a heredoc",
      '<<EOT\n{"Statement": [\n  {"Effect": "${"Deny"}"}\n]}\nEOT\n',
      'main/main.tf:4:3 {"Effect": "${"Deny"}"}',
    ],
    [
      "in a heredoc with escapes",
      '<<EOT\n{"Condition": "$${a}", "Statement": [\n  {"Effect": "Deny"}\n]}\nEOT\n',
      'main/main.tf:4:3 {"Effect": "Deny"}',
    ],
    [
      "in a text",
      '"{\\"a\\": \\"\\\\\\\\\\", \\"Statement\\": [{\\"Effect\\": \\"Deny\\"}]}"',
      'main/main.tf:2:45 {\\"Effect\\": \\"Deny\\"}',
    ],
    [
      "in a template",
      'templatefile("p.tftpl", {})',
      'main/p.tftpl:2:1 {"Effect": "Deny"} ← templatefile("p.tftpl")',
    ],
    ["in a file", 'file("p.tftpl")', 'main/p.tftpl:2:1 {"Effect": "Deny"} ← file("p.tftpl")'],
    [
      "in a data source",
      "data.aws_iam_policy_document.p.json",
      "main/data.tf:2:3 statement ← data.aws_iam_policy_document.p",
    ],
  ])("%s has its statements where a person edits them", (_, expression, place) => {
    const document = rootOf({
      "main/main.tf": `resource "aws_vpc_endpoint" "e" {
policy = ${expression}
}`,
      "main/data.tf": 'data "aws_iam_policy_document" "p" {\n  statement { effect = "Deny" }\n}',
      "main/p.tftpl": '{"Statement": [\n{"Effect": "Deny"}\n]}',
    });
    expect(placed(part(at(document, "aws_vpc_endpoint.e"), "policy", "Statement", 0))).toBe(place);
  });

  it("that is no JSON stays a text", () => {
    const document = rootOf({ "main/main.tf": 'resource "aws_vpc_endpoint" "e" { policy = "{" }' });
    expect(outline(part(at(document, "aws_vpc_endpoint.e"), "policy"))).toBe("{");
  });

  it("made of itself is not known", () => {
    const document = rootOf({
      "main/main.tf": `
        data "aws_iam_policy_document" "p" {
          source_policy_documents = [data.aws_iam_policy_document.p.json]
        }
        resource "aws_vpc_endpoint" "e" { policy = data.aws_iam_policy_document.p.json }`,
    });
    expect(outline(part(at(document, "aws_vpc_endpoint.e"), "policy", "Statement"))).toEqual([
      "… unknown: the document is made of itself",
    ]);
  });

  it("tells keys that its text states twice", () => {
    const text = '{"Statement": {"Effect": "Deny", "Effect": "Allow"}}';
    const document = rootOf({
      "main/main.tf": `resource "aws_vpc_endpoint" "e" {
policy = <<EOT\n${text}\nEOT\n}`,
    });
    const statement = part(at(document, "aws_vpc_endpoint.e"), "policy", "Statement");
    expect(statement.kind === "map" && statement.duplicates.map(({ key }) => key)).toEqual([
      "Effect",
    ]);
  });
});

describe("what the provider tells", () => {
  const provider = `
    variable "region" { default = "eu-west-1" }
    provider "aws" {
      region = var.region
      default_tags { tags = { Owner = "platform", Team = "default" } }
    }
    provider "aws" {
      alias  = "gov"
      region = "us-gov-west-1"
      assume_role { role_arn = "arn:aws-us-gov:iam::111122223333:role/deploy" }
    }
    data "aws_region" "here" {}
    data "aws_partition" "here" {}
    data "aws_partition" "gov" { provider = aws.gov }
    data "aws_caller_identity" "gov" { provider = aws.gov }
    data "aws_vpc_endpoint_service" "s" { service = "guardduty-data" }
    data "aws_vpc_endpoint_service" "null" {
      region  = null
      service = "guardduty-data"
    }
    module "m" {
      source    = "./m"
      providers = { aws = aws.gov }
    }
    module "n" { source = "./m" }`;

  test.each([
    ["data.aws_region.here.name", "eu-west-1"],
    ["data.aws_partition.here.partition", "aws"],
    ["data.aws_partition.gov.dns_suffix", "amazonaws.com"],
    ["data.aws_partition.gov.id", "aws-us-gov"],
    ["data.aws_caller_identity.gov.account_id", "111122223333"],
    ["data.aws_vpc_endpoint_service.s.service_name", "com.amazonaws.eu-west-1.guardduty-data"],
    ["data.aws_vpc_endpoint_service.null.service_name", "com.amazonaws.eu-west-1.guardduty-data"],
    ["module.m.region", "us-gov-west-1"],
    ["module.n.region", "eu-west-1"],
  ])("%s is %s", (expression, expected) => {
    const document = rootOf({
      "main/main.tf": `${provider}\nresource "a_b" "c" { x = ${expression} }`,
      "main/m/main.tf":
        'data "aws_region" "r" {}\noutput "region" { value = data.aws_region.r.name }',
    });
    expect(outline(part(at(document, "a_b.c"), "x"))).toBe(expected);
  });

  test.each([
    ["data.aws_caller_identity.gov.account_id", "111122223333"],
    ["data.aws_caller_identity.here.account_id", "444455556666"],
    ["data.aws_caller_identity.here.id", "444455556666"],
  ])("%s is %s where the configuration names an account", (expression, expected) => {
    const here = 'data "aws_caller_identity" "here" {}';
    const document = rootOf(
      { "main/main.tf": `${provider}\n${here}\nresource "a_b" "c" { x = ${expression} }` },
      { account: "444455556666" },
    );
    expect(outline(part(at(document, "a_b.c"), "x"))).toBe(expected);
  });

  it("is the Region, the account and the tags of its resources", () => {
    const document = rootOf({
      "main/main.tf": `${provider}
        resource "aws_eks_cluster" "here" { tags = { Team = "own" } }
        resource "aws_eks_cluster" "gov" { provider = aws.gov }`,
      "main/m/main.tf": "",
    });
    const [here, gov] = ["here", "gov"].map((name) => at(document, `aws_eks_cluster.${name}`));
    expect(
      [here?.region, here?.account, gov?.region, gov?.account].map(
        (value) => value && outline(value),
      ),
    ).toEqual(["eu-west-1", "absent", "us-gov-west-1", "111122223333"]);
    expect(here && outline(part(here, "tags_all"))).toEqual({ Owner: "platform", Team: "own" });
    expect(gov && outline(part(gov, "tags_all"))).toBe("absent");
  });

  it("is not told to a module that somebody else calls", () => {
    const document = rootOf({
      "main/main.tf": 'variable "name" {}\nresource "aws_eks_cluster" "c" { tags = { A = "1" } }',
    });
    expect(outline(part(at(document, "aws_eks_cluster.c"), "tags_all"))).toEqual({
      A: "1",
      "…": "unknown: the provider, which may add tags, is configured by whoever calls the module",
    });
  });
});
