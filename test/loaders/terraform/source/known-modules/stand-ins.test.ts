import { describe, expect, it } from "vitest";
import type { LoadedDocument } from "../../../../../src/model/resource.ts";
import { at, outline, part } from "../../outline.ts";
import { placed, rootOf, shown } from "../configurations.ts";

const provider = 'provider "aws" {\n  region = "eu-central-1"\n}\n';

function calling(call: string, further = ""): LoadedDocument {
  return rootOf({ "main/main.tf": `${provider}${call}\n${further}` });
}

const cluster = (body: string, version = "~> 20.0"): string =>
  [
    'module "eks" {',
    '  source       = "terraform-aws-modules/eks/aws"',
    `  version      = "${version}"`,
    body,
    "}",
  ].join("\n");

const endpoints = (body: string): string =>
  [
    'module "endpoints" {',
    '  source  = "terraform-aws-modules/vpc/aws//modules/vpc-endpoints"',
    '  version = "5.1.2"',
    body,
    "}",
  ].join("\n");

const modelled = "as guardlint models `terraform-aws-modules/eks/aws` 20";
const theCluster = "module.eks.aws_eks_cluster.this[0]";

describe("a model stands in for a module that is not at hand", () => {
  it("with the addresses that the module gives its resources", () => {
    const document = calling(cluster('  cluster_name = "c"\n  subnet_ids = ["subnet-1"]'));
    expect(outline(part(at(document, theCluster), "name"))).toBe("c");
    expect(outline(part(at(document, theCluster), "vpc_config", 0, "subnet_ids"))).toEqual([
      "subnet-1",
    ]);
  });

  it("and is told, with its version", () => {
    const { notifications } = calling(cluster('  cluster_name = "c"'));
    expect(
      notifications.map(({ level, code, message, place }) => [
        level,
        code,
        message,
        place && shown(place),
      ]),
    ).toEqual([
      [
        "note",
        "module-modelled",
        "the module `eks` is not at hand, so guardlint's model of `terraform-aws-modules/eks/aws` 20 stands in for it",
        'main/main.tf:4:1 module "eks"',
      ],
    ]);
  });

  it("for a module that a module of the repository calls", () => {
    const document = rootOf({
      "main/main.tf": `${provider}module "platform" {\n  source = "./platform"\n}\n`,
      "main/platform/main.tf": cluster('  tags = { A = "b" }'),
    });
    const tags = part(at(document, `module.platform.${theCluster}`), "tags", "A");
    expect(placed(tags)).toBe(
      `main/platform/main.tf:4:16 "b" ← module.platform ← module.eks, ${modelled}`,
    );
  });

  it("for each instance of a call", () => {
    const document = calling(
      cluster(
        '  for_each = toset(["a", "b"])\n  cluster_name = each.key\n  tags = { N = each.key }',
      ),
    );
    const one = at(document, 'module.eks["b"].aws_eks_cluster.this[0]');
    expect(outline(part(one, "name"))).toBe("b");
    expect(outline(part(one, "tags", "N"))).toBe("b");
  });

  it("but not where terraform init has put the module", () => {
    const modules = { Modules: [{ Key: "eks", Dir: ".terraform/modules/eks" }] };
    const document = rootOf({
      "main/main.tf": cluster('  cluster_name = "c"'),
      "main/.terraform/modules/modules.json": JSON.stringify(modules),
      "main/.terraform/modules/eks/main.tf": 'resource "aws_eks_cluster" "own" {\n}\n',
    });
    expect(document.resources.map(({ address }) => address)).toEqual([
      "module.eks.aws_eks_cluster.own",
    ]);
    expect(document.notifications).toEqual([]);
  });

  it("with the tags that the provider adds", () => {
    const own = 'provider "aws" {\n  default_tags {\n    tags = { Team = "x" }\n  }\n}\n';
    const document = rootOf({ "main/main.tf": own + cluster('  tags = { A = "b" }') });
    expect(outline(part(at(document, theCluster), "tags_all"))).toEqual({
      Team: "x",
      "terraform-aws-modules": "eks",
      A: "b",
    });
  });
});

describe("what a model says stands in the text of the user", () => {
  it("at the argument that decides it", () => {
    const document = calling(cluster('  tags = { GuardDutyManaged = "True" }'));
    const tag = part(at(document, theCluster), "tags", "GuardDutyManaged");
    expect(placed(tag)).toBe(`main/main.tf:7:31 "True" ← module.eks, ${modelled}`);
  });

  it("at the variable behind the argument", () => {
    const document = calling(
      cluster("  tags = var.tags"),
      'variable "tags" {\n  default = { GuardDutyManaged = "True" }\n}',
    );
    const tag = part(at(document, theCluster), "tags", "GuardDutyManaged");
    expect(placed(tag)).toBe(`main/main.tf:10:34 "True" ← module.eks, ${modelled} ← var.tags`);
  });

  it("at the call where a default of the module decides it", () => {
    const document = calling(cluster('  cluster_name = "c"'));
    const tag = part(at(document, theCluster), "tags", "terraform-aws-modules");
    expect(placed(tag)).toBe(`main/main.tf:4:1 module "eks" ← module.eks, ${modelled}`);
    expect(shown(at(document, theCluster).place)).toBe(
      `main/main.tf:4:1 module "eks" ← module.eks, ${modelled}`,
    );
  });

  it("at the entry of an argument that something is made for", () => {
    const document = calling(endpoints('  endpoints = { gd = { service = "guardduty-data" } }'));
    const endpoint = at(document, 'module.endpoints.aws_vpc_endpoint.this["gd"]');
    const chain =
      "module.endpoints, as guardlint models `terraform-aws-modules/vpc/aws//modules/vpc-endpoints` 5";
    expect(shown(endpoint.place)).toBe(`main/main.tf:7:17 gd ← ${chain}`);
    expect(placed(part(endpoint, "policy"))).toBe(`main/main.tf:7:17 gd ← ${chain}`);
    expect(outline(part(endpoint, "service_name"))).toBe(
      "com.amazonaws.eu-central-1.guardduty-data",
    );
  });

  it("in a policy at its statement", () => {
    const policy = 'jsonencode({ Statement = [{ Effect = "Allow" }] })';
    const document = calling(
      endpoints(`  endpoints = { gd = { service = "guardduty-data", policy = ${policy} } }`),
    );
    const endpoint = at(document, 'module.endpoints.aws_vpc_endpoint.this["gd"]');
    expect(placed(part(endpoint, "policy", "Statement", 0, "Effect"))).toMatch(
      /^main\/main.tf:7:\d+ "Allow" ←/,
    );
  });
});

describe("what a model leaves out is unknown", () => {
  const x = (document: LoadedDocument): unknown => outline(part(at(document, "a_b.c"), "x"));
  const uncovered = (what: string): string =>
    `unknown: guardlint's model of \`terraform-aws-modules/eks/aws\` 20 does not cover its ${what}`;

  it("an output", () => {
    const uses = 'resource "a_b" "c" {\n  x = module.eks.cluster_platform_version\n}';
    expect(x(calling(cluster(""), uses))).toBe(uncovered("output `cluster_platform_version`"));
  });

  it("and `try` does not go past it, for it is there", () => {
    const uses = 'resource "a_b" "c" {\n  x = try(module.eks.cluster_platform_version, "none")\n}';
    expect(x(calling(cluster(""), uses))).toBe(uncovered("output `cluster_platform_version`"));
  });

  it("a value that the module looks up", () => {
    const document = calling(cluster("  cluster_addons = { coredns = {} }"));
    const addon = at(document, 'module.eks.aws_eks_addon.this["coredns"]');
    expect(outline(part(addon, "addon_version"))).toBe(uncovered("choice of add on versions"));
  });

  /** The module is not read, and its outputs are unknown. */
  const refused: readonly (readonly [string, string, string])[] = [
    [
      "an argument that the model does not know",
      cluster("  cluster_nmae = 1"),
      "guardlint's model of `terraform-aws-modules/eks/aws` 20 does not know its argument `cluster_nmae`",
    ],
    [
      "a version before those that there are models of",
      cluster("", "~> 17.0"),
      "guardlint has no model of its version 17",
    ],
    [
      "a version after them",
      cluster("", "< 100"),
      "guardlint's newest model of it is of its version 21",
    ],
    [
      "a version that may be any",
      cluster("", ">= 18.0"),
      "its version `>= 18.0` has no upper bound, so that any later one may be used",
    ],
    [
      "a version that is not said",
      'module "eks" {\n  source = "terraform-aws-modules/eks/aws"\n}',
      "the call does not say which version of it is used",
    ],
    [
      "a version that is not written out",
      'module "eks" {\n  source = "terraform-aws-modules/eks/aws"\n  version = var.v\n}',
      "its version is not written out",
    ],
    [
      "a branch",
      'module "eks" {\n  source = "github.com/terraform-aws-modules/terraform-aws-eks?ref=master"\n}',
      "`master` is not the tag of a version",
    ],
  ];

  it.each(refused)("%s", (_, call, because) => {
    const uses = 'resource "a_b" "c" {\n  x = module.eks.cluster_name\n}';
    const document = calling(call, uses);
    const source = /source\s*= "(.*?)"/.exec(call)?.[1] ?? "";
    const detail = `the module \`eks\` (${source}) is not at hand, and ${because}`;
    expect(x(document)).toBe(`unknown: ${detail}`);
    expect(document.notifications.map(({ level, message }) => [level, message])).toEqual([
      ["warning", `${detail}, so what it makes is not judged`],
    ]);
  });

  it("a folder of a module that there is no model of", () => {
    const call =
      'module "k" {\n  source = "terraform-aws-modules/eks/aws//modules/karpenter"\n  version = "20.0.0"\n}';
    expect(calling(call).notifications.map(({ message }) => message)).toEqual([
      "the module `k` (terraform-aws-modules/eks/aws//modules/karpenter) is not at hand, so what it makes is not judged",
    ]);
  });

  it("a name that only models have", () => {
    const document = rootOf({ "main/main.tf": 'resource "a_b" "c" {\n  x = unmodelled.y\n}' });
    expect(x(document)).toBe("unknown: there is nothing named `unmodelled`");
  });
});
