import { describe, expect, it } from "vitest";
import { knownModules } from "../../../../../src/loaders/terraform/source/known-modules/generated.ts";
import type { Place } from "../../../../../src/model/place.ts";
import type { LoadedDocument } from "../../../../../src/model/resource.ts";
import type { Value } from "../../../../../src/model/value.ts";
import { parseHcl } from "../../../../../src/source/hcl/parse.ts";
import { rootOf } from "../configurations.ts";

const names = knownModules.map(
  (known) => [`${known.module} ${known.folder} ${String(known.major)}`, known] as const,
);

type Known = (typeof knownModules)[number];

/** Arguments without which a module says nothing, and one of each kind that makes something. */
const given: ReadonlyMap<string, string> = new Map([
  ["vpc_id", '"vpc-1"'],
  ["subnet_ids", '["subnet-1"]'],
  ["cluster_name", '"c"'],
  ["private_subnets", '["10.0.1.0/24", "10.0.2.0/24"]'],
  ["public_subnets", '["10.0.3.0/24"]'],
  ["azs", '["a", "b"]'],
  ["ingress_rules", '["https-443-tcp"]'],
  ["ingress_with_cidr_blocks", '[{ rule = "https-443-tcp", cidr_blocks = "10.0.0.0/8" }]'],
  ["ingress_with_self", "[{ from_port = 1, to_port = 2, protocol = 6 }]"],
  [
    "endpoints",
    '{ gd = { service = "guardduty-data" }, s3 = { service = "s3", service_type = "Gateway" } }',
  ],
  ["create_role", "true"],
  ["create_inline_policy", "true"],
  ["inline_policy_permissions", '{ a = { actions = ["eks:TagResource"], resources = ["*"] } }'],
  ["permissions", '{ a = { actions = ["eks:TagResource"], resources = ["*"] } }'],
  ["custom_role_policy_arns", '["arn:aws:iam::aws:policy/AdministratorAccess"]'],
  ["role_policy_arns", "[]"],
  ["policy", '"{}"'],
  ["cluster_compute_config", "{ enabled = true }"],
  ["compute_config", "{ enabled = true }"],
  ["cluster_addons", "{ coredns = {}, vpc-cni = { before_compute = true } }"],
  ["eks_managed_node_groups", "{ a = {}, b = { create = false } }"],
  ["fargate_profiles", "{ a = {} }"],
  ["self_managed_node_groups", "{ a = {} }"],
]);

function argumentsOf(known: Known): readonly string[] {
  const { body } = parseHcl(known.text());
  return body.blocks
    .filter(({ type }) => type === "variable")
    .flatMap(({ labels }) => labels.map(({ text }) => text));
}

function called(known: Known, written: readonly string[]): LoadedDocument {
  const folder = known.folder === "" ? "" : `//${known.folder}`;
  const call = [
    'module "m" {',
    `  source  = "${known.module}${folder}"`,
    `  version = "~> ${String(known.major)}.0"`,
    ...written,
    "}",
  ].join("\n");
  return rootOf({ "main/main.tf": `provider "aws" {\n  region = "eu-central-1"\n}\n${call}` });
}

function withArguments(known: Known): LoadedDocument {
  const own = argumentsOf(known).flatMap((name) => {
    const value =
      known.folder.endsWith("-eks") && name === "role_policy_arns" ? "{}" : given.get(name);
    return value === undefined ? [] : [`  ${name} = ${value}`];
  });
  return called(known, own);
}

function each(value: Value, look: (value: Value) => void): void {
  look(value);
  if (value.kind === "list") for (const item of value.items) each(item, look);
  if (value.kind === "map") for (const key of value.keys()) each(value.get(key), look);
}

describe("every model", () => {
  it.each(names)("of %s is read without a problem", (_, known) => {
    expect(parseHcl(known.text()).problems).toEqual([]);
    const { notifications } = withArguments(known);
    expect(notifications.map(({ code }) => code)).toEqual(["module-modelled"]);
  });

  it.each(names)("of %s says nothing that Terraform would refuse", (_, known) => {
    const refused: string[] = [];
    for (const { address, body } of withArguments(known).resources) {
      each(body, (value) => {
        if (value.kind !== "unknown" || value.reason.code !== "malformed") return;
        refused.push(`${address}: ${value.reason.detail}`);
      });
    }
    expect(refused).toEqual([]);
  });

  it.each(names)("of %s has no place in its own text", (_, known) => {
    const elsewhere = new Set<string>();
    const look = (place: Place | undefined): void => {
      if (place === undefined) return;
      if (place.source.path !== "main/main.tf") elsewhere.add(place.source.path);
      for (const hop of place.via) look(hop.place);
    };
    for (const { place, body } of withArguments(known).resources) {
      look(place);
      each(body, (value) => {
        look(value.place);
        if (value.kind === "unknown") look(value.reason.place);
        if (value.kind === "map") for (const key of value.keys()) look(value.keyPlace(key));
      });
    }
    expect([...elsewhere]).toEqual([]);
  });

  it.each(names)("of %s makes nothing certain of arguments that are unknown", (_, known) => {
    const unknown = argumentsOf(known).map((name) => `  ${name} = var.nothing`);
    const text = called(known, unknown);
    const certain = text.resources.filter(
      ({ type, body }) =>
        !type.startsWith("data.") && body.kind === "map" && body.rest === undefined,
    );
    expect(certain.map(({ address }) => address)).toEqual([]);
  });

  it.each(names)("of %s knows each argument once", (_, known) => {
    const ignored = known.ignored().split(" ");
    const own = argumentsOf(known);
    expect(ignored.filter((name) => own.includes(name))).toEqual([]);
  });
});
