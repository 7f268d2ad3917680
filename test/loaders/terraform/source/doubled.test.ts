import { describe, expect, it, test } from "vitest";
import { outline, part, at } from "../outline.ts";
import { rootOf } from "./configurations.ts";

const long = "unknown: working it out goes on for too long";
const depth = 69;

/** Local values, each of which holds the one before twice. */
function doubled(name: string, first: string, next: (before: string) => string): string {
  const further = Array.from({ length: depth }, (_, index) => {
    const before = `local.${name}${String(index)}`;
    return ` ${name}${String(index + 1)} = ${next(before)}`;
  });
  return `locals {\n ${name}0 = ${first}\n${further.join("\n")}\n}\n`;
}

const lists = (name: string): string => doubled(name, '["x", "y"]', (one) => `[${one}, ${one}]`);
const maps = (name: string): string =>
  doubled(name, '{ k = "x" }', (one) => `{ l = ${one}, r = ${one} }`);
const values: Readonly<Record<string, string>> = {
  lists: lists("a") + lists("b"),
  maps: maps("a") + maps("b"),
  texts: doubled("a", '"x"', (one) => `"\${${one}}\${${one}}"`),
  "texts with a hole": doubled("a", '"${var.u}-"', (one) => `"\${${one}}\${${one}}"`),
  "JSON in JSON": doubled(
    "a",
    "jsonencode({ a = var.u })",
    (one) => `jsonencode([jsondecode(${one}), jsondecode(${one})])`,
  ),
  choices: doubled(
    "a",
    '{ k = "x" }',
    (one) => `var.u ? { l = ${one}, r = ${one} } : { l = ${one}, r = ${one}, s = 1 }`,
  ),
};

/** All that is said of the parts of `x`, each once. */
function said(expression: string, before: string): readonly unknown[] {
  const text = `variable "u" {}\n${before}resource "a_b" "c" {\n  x = ${expression}\n}`;
  return leaves(outline(part(at(rootOf({ "main/main.tf": text }), "a_b.c"), "x")));
}

function leaves(value: unknown): readonly unknown[] {
  if (typeof value !== "object" || value === null) return [value];
  const found = new Set<unknown>();
  for (const one of Object.values(value)) for (const leaf of leaves(one)) found.add(leaf);
  return [...found];
}

describe("what is doubled with every name has an end", () => {
  test.each(Object.keys(values))("%s", (kind) => {
    expect(said(`[local.a${String(depth)}]`, values[kind] ?? "")).toEqual([long]);
  });

  test.each([
    ["lists", "jsonencode(local.a69)"],
    ["lists", "local.a69 == local.b69 ? 1 : 2"],
    ["lists", 'format("%v", local.a69)'],
    ["lists", "contains([local.a69], local.b69)"],
    ["lists", "flatten(local.a69)[0]"],
    ["lists", "distinct(local.a69)"],
    ["lists", "toset([local.a69, local.b69])"],
    ["lists", "setunion([local.a69], [local.b69])"],
    ["lists", "concat(local.a69, local.a69)"],
    ["lists", "[for one in local.a69 : [for other in one : other]]"],
    ["lists", "local.a69[*][*][*]"],
    ["maps", "jsonencode(local.a69)"],
    ["maps", "local.a69 == local.b69 ? 1 : 2"],
    ["maps", "merge(local.a69, { m = local.b69 })"],
    ["maps", "values(local.a69)"],
    ["maps", "{ for key, one in local.a69 : key => one }"],
    ["maps", "try(local.a69, 1)"],
  ])("%s in %s", (kind, expression) => {
    expect(said(expression, values[kind] ?? "")).toEqual([long]);
  });

  it("blocks", () => {
    const blocks = Array.from({ length: depth }, (_, index) => {
      const before = `a_b.b${String(index)}.blk`;
      return `resource "a_b" "b${String(index + 1)}" {\n blk {\n v = ${before}\n w = ${before}\n }\n}\n`;
    });
    const first = 'resource "a_b" "b0" {\n blk { v = 1 }\n}\n';
    expect(said("jsonencode(a_b.b69.blk)", first + blocks.join(""))).toEqual([long]);
  });

  it("policy documents", () => {
    const documents = Array.from({ length: depth }, (_, index) => {
      const next = `data.aws_iam_policy_document.d${String(index + 1)}.json`;
      return `data "aws_iam_policy_document" "d${String(index)}" {\n source_policy_documents = [${next}, ${next}]\n}\n`;
    });
    const last = `data "aws_iam_policy_document" "d69" {\n statement { actions = ["*"] }\n}\n`;
    const user = `resource "aws_vpc_endpoint" "e" {\n policy = data.aws_iam_policy_document.d0.json\n}`;
    const document = rootOf({ "main/main.tf": documents.join("") + last + user });
    const policy = outline(part(at(document, "aws_vpc_endpoint.e"), "policy", "Statement"));
    expect(policy).toEqual(["… unknown: it is made of too many statements"]);
  });
});

describe("what is repeated for many has an end", () => {
  const big = "locals {\n big = [for i in range(1000) : [for j in range(100) : j]]\n}\n";

  it("of values that many resources are given", () => {
    const many = `${big}resource "a_b" "c" {\n count = 500\n x = local.big\n}`;
    const { resources } = rootOf({ "main/main.tf": many });
    const given = resources.map(
      (resource) => resource.body.kind === "map" && resource.body.get("x").kind,
    );
    expect(given[0]).toBe("list");
    expect(given.at(-1)).toBe("unknown");
  });

  test.each([
    ["values(local.m)[0]", "0"],
    ["length(local.t)", "10000"],
    ["a_b.many[j].id", "unknown"],
    ["local.f[var.u]", "unknown"],
    ['can(regex("(a|0|1|2|3|4|5|6|7|8|9)*x${j}", local.t))', "false"],
  ])("of %s", (expression) => {
    const before =
      `${big}locals {\n m = { for i in range(1000) : i => local.big[0] }\n f = flatten(local.big)\n` +
      ` t = join("", [for i in range(1000) : "0123456789"])\n}\nresource "a_b" "many" { count = 1000 }\n`;
    const all = `[for i in range(1000) : [for j in range(1000) : ${expression}]]`;
    expect(said(`jsonencode(${all})`, before)).toEqual([long]);
  });

  it("of instances of modules in instances of modules", () => {
    const document = rootOf({
      "main/main.tf": 'module "m" {\n source = "../m"\n count = 1900\n}',
      "m/main.tf": `module "n" {\n source = "../n"\n for_each = toset([for i in range(1000) : "\${i}"])\n}`,
      "n/main.tf": Array.from(
        { length: 50 },
        (_, index) => `resource "a_b" "c${String(index)}" { count = 100 }\n`,
      ).join(""),
    });
    expect(document.resources.length).toBeLessThan(60_000);
    expect(document.notifications.map(({ level, message }) => `${level}: ${message}`)).toEqual([
      "error: the modules make too many resources, so what it makes is not judged",
    ]);
  });
});
