import { existsSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createHost } from "../../src/host.ts";
import type { Report } from "../../src/model/report.ts";
import { run } from "../../src/run.ts";
import { underlined } from "../lint-fixture.ts";

const root = "fixtures/modules";

/** Roots that call modules which `terraform init` has not fetched, each for one rule's verdict. */
async function lint(name: string): Promise<Report> {
  const folder = `${root}/${name}`;
  const config = `${folder}/guardlint.yaml`;
  const { report } = await run(createHost(), {
    paths: [folder],
    config: existsSync(config) ? config : undefined,
    failOn: "warning",
    undetermined: "pass",
    noInputs: "fail",
    rules: [],
    ignore: false,
    timing: false,
  });
  return report;
}

const cluster = "module.eks.aws_eks_cluster.this[0]";
const guardduty = 'module.endpoints.aws_vpc_endpoint.this["guardduty"]';
const group = "module.group.aws_security_group.this_name_prefix[0]";
const deployer = "module.deployer.aws_iam_role.this[0]";
const cloudposse = "module.eks_cluster.aws_eks_cluster.default";

/** Rule, verdict, subject and the text that is underlined, which is always the user's. */
const expected: Readonly<Record<string, readonly (readonly [string, string, string, string])[]>> = {
  "eks/violated": [
    ["cluster-without-endpoint", "violated", cluster, "module.vpc.private_subnets"],
    ["non-boolean-tag-value", "violated", cluster, '"True"'],
  ],
  "eks/satisfied": [
    ["cluster-without-endpoint", "satisfied", cluster, 'module "eks"'],
    ["non-boolean-tag-value", "satisfied", cluster, '"true"'],
  ],
  "eks/undetermined": [
    ["cluster-without-endpoint", "undetermined", cluster, "module.vpc.private_subnets"],
    ["non-boolean-tag-value", "undetermined", cluster, 'variable "tags"'],
  ],
  "vpc/violated": [
    [
      "cluster-without-endpoint",
      "violated",
      "aws_eks_cluster.payments",
      "module.vpc.private_subnets",
    ],
  ],
  "vpc/satisfied": [
    [
      "cluster-without-endpoint",
      "satisfied",
      "aws_eks_cluster.payments",
      "module.vpc.private_subnets",
    ],
  ],
  "vpc/undetermined": [
    [
      "cluster-without-endpoint",
      "undetermined",
      "aws_eks_cluster.payments",
      "module.vpc.private_subnets",
    ],
  ],
  "vpc-endpoints/violated": [
    [
      "open-endpoint-ingress",
      "violated",
      "module.endpoints.aws_security_group.this[0]",
      '"0.0.0.0/0"',
    ],
    ["endpoint-open-to-other-accounts", "violated", guardduty, "guardduty"],
  ],
  "vpc-endpoints/satisfied": [
    [
      "open-endpoint-ingress",
      "satisfied",
      "module.endpoints.aws_security_group.this[0]",
      'module "endpoints"',
    ],
    [
      "endpoint-open-to-other-accounts",
      "satisfied",
      guardduty,
      '{ Version = "2012-10-17" Statement = [ { Effect = "Allow" Pr…',
    ],
  ],
  "vpc-endpoints/undetermined": [
    ["endpoint-open-to-other-accounts", "undetermined", guardduty, "var.policy"],
    ["open-endpoint-ingress", "undetermined", guardduty, "guardduty"],
  ],
  "security-group/violated": [
    ["open-endpoint-ingress", "violated", group, '"10.0.0.0/16,0.0.0.0/0"'],
  ],
  "security-group/satisfied": [["open-endpoint-ingress", "satisfied", group, 'module "group"']],
  "security-group/undetermined": [
    ["open-endpoint-ingress", "undetermined", group, 'module "group"'],
  ],
  "iam/violated": [
    [
      "untrusted-tag-change",
      "violated",
      deployer,
      '{ Effect = "Allow", Action = ["eks:TagResource", "eks:UntagR…',
    ],
  ],
  "iam/satisfied": [
    [
      "untrusted-tag-change",
      "satisfied",
      "aws_eks_cluster.payments",
      '{ Version = "2012-10-17" Statement = [{ Effect = "Deny" Acti…',
    ],
  ],
  "iam/undetermined": [["untrusted-tag-change", "undetermined", deployer, 'module "deployer"']],
  "unread/violated": [
    ["cluster-without-endpoint", "violated", "aws_eks_cluster.payments", "[aws_subnet.private.id]"],
  ],
  "unread/undetermined": [
    [
      "cluster-without-endpoint",
      "undetermined",
      "aws_eks_cluster.payments",
      "[aws_subnet.private.id]",
    ],
  ],
  "cloudposse/violated": [
    ["non-boolean-tag-value", "violated", `${cloudposse}[0]`, "guarddutymanaged"],
  ],
  "cloudposse/satisfied": [
    ["cluster-without-endpoint", "satisfied", `${cloudposse}[0]`, 'module "eks_cluster"'],
    ["non-boolean-tag-value", "satisfied", `${cloudposse}[0]`, '"true"'],
  ],
  "cloudposse/undetermined": [
    ["non-boolean-tag-value", "undetermined", cloudposse, "module.label"],
  ],
};

const fixtures = readdirSync(root).flatMap((module) =>
  readdirSync(`${root}/${module}`).map((verdict) => `${module}/${verdict}`),
);

describe("modules that are not at hand", () => {
  it("have a fixture for each row", () => {
    expect(fixtures.sort()).toEqual(Object.keys(expected).sort());
  });

  it.each(Object.entries(expected))("%s", async (name, rows) => {
    const { results } = await lint(name);
    const rules = new Set(rows.map(([rule]) => rule));
    const subjects = new Set(rows.map(([, , subject]) => subject));
    const found = results
      .filter(({ rule, subject }) => rules.has(rule) && subjects.has(subject))
      .map((result) => [result.rule, result.verdict, result.subject, underlined(result)]);
    expect(found).toEqual(expect.arrayContaining(rows.map((row) => [...row])));
    expect(found).toHaveLength(rows.length);
  });

  it("are told in the chain of each finding", async () => {
    const { results } = await lint("vpc-endpoints/violated");
    const chains = results
      .filter(({ verdict, subject }) => verdict === "violated" && subject.startsWith("module."))
      .map(({ place }) => place.via.map(({ label }) => label));
    const chain = [
      "module.endpoints, as guardlint models `terraform-aws-modules/vpc/aws//modules/vpc-endpoints` 5",
    ];
    expect(chains).not.toEqual([]);
    for (const one of chains) expect(one).toEqual(chain);
  });

  it("may make an endpoint in a VPC that they are given", async () => {
    const { results } = await lint("unread/undetermined");
    const because = results
      .filter(({ rule }) => rule === "cluster-without-endpoint")
      .flatMap(({ reasons }) => reasons);
    expect(because.map(({ detail }) => detail)).toEqual([
      "the module `private_links` (acme/private-links/aws) is not at hand, and an endpoint of aws_vpc.payments may be among what it makes",
    ]);
  });

  it("are told in notes that fail nothing", async () => {
    const { notifications } = await lint("vpc/satisfied");
    expect(notifications.map(({ level, code }) => [level, code])).toEqual([
      ["note", "module-modelled"],
    ]);
  });
});
