import { describe, expect, it, test } from "vitest";
import { at, outline, part } from "../outline.ts";
import { placed, rootOf, rootsOf, shown } from "./configurations.ts";

const addresses = (files: Readonly<Record<string, string>>): readonly string[] =>
  rootOf(files).resources.map(({ address }) => address);

/** The attribute `x` of the only resource `a_b.c`. */
function x(text: string, more: Readonly<Record<string, string>> = {}): unknown {
  const document = rootOf({ "main/main.tf": text, ...more });
  return outline(part(at(document, "a_b.c"), "x"));
}

describe("instances", () => {
  test.each([
    ["once", "", ["a_b.c"]],
    ["count", "count = 2", ["a_b.c[0]", "a_b.c[1]"]],
    ["no count", "count = 0", []],
    ["for_each over a map", "for_each = { k = 1, j = 2 }", ['a_b.c["j"]', 'a_b.c["k"]']],
    ["for_each over a set", 'for_each = toset(["k", "j"])', ['a_b.c["j"]', 'a_b.c["k"]']],
    ["a key with signs", 'for_each = { "$${a}\\"]" = 1 }', ['a_b.c["$${a}\\"]"]']],
    ["a count that is not known stands for all", "count = length(d_e.f.g)", ["a_b.c", "d_e.f"]],
  ])("%s", (_, meta, expected) => {
    const other = meta.includes("d_e") ? 'resource "d_e" "f" {}' : "";
    expect(addresses({ "main/main.tf": `resource "a_b" "c" {\n${meta}\n}\n${other}` })).toEqual(
      expected,
    );
  });

  it("that may not exist say nothing of themselves", () => {
    const text = 'variable "n" {}\nresource "a_b" "c" {\n count = var.n\n x = 1\n}';
    expect(x(text)).toBe(
      "unknown: it is not known whether it exists, because the variable `n` is given no value",
    );
  });

  it("know their key", () => {
    const document = rootOf({
      "main/main.tf": `
        resource "a_b" "c" {
          for_each = { k = "v" }
          x        = "\${each.key}=\${each.value}"
        }
        resource "a_b" "d" {
          count = 2
          x     = count.index
        }`,
    });
    expect(outline(part(at(document, 'a_b.c["k"]'), "x"))).toBe("k=v");
    expect(outline(part(at(document, "a_b.d[1]"), "x"))).toBe(1);
  });
});

describe("references", () => {
  test.each([
    ["what is known only after apply", "d_e.f.id", "unknown(d_e.f.id)"],
    ["what the configuration says", "d_e.f.stated", "known"],
    ["through what is not known", "d_e.f.passed", "unknown(d_e.g.arn)"],
    ["all instances", "d_e.many[*].id", ["unknown(d_e.many[0].id)", "unknown(d_e.many[1].id)"]],
    ["one instance", "d_e.many[1].id", "unknown(d_e.many[1].id)"],
    ["one of them", "d_e.many[d_e.f.n].id", "unknown(d_e.many[0].id, d_e.many[1].id)"],
    [
      "a for",
      "[for one in d_e.many : one.id]",
      ["unknown(d_e.many[0].id)", "unknown(d_e.many[1].id)"],
    ],
    ["by keys", 'd_e.keyed["k"].arn', 'unknown(d_e.keyed["k"].arn)'],
    ["values", "values(d_e.keyed)[*].id", ['unknown(d_e.keyed["k"].id)']],
    ["instances that are not known", "d_e.some[*].id", ["… unknown(d_e.some.id)"]],
    ["one of those", "d_e.some[0].id", "unknown(d_e.some.[0].id)"],
    ["the one there is", "one(d_e.many[*].id)", "unknown: there is more than one item"],
    ["try", "try(d_e.many[0].id, null)", "unknown(d_e.many[0].id)"],
    ["try behind what is not there", 'try(d_e.many[7].id, "none")', "none"],
    ["either of two", "d_e.f.on ? d_e.f.id : d_e.g.id", "unknown(d_e.f.id, d_e.g.id)"],
    ["a known one of two", "true ? d_e.f.id : d_e.g.id", "unknown(d_e.f.id)"],
    ["a reference or not", 'd_e.f.on ? d_e.f.id : "vpc-1"', "unknown"],
    ["in a text", '"a-${d_e.f.id}"', "unknown(d_e.f.id)"],
    ["a data source", "data.d_e.f.id", "unknown(data.d_e.f.id)"],
    ["nothing that is there", "d_e.nowhere.id", "unknown: there is no resource `d_e.nowhere`"],
  ])("%s", (_, expression, expected) => {
    const text = `
      resource "d_e" "f" {
        stated = "known"
        passed = d_e.g.arn
      }
      resource "d_e" "g" {}
      resource "d_e" "many" { count = 2 }
      resource "d_e" "some" { count = d_e.f.n }
      resource "d_e" "keyed" { for_each = { k = 1 } }
      data "d_e" "f" {}
      resource "a_b" "c" { x = ${expression} }`;
    expect(x(text)).toEqual(expected);
  });
});

describe("parts that are not known", () => {
  test.each([
    ["of a map", "{ a = 1, b = d_e.f.id }", { a: 1, b: "unknown(d_e.f.id)" }],
    ["of a list", "[1, d_e.f.id]", [1, "unknown(d_e.f.id)"]],
    ["a key", "{ a = 1, (d_e.f.id) = 2 }", { a: 1, "…": "unknown" }],
    [
      "a map merged after another hides it",
      "merge({ a = 1 }, d_e.f.tags, { b = 2 })",
      {
        a: "unknown",
        b: 2,
        "…": "unknown(d_e.f.tags)",
      },
    ],
    ["a slice", "slice(d_e.f.ids, 1, 3)", ["unknown(d_e.f.ids[1])", "unknown(d_e.f.ids[2])"]],
    ["what is made for each of a slice", "[for n, id in slice(d_e.f.ids, 0, 2) : n]", [0, 1]],
    ["a slice of no list", 'try(slice(d_e.f.ids, 2, 1), "none")', "none"],
    ["a slice that ends somewhere", "slice(d_e.f.ids, 0, d_e.f.n)", "unknown(d_e.f.ids)"],
    [
      "a slice of more than there can be",
      "length(slice(d_e.f.ids, 0, 1e12))",
      "unknown: working it out goes on for too long",
    ],
    ["a list joined to another", "concat([1], d_e.f.ids)", [1, "… unknown(d_e.f.ids)"]],
    [
      "either of two maps",
      "d_e.f.on ? { a = 1, b = 2 } : { a = 1, b = 3 }",
      { a: 1, b: "unknown" },
    ],
    ["either of two lists", "d_e.f.on ? [1, 2] : [1]", [1, "… unknown"]],
    ["that do not matter", "d_e.f.on || true", true],
    [
      "of the first list that is not empty",
      "coalescelist([], [d_e.f.id], [1])",
      ["unknown(d_e.f.id)"],
    ],
    ["of lists that may be empty", "coalescelist(d_e.f.ids, [1])", "unknown"],
    [
      "of one that may be empty or refers",
      "coalescelist(d_e.f.ids, d_e.f.more)",
      "unknown(d_e.f.ids, d_e.f.more)",
    ],
    ["of a lookup", 'lookup({ a = 1 }, "a", d_e.f.id)', 1],
    ["of what is contained", 'contains(["a", d_e.f.id], "a")', true],
  ])("%s", (_, expression, expected) => {
    expect(x(`resource "d_e" "f" {}\nresource "a_b" "c" { x = ${expression} }`)).toEqual(expected);
  });
});

describe("variables", () => {
  const declared = 'variable "v" {\n default = "default"\n}\nresource "a_b" "c" { x = var.v }';

  test.each([
    ["their default", {}, [], "default"],
    ["terraform.tfvars", { "main/terraform.tfvars": 'v = "usual"' }, [], "usual"],
    ["its JSON form", { "main/terraform.tfvars.json": '{"v": "json"}' }, [], "json"],
    [
      "files that are read by themselves, the last one wins",
      {
        "main/terraform.tfvars": 'v = "0"',
        "main/b.auto.tfvars": 'v = "b"',
        "main/a.auto.tfvars": 'v = "a"',
      },
      [],
      "b",
    ],
    ["what a person says", { "main/b.auto.tfvars": 'v = "b"' }, ["v=given=so"], "given=so"],
  ])("%s", (_, files, values, expected) => {
    const document = rootOf({ "main/main.tf": declared, ...files }, { values });
    expect(outline(part(at(document, "a_b.c"), "x"))).toBe(expected);
  });

  it("take files that a person names", () => {
    const files = { "main/main.tf": declared, "env/prod.tfvars": 'v = "prod"' };
    const document = rootOf(files, { files: ["env/prod.tfvars"] });
    expect(outline(part(at(document, "a_b.c"), "x"))).toBe("prod");
  });

  test.each([
    ["string", "1", "1"],
    ["number", '"2"', 2],
    ["bool", '"true"', true],
    ["list(string)", "[1, true]", ["1", "true"]],
    ["set(string)", '["b", "a", "b"]', ["a", "b"]],
    ["map(string)", "{ a = 1 }", { a: "1" }],
    [
      "object({ a = string, b = optional(number, 3), c = optional(string) })",
      "{ a = 1, z = 2 }",
      { a: "1", b: 3, c: "absent" },
    ],
    ['map(object({ a = optional(list(string), ["x"]) }))', "{ k = {} }", { k: { a: ["x"] } }],
    ["any", "[1]", [1]],
    ["object({ a = string })", "{}", "unknown: the attribute `a` is missing"],
  ])("are converted to %s", (type, value, expected) => {
    const text = `variable "v" {\n type = ${type}\n default = ${value}\n}\nresource "a_b" "c" { x = var.v }`;
    expect(x(text)).toEqual(expected);
  });

  it("without a value are not known, and say so where they are declared", () => {
    const document = rootOf({
      "main/main.tf": 'variable "v" {}\nresource "a_b" "c" { x = var.v }',
    });
    const value = part(at(document, "a_b.c"), "x");
    expect(outline(value)).toBe("unknown: the variable `v` is given no value");
    expect(placed(value)).toBe("main/main.tf:2:26 var.v");
    const reason = value.kind === "unknown" ? value.reason.place : undefined;
    expect(reason === undefined ? undefined : shown(reason)).toBe('main/main.tf:1:1 variable "v"');
  });

  it("that are sensitive stay so wherever they go", () => {
    const text = `
      variable "v" {
        sensitive = true
        default   = "secret"
      }
      resource "a_b" "c" { x = { a = "a-\${var.v}", b = upper(var.v), c = var.v == "secret" ? "1" : "2", d = "open" } }`;
    expect(x(text)).toEqual({ a: "sensitive", b: "sensitive", c: "sensitive", d: "open" });
  });
});

describe("local values", () => {
  it("are worked out when they are asked for", () => {
    expect(x('locals {\n a = local.b\n b = "v"\n}\nresource "a_b" "c" { x = local.a }')).toBe("v");
  });

  it("that go round are refused", () => {
    const text = 'locals {\n a = local.b\n b = local.a\n}\nresource "a_b" "c" { x = local.a }';
    expect(x(text)).toBe("unknown: it refers to itself");
  });
});

describe("blocks", () => {
  it("are lists, those of dynamic blocks among them", () => {
    const document = rootOf({
      "main/main.tf": `
        resource "a_b" "c" {
          rule { port = 1 }
          dynamic "rule" {
            for_each = { a = 2, b = 3 }
            iterator = one
            content {
              port = one.value
              name = one.key
              dynamic "inner" {
                for_each = [one.value]
                content { v = inner.value }
              }
            }
          }
          dynamic "rule" {
            for_each = d_e.f.rules
            content { port = rule.value }
          }
        }
        resource "d_e" "f" {}`,
    });
    expect(outline(part(at(document, "a_b.c"), "rule"))).toEqual([
      { port: 1 },
      { port: 2, name: "a", inner: [{ v: 2 }] },
      { port: 3, name: "b", inner: [{ v: 3 }] },
      "… unknown",
    ]);
  });
});

describe("modules", () => {
  const child = `
    variable "name" {}
    resource "a_b" "inner" { x = var.name }
    output "id" { value = a_b.inner.id }
    output "name" { value = var.name }`;

  it("are followed with what they are given and what they give", () => {
    const document = rootOf({
      "main/main.tf": `
        module "m" {
          source   = "../child"
          for_each = { k = "v" }
          name     = "n-\${each.value}"
        }
        resource "a_b" "c" {
          x = module.m["k"].name
          y = [for one in module.m : one.id]
        }`,
      "child/main.tf": child,
    });
    expect(document.resources.map(({ address }) => address)).toEqual([
      "a_b.c",
      'module.m["k"].a_b.inner',
    ]);
    expect(outline(part(at(document, "a_b.c"), "x"))).toBe("n-v");
    expect(outline(part(at(document, "a_b.c"), "y"))).toEqual([
      'unknown(module.m["k"].a_b.inner.id)',
    ]);
    const inner = part(at(document, 'module.m["k"].a_b.inner'), "x");
    expect(placed(inner)).toBe('main/main.tf:5:22 "n-${each.value}" ← module.m["k"] ← var.name');
  });

  it("are no roots of their own where another folder calls them", () => {
    const files = { "main/main.tf": 'module "m" { source = "../child" }', "child/main.tf": child };
    const roots = rootsOf(files, { folders: ["child", "main"] });
    expect(roots.map(({ source }) => source.path)).toEqual(["main/main.tf"]);
    expect(rootsOf(files, { folders: ["child"] })).toHaveLength(1);
  });

  it("that call each other in a ring are read once", () => {
    const files = {
      "a/main.tf": 'module "b" { source = "../b" }\nresource "a_b" "a" {}',
      "b/main.tf": 'module "a" { source = "../a" }',
    };
    const [root, second] = rootsOf(files, { folders: ["a", "b"] });
    expect(second).toBeUndefined();
    expect(root?.resources.length).toBeLessThan(40);
  });

  it("of a registry are read where terraform init has put them", () => {
    const manifest = { Modules: [{ Key: "m", Source: "x/y/z", Dir: ".terraform/modules/m" }] };
    const document = rootOf({
      "main/main.tf": 'module "m" {\n source = "x/y/z"\n name = "n"\n}',
      "main/.terraform/modules/modules.json": JSON.stringify(manifest),
      "main/.terraform/modules/m/main.tf": child,
    });
    expect(outline(part(at(document, "module.m.a_b.inner"), "x"))).toBe("n");
  });

  it("of a registry are not at hand without it", () => {
    const text = 'module "m" { source = "x/y/z" }\nresource "a_b" "c" { x = module.m.id }';
    expect(x(text)).toBe("unknown: the module `m` (x/y/z) is not at hand");
    const { notifications } = rootOf({ "main/main.tf": text });
    expect(notifications.map(({ level, code, message }) => [level, code, message])).toEqual([
      [
        "warning",
        "module-not-read",
        "the module `m` (x/y/z) is not at hand, so what it makes is not judged",
      ],
    ]);
  });
});

describe("override files", () => {
  it("replace attributes, and blocks by their type", () => {
    const document = rootOf({
      "main/main.tf": 'resource "a_b" "c" {\n x = 1\n y = 2\n r { p = 1 }\n s { p = 1 }\n}',
      "main/override.tf": 'resource "a_b" "c" {\n x = 3\n r { p = 2 }\n r { p = 3 }\n}',
    });
    expect(outline(at(document, "a_b.c").body)).toEqual({
      x: 3,
      y: 2,
      s: [{ p: 1 }],
      r: [{ p: 2 }, { p: 3 }],
    });
  });
});

describe("files", () => {
  test.each([
    ["file", 'file("${path.module}/a.txt")', "text of a"],
    ["templatefile", 'templatefile("t.tftpl", { names = ["p", "q"] })', "<p><q>"],
    ["outside", 'file("/etc/passwd")', "unknown: `/etc/passwd` lies outside the linted folder"],
    [
      "above",
      'file("../../../etc/passwd")',
      "unknown: `../../etc/passwd` lies outside the linted folder",
    ],
    [
      "a link",
      'file("link.txt")',
      "unknown: `main/link.txt` is behind a link, and links are not followed",
    ],
    ["a template that reads another", 'try(templatefile("u.tftpl", {}), "none")', "none"],
    ["missing", 'try(file("none.txt"), "none")', "none"],
    ["fileexists", 'fileexists("a.txt") && !fileexists("none.txt")', true],
  ])("%s", (_, expression, expected) => {
    const document = rootOf(
      {
        "main/main.tf": `resource "a_b" "c" { x = ${expression} }`,
        "main/a.txt": "text of a",
        "main/t.tftpl": "%{ for name in names }<${name}>%{ endfor }",
        "main/u.tftpl": 'u ${templatefile("t.tftpl", { names = [] })}',
      },
      { symlinks: ["main/link.txt"] },
    );
    expect(outline(part(at(document, "a_b.c"), "x"))).toEqual(expected);
  });
});
