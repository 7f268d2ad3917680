import { describe, expect, it, test } from "vitest";
import { at, outline, part } from "../outline.ts";
import { placed, rootOf } from "./configurations.ts";

const json = (value: unknown): string => JSON.stringify(value, undefined, 2);

/** The attribute `x` of `a_b.c` in a root of one file in JSON syntax. */
function x(file: object, more: Readonly<Record<string, string>> = {}): unknown {
  return outline(part(at(rootOf({ "main/main.tf.json": json(file), ...more }), "a_b.c"), "x"));
}

/** A resource whose attribute `x` is said. */
const said = (value: unknown): object => ({ resource: { a_b: { c: { x: value } } } });

// https://developer.hashicorp.com/terraform/language/syntax/json#expression-mapping
describe("expressions", () => {
  test.each([
    ["a text", "a", "a"],
    ["an empty text", "", ""],
    ["a text with escapes", 'a\t"b"\\n', 'a\t"b"\\n'],
    ["a template", "a-${1 + 1}", "a-2"],
    ["an interpolation alone", "${1 + 1}", 2],
    ["a directive", "%{ if true }yes%{ endif }", "yes"],
    ["an escaped sequence", "$${a} %%{b}", "${a} %{b}"],
    ["quotation marks inside", '${join(",", ["a", "b"])}', "a,b"],
    ["a number", 12.5, 12.5],
    ["a boolean", true, true],
    ["null", null, "absent"],
    ["a list", ["a", "${1}"], ["a", 1]],
    ["an object, whose keys are templates", { "k${1}": "${2}" }, { k1: 2 }],
    ["an object with a comment, which is a key", { "//": 1 }, { "//": 1 }],
  ])("%s", (_, value, expected) => {
    expect(x(said(value))).toEqual(expected);
  });

  it("that are no templates stand as errors, and the rest is read", () => {
    const document = rootOf({ "main/main.tf.json": json({ ...said("${1 +}"), locals: { a: 1 } }) });
    expect(document.notifications.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      "malformed-json: expected a value, found `}`",
    ]);
    expect(outline(part(at(document, "a_b.c"), "x"))).toBe(
      "unknown: what stands here cannot be read",
    );
  });
});

// https://developer.hashicorp.com/terraform/language/syntax/json#block-mapping
describe("blocks", () => {
  const one = { p: 1 };
  test.each([
    ["an object", { ingress: one }, [{ p: 1 }]],
    ["an array", { ingress: [one, one] }, [{ p: 1 }, { p: 1 }]],
    ["null", { ingress: null }, "absent"],
    [
      "dynamic ones",
      { dynamic: { ingress: { for_each: [7, 8], content: { p: "${ingress.value}" } } } },
      [{ p: 7 }, { p: 8 }],
    ],
  ])("of %s", (_, content, expected) => {
    const document = rootOf({ "main/main.tf.json": json({ resource: { a_b: { c: content } } }) });
    expect(outline(part(at(document, "a_b.c"), "ingress"))).toEqual(expected);
  });

  test.each([
    ["one object for each label", { resource: { a_b: { c: {}, d: {} }, e_f: { g: {} } } }],
    ["arrays at any level", { resource: [{ a_b: [{ c: {} }, { d: {} }] }, { e_f: { g: [{}] } }] }],
    [
      "arrays of bodies",
      [{ resource: { a_b: { c: {}, d: {} } } }, { resource: { e_f: { g: {} } } }],
    ],
    [
      "comments",
      {
        "//": "a",
        resource: { "//": "b", a_b: { "//": "c", c: { "//": "d" }, d: {} }, e_f: { g: {} } },
      },
    ],
  ])("%s", (_, file) => {
    const { resources, notifications } = rootOf({ "main/main.tf.json": json(file) });
    expect(resources.map(({ address }) => address)).toEqual(["a_b.c", "a_b.d", "e_f.g"]);
    expect(notifications).toEqual([]);
  });

  it("of a module are those of both syntaxes", () => {
    const more = { "main/other.tf": 'locals { a = "native" }\nvariable "v" {}' };
    const file = { ...said("${local.a} ${var.v}"), variable: {} };
    expect(x(file, { ...more, "main/terraform.tfvars.json": '{ "v": "${json}" }' })).toBe(
      "native ${json}",
    );
  });

  test.each([
    ["count", { count: 2, x: "${count.index}" }, ["a_b.c[0]", "a_b.c[1]"]],
    ["for_each", { for_each: { k: 1 } }, ['a_b.c["k"]']],
  ])("with %s", (_, content, expected) => {
    const { resources } = rootOf({
      "main/main.tf.json": json({ resource: { a_b: { c: content } } }),
    });
    expect(resources.map(({ address }) => address)).toEqual(expected);
  });
});

// https://developer.hashicorp.com/terraform/language/syntax/json#block-type-specific-exceptions
describe("texts that are no templates", () => {
  it("defaults of variables", () => {
    const variable = { v: { type: "string", default: "${local.a}" } };
    expect(x({ ...said("${var.v}"), variable })).toBe("${local.a}");
  });

  it("types of variables", () => {
    const variable = { v: { type: "list(string)", default: [1] } };
    expect(x({ ...said("${var.v}"), variable })).toEqual(["1"]);
  });

  it("sources of modules, and providers", () => {
    const document = rootOf({
      "main/main.tf.json": json({
        provider: { aws: [{ region: "eu-west-1" }, { alias: "west", region: "us-west-2" }] },
        module: { m: { source: "../m", providers: { aws: "aws.west" }, v: "${1}" } },
      }),
      "m/main.tf.json": json({
        variable: { v: {} },
        resource: { aws_vpc: { v: { x: "${var.v}" } } },
      }),
    });
    const vpc = document.resources[0];
    expect(vpc?.address).toBe("module.m.aws_vpc.v");
    expect(vpc?.region.kind === "scalar" && vpc.region.text).toBe("us-west-2");
  });
});

it("override files of either syntax override either", () => {
  const more = { "main/main_override.tf": 'resource "a_b" "c" {\n x = "native"\n}' };
  expect(x(said("json"), more)).toBe("native");
});

describe("places", () => {
  const text = json({
    locals: { a: { k: 'x"${upper("b")}' } },
    resource: { a_b: { c: { x: "${local.a.k}", policy: '{"Statement": [{"Effect": "Allow"}]}' } } },
  });
  const document = rootOf({ "main/main.tf.json": text });
  const place = (...path: readonly (string | number)[]): string =>
    placed(part(at(document, "a_b.c"), ...path));

  test.each([
    ["a text", ["x"], 'main/main.tf.json:4:12 "x\\"${upper(\\"b\\")}" ← local.a'],
    [
      "a policy in a text",
      ["policy", "Statement", 0],
      'main/main.tf.json:11:37 {\\"Effect\\": \\"Allow\\"}',
    ],
  ])("of %s", (_, path, expected) => {
    expect(place(...path)).toBe(expected);
  });

  it("of a resource is its name", () => {
    const resource = document.resources[0];
    expect(resource && placed({ kind: "absent", place: resource.place, sensitive: false })).toBe(
      'main/main.tf.json:9:7 "c"',
    );
  });
});

describe("what cannot be read", () => {
  test.each([
    ["no JSON", '{"resource": ', "malformed-json: not valid JSON: the text ends inside an object"],
    ["no object", '"a"', "malformed-json: an object was expected here"],
    [
      "a block that is a text",
      '{"resource": {"a_b": "c"}}',
      "malformed-json: an object was expected here",
    ],
    [
      "nesting without end",
      '{"locals":{"a":' + "[".repeat(100_000),
      "malformed-json: not valid JSON",
    ],
    [
      "an argument stated twice",
      '{"locals": {"a": 1, "a": 2}}',
      "malformed-json: this argument is already set in this body",
    ],
  ])("%s", (_, text, expected) => {
    const { notifications } = rootOf({ "main/main.tf.json": text });
    expect(notifications.map(({ code, message }) => `${code}: ${message}`)[0]).toContain(expected);
  });
});

describe("OpenTofu's files", () => {
  test.each([
    [
      "take the place of Terraform's of the same name",
      { "main/main.tofu": 'locals { a = "tofu" }' },
      "tofu",
    ],
    ["of another name stand beside them", { "main/other.tofu": "" }, "tf"],
    [
      "are read in JSON syntax",
      { "main/main.tf": "", "main/a.tofu.json": '{"locals": {"a": "json"}}' },
      "json",
    ],
  ])("%s", (_, files, expected) => {
    const all = {
      "main/r.tf": 'resource "a_b" "c" { x = local.a }',
      "main/main.tf": 'locals { a = "tf" }',
      ...files,
    };
    expect(outline(part(at(rootOf(all), "a_b.c"), "x"))).toBe(expected);
  });
});
