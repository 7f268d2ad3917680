import { describe, expect, it } from "vitest";
import { moduleAddress } from "../../../../../src/loaders/terraform/source/known-modules/address.ts";

const constraint = { kind: "constraint" };
const ref = (tag: string | undefined): object => ({ kind: "ref", ref: tag });
const eks = "terraform-aws-modules/eks/aws";
const vpc = "terraform-aws-modules/vpc/aws";
const endpoints = "modules/vpc-endpoints";

/** https://developer.hashicorp.com/terraform/language/modules/sources */
const named: readonly (readonly [string, string, string, object])[] = [
  [eks, eks, "", constraint],
  [`registry.terraform.io/${eks}`, eks, "", constraint],
  [`registry.opentofu.org/${eks}`, eks, "", constraint],
  [`${vpc}//${endpoints}`, vpc, endpoints, constraint],
  [`${vpc}//${endpoints}/`, vpc, endpoints, constraint],
  ["github.com/terraform-aws-modules/terraform-aws-eks", eks, "", ref(undefined)],
  ["github.com/terraform-aws-modules/terraform-aws-eks?ref=v20.8.5", eks, "", ref("v20.8.5")],
  [
    `git::https://github.com/terraform-aws-modules/terraform-aws-vpc.git//${endpoints}?ref=v5.1.2`,
    vpc,
    endpoints,
    ref("v5.1.2"),
  ],
  [
    "git::https://github.com/terraform-aws-modules/terraform-aws-vpc?depth=1&ref=v5.1.2",
    vpc,
    "",
    ref("v5.1.2"),
  ],
  [
    "git::ssh://git@github.com/terraform-aws-modules/terraform-aws-eks.git?ref=main",
    eks,
    "",
    ref("main"),
  ],
  ["git@github.com:terraform-aws-modules/terraform-aws-eks.git", eks, "", ref(undefined)],
  [
    "git::git@github.com:aws-ia/terraform-aws-eks-blueprints-addons.git?ref=v1.16.3",
    "aws-ia/eks-blueprints-addons/aws",
    "",
    ref("v1.16.3"),
  ],
];

describe("the source of a module call", () => {
  it.each(named)("%s names a module", (source, module, folder, chosenBy) => {
    expect(moduleAddress(source)).toEqual({ module, folder, chosenBy });
  });

  it.each([
    "./modules/vpc",
    "../vpc",
    "terraform-aws-modules/eks",
    "app.terraform.io/acme/eks/aws",
    "https://example.com/eks.zip",
    "git::https://git.example.com/terraform-aws-modules/terraform-aws-eks.git",
    "git::https://github.com/acme/infrastructure.git//modules/eks",
    "github.com/terraform-aws-modules/terraform-aws-eks/modules/karpenter",
    "s3::https://s3.amazonaws.com/bucket/eks.zip",
    "a//b//c",
    "",
    "/".repeat(100_000),
  ])("%.60s names none that a registry would know", (source) => {
    expect(moduleAddress(source)).toBeUndefined();
  });
});
