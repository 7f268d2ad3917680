import { describe, expect, test } from "vitest";
import { at, outline, part } from "../outline.ts";
import { rootOf } from "./configurations.ts";

const unset = "unknown: the variable `v` is given no value";

/** Without the reasons. */
function brief(told: unknown): unknown {
  return JSON.parse(JSON.stringify(told).replaceAll(/unknown: [^"]*/g, "unknown"));
}

/** The attribute `x` of a resource, where `var.v` is not known and `d_e.f` is made by the run. */
function worked(expression: string): unknown {
  const document = rootOf({
    "main/main.tf": `
      variable "v" {}
      locals { made = { a = var.v.a, b = 1 } }
      resource "d_e" "f" {}
      resource "d_e" "g" {}
      resource "d_e" "some" { count = var.v }
      data "d_e" "h" {}
      resource "a_b" "c" { x = ${expression} }`,
  });
  return outline(part(at(document, "a_b.c"), "x"));
}

/**
 * What is not known may turn out to be what Terraform refuses, and then another argument counts.
 * https://developer.hashicorp.com/terraform/language/functions/try
 */
describe("try, of what may be refused", () => {
  test.each([
    ["a slice", 'try(slice(var.v, 0, 3), ["a"])', ["… unknown"]],
    ["a slice of what AWS tells", 'try(slice(data.d_e.h.names, 0, 3), ["a"])', ["… unknown"]],
    ["how many a slice has", "try(length(slice(var.v, 0, 3)), 0)", "unknown"],
    [
      "what is made for each of a slice",
      '[for one in try(slice(var.v, 0, 1), []) : "a"]',
      ["… unknown"],
    ],
    [
      "made for each of a slice inside",
      'try([for one in slice(var.v, 0, 1) : "a"], [])',
      ["… unknown"],
    ],
    ["an item", 'try(element(data.d_e.h.ids, 0), "z")', "unknown"],
    ["an item by its index", 'try(data.d_e.h.ids[0], "z")', "unknown"],
    [
      "an attribute inside of one",
      "try(data.d_e.h.tags.vpc, d_e.f.id)",
      "unknown(data.d_e.h.tags.vpc, d_e.f.id)",
    ],
    ["an instance of not known how many", 'try(d_e.some[0].id, "z")', "unknown"],
    ["one of two instances", "try(d_e.some[0].id, d_e.f.id)", "unknown(d_e.some.[0].id, d_e.f.id)"],
    ["a network in another", 'try(cidrsubnet(var.v, 8, 1), "10.0.0.0/8")', "unknown"],
    ["a text of what may be a list", 'try("a-${var.v}", "z")', "unknown"],
    ["an entry of what may be no map", "try(merge(var.v, { a = 1 }).a, 2)", "unknown"],
    ["a decision that may not be one", "try(var.v || true, false)", "unknown"],
    ["a condition that may be none", "try(var.v ? 1 : 1, 2)", "unknown"],
    ["an arm that is refused", "try(var.v == 1 ? [][0] : 1, 2)", "unknown"],
    ["items that may be no decision", "try(alltrue([false, var.v]), true)", "unknown"],
    ["what is put into a list", "try([var.v.a], [1])", ["… unknown"]],
    ["what is put into a map", "try({ a = var.v.a, b = 1 }, { b = 1 })", { a: "unknown", b: 1 }],
    ["one for which all others say the same", "try(length(slice(var.v, 0, 3)), 3)", 3],
    ["the last one", "try([][0], slice(data.d_e.h.names, 0, 1))", ["unknown(data.d_e.h.names[0])"]],
    ["the last of an inner one", "try(try([][0], length(slice(var.v, 0, 3))), 0)", "unknown"],
    ["none of an inner one", "try(try(length(slice(var.v, 0, 3)), 3), 0)", 3],
    ["a function that is not worked out", 'try(length([bcrypt("a")]), 0)', "unknown"],
  ])("%s", (_, expression, expected) => {
    expect(brief(worked(expression))).toEqual(expected);
  });
});

describe("try, of what is accepted", () => {
  test.each([
    ["a variable", "try(var.v, 1)", unset],
    ["an attribute", 'try(d_e.f.id, "z")', "unknown(d_e.f.id)"],
    ["a text with one", 'try("a-${d_e.f.id}", "z")', "unknown(d_e.f.id)"],
    [
      "attributes together",
      "try(concat(data.d_e.h.ids, [d_e.f.id]), [])",
      ["unknown(d_e.f.id)", "… unknown(data.d_e.h.ids)"],
    ],
    ["all instances", "try(d_e.some[*].id, [])", ["… unknown(d_e.some.id)"]],
    ["what is known of a local value", "try(local.made.b, 2)", 1],
    ["a local value with what is not known", "try(local.made, {})", { a: unset, b: 1 }],
    ["what a comparison says", "try(var.v == 1, true)", unset],
    ["items that are there", "try(coalescelist([d_e.f.id], []), [])", ["unknown(d_e.f.id)"]],
    ["as JSON", 'try(length([jsonencode(var.v)]), "z")', 1],
  ])("%s", (_, expression, expected) => {
    expect(worked(expression)).toEqual(expected);
  });
});

/** https://developer.hashicorp.com/terraform/language/functions/can */
describe("can", () => {
  test.each([
    ["a slice", "can(slice(var.v, 0, 3))", "unknown"],
    ["an attribute of what is not known", "can(var.v.a)", "unknown"],
    ["an attribute of a resource", "can(d_e.f.id)", true],
    ["an item of it", "can(d_e.f.ids[0])", "unknown"],
    ["a variable", "can(var.v)", true],
    ["an inner one", "can(can(slice(var.v, 0, 3)))", true],
  ])("%s", (_, expression, expected) => {
    expect(brief(worked(expression))).toEqual(expected);
  });
});

/** https://developer.hashicorp.com/terraform/language/functions/lookup */
describe("lookup, with another value for what is not there", () => {
  test.each([
    [
      "by a key that is not known",
      "lookup({ a = d_e.f.id }, var.v, d_e.g.id)",
      "unknown(d_e.f.id, d_e.g.id)",
    ],
    [
      "in what is not known",
      'lookup(d_e.f.tags, "a", d_e.g.id)',
      "unknown(d_e.f.tags.a, d_e.g.id)",
    ],
    ["of what may be there", 'lookup(merge(var.v, { a = 1 }), "b", d_e.g.id)', "unknown"],
    ["of what is there", 'lookup(merge(var.v, { a = 1 }), "a", 2)', 1],
    ["of the same everywhere", "lookup({ a = 1, b = 1 }, var.v, 1)", "unknown"],
  ])("%s", (_, expression, expected) => {
    const told = worked(expression);
    expect(typeof told === "string" && expected === "unknown" ? told.split(":")[0] : told).toEqual(
      expected,
    );
  });
});
