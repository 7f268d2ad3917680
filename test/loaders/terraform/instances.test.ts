import { describe, expect, it } from "vitest";
import { at, loadFixture, outline, part } from "./outline.ts";

const lost = "unknown: a plan's JSON does not tell which output of `module.net` it is";
const candidates =
  "unknown(terraform_data.src[0].id, terraform_data.src[1].output, terraform_data.src)";

describe("references as Terraform itself writes them (instances)", () => {
  const document = loadFixture("terraform-plan/instances/plan.json");

  it.each([
    // module.net[each.key].id
    ['terraform_data.by_key["a"]', lost],
    // for_each = module.net; network = each.value; input = var.network.id
    ['module.guard["a"].terraform_data.g', 'unknown(module.net["a"].terraform_data.this[0].id)'],
    [
      String.raw`module.guard["b\"c$${"$"}{x}"].terraform_data.g`,
      String.raw`unknown(module.net["b\"c$${"$"}{x}"].terraform_data.this[0].id)`,
    ],
    // var.network["lid"], an output from a local value
    [
      'module.guard["a"].terraform_data.h',
      "unknown: `local.v` cannot be followed: a plan's JSON does not hold local values",
    ],
    // for_each = terraform_data.by_key; input = each.value.id
    ['terraform_data.each_res["a"]', 'unknown(terraform_data.by_key["a"].id)'],
    // for_each = { for k, v in terraform_data.by_key : k => v.id if k == "a" }
    ['terraform_data.each_in["a"]', 'unknown(terraform_data.by_key["a"])'],
    // values(module.net)[*].id
    ["terraform_data.splat", [lost, lost]],
    // [src[0].id, src[1].output, src[*].id]: three names for two unknown items and a list
    ["terraform_data.list", [candidates, candidates, [candidates, candidates]]],
    // var.who == null ? null : terraform_data.src[0].id
    ["terraform_data.cond", "absent"],
  ])("%s has input %j", (address, expected) => {
    expect(outline(part(at(document, address), "input"))).toEqual(expected);
  });
});
