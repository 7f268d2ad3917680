import { describe, expect, it, test } from "vitest";
import { loadConfigurations } from "../../../../src/loaders/terraform/source/load.ts";
import type { ReadResult } from "../../../../src/model/host.ts";
import { memoryHost } from "../../../memory-host.ts";
import { at, outline, part } from "../outline.ts";
import { rootOf } from "./configurations.ts";
import { worked } from "./evaluating.ts";

/** The attribute `x` of the only resource, in a configuration that means harm. */
function x(expression: string, before = ""): unknown {
  const text = `${before}\nresource "a_b" "c" {\n  x = ${expression}\n}`;
  return outline(part(at(rootOf({ "main/main.tf": text }), "a_b.c"), "x"));
}

const long = "unknown: working it out goes on for too long";

describe("work is bounded", () => {
  test.each([
    [
      "products of products",
      "length(setproduct(local.n, local.n, local.n, local.n))",
      "locals {\n n = range(1000)\n}",
      long,
    ],
    [
      "loops in loops",
      "length([for a in local.n : [for b in local.n : [for c in local.n : a]]])",
      "locals {\n n = range(1000)\n}",
      long,
    ],
    [
      "texts of texts",
      "length(local.t15)",
      `locals {\n t0 = "0123456789"\n${Array.from({ length: 69 }, (_, n) => ` t${String(n + 1)} = "\${local.t${String(n)}}\${local.t${String(n)}}"`).join("\n")}\n}`,
      10 * 2 ** 15,
    ],
    [
      "a long chain of names",
      "local.n0",
      `locals {\n${Array.from({ length: 3000 }, (_, n) => ` n${String(n)} = local.n${String(n + 1)}`).join("\n")}\n n3000 = 1\n}`,
      long,
    ],
    [
      "more numbers than Terraform gives",
      "range(100000)",
      "",
      "unknown: the range has more than 1024 numbers",
    ],
  ])("of %s", (_, expression, before, expected) => {
    expect(x(expression, before)).toEqual(expected);
  });

  it("of instances of modules in modules", () => {
    const document = rootOf({
      "main/main.tf": 'module "m" {\n source = "../m"\n count = 1000\n}',
      "m/main.tf": 'module "n" {\n source = "../n"\n count = 1000\n}',
      "n/main.tf": 'resource "a_b" "c" { count = 1000 }',
    });
    expect(document.resources.length).toBeLessThan(120_000);
  });

  it("of documents made of documents", () => {
    const documents = Array.from(
      { length: 3000 },
      (_, n) =>
        `data "aws_iam_policy_document" "d${String(n)}" {\n  source_policy_documents = [data.aws_iam_policy_document.d${String(n + 1)}.json]\n}`,
    );
    const last = 'data "aws_iam_policy_document" "d3000" {}';
    const endpoint =
      'resource "aws_vpc_endpoint" "e" { policy = data.aws_iam_policy_document.d0.json }';
    const document = rootOf({ "main/main.tf": [...documents, last, endpoint].join("\n") });
    expect(outline(part(at(document, "aws_vpc_endpoint.e"), "policy", "Statement"))).toEqual([
      "… unknown: working it out goes on for too long",
    ]);
  });

  it("of patterns that other engines need ages for", () => {
    expect(worked(`can(regex("^(a+)+$", "${"a".repeat(5000)}b"))`)).toBe("false");
    expect(worked(`length(regexall("(a|a)*b", "${"a".repeat(3000)}"))`)).toBe("0");
  });
});

it("a root on which the loader fails takes no other one with it", () => {
  const files = { "a/main.tf": 'resource "a_b" "c" {}', "b/main.tf": "" };
  const host = memoryHost(files);
  const readFile = (path: string): ReadResult => {
    if (path === "b/main.tf") throw new RangeError("no room");
    return host.readFile(path);
  };
  const loaded = loadConfigurations(
    { ...host, readFile },
    {
      folders: ["a", "b"],
      boundaries: [""],
      variables: { values: [], files: [], environment: new Map() },
    },
  );
  const said = loaded.map(({ document }) => [
    ...document.resources.map(({ address }) => address),
    ...document.notifications.map(({ code, message }) => `${code}: ${message}`),
  ]);
  expect(said).toEqual([
    ["loader-crashed: guardlint failed on the Terraform configuration in b: no room"],
    ["a_b.c"],
  ]);
});

describe("names with a meaning to JavaScript", () => {
  test.each([
    ["{ __proto__ = 1, constructor = 2 }", '{"__proto__":1,"constructor":2}'],
    ['merge({}, jsondecode("{\\"__proto__\\": {\\"a\\": 1}}"))', '{"__proto__":{"a":1}}'],
    ["{}.constructor", "error"],
    ['lookup({}, "toString", "none")', '"none"'],
    ["constructor(1)", "unknown: what the function `constructor` gives is not worked out here"],
    ["try({}.__proto__, 1)", "1"],
  ])("%s is %s", (expression, expected) => {
    expect(worked(expression)).toBe(expected);
  });
});

it("messages hold neither control characters nor sensitive keys", () => {
  expect(x('{}["\\u001b[31mred"]'.replace("\\u001b", "\u001b"))).not.toMatch(/\u001b/);
  expect(x('{}[sensitive("secret")]')).toBe("unknown: there is no such key");
});
