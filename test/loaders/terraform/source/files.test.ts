import { describe, expect, it, test } from "vitest";
import { at, outline, part } from "../outline.ts";
import { placed, rootOf } from "./configurations.ts";

const files = {
  "main/a.json": "{}",
  "main/b.yaml": "b: 1\n",
  "main/p/c.json": "[]",
  "main/p/q/d.json": "1",
  "main/p/.hidden.json": "",
  "main/t.tpl": '{"Statement": [{"Effect": "${effect}"}]}',
};

function value(expression: string, more = "", symlinks: readonly string[] = []): unknown {
  const text = `${more}\nresource "a_b" "c" { x = ${expression} }`;
  const document = rootOf({ ...files, "main/main.tf": text }, { symlinks });
  return outline(part(at(document, "a_b.c"), "x"));
}

// https://developer.hashicorp.com/terraform/language/functions/fileset
describe("fileset", () => {
  test.each([
    [".", "*.json", ["a.json"]],
    [".", "*.{json,yaml}", ["a.json", "b.yaml"]],
    [".", "**/*.json", ["a.json", "p/.hidden.json", "p/c.json", "p/q/d.json"]],
    [".", "p/**", ["p/.hidden.json", "p/c.json", "p/q/d.json"]],
    ["p", "[a-c].json", ["c.json"]],
    ["p", "[^a-c]*.json", [".hidden.json"]],
    ["p", "q/?.json", ["q/d.json"]],
    ["p", "*.txt", []],
    ["${path.module}/p", "c*", ["c.json"]],
    ["..", "*", "unknown: which files match the pattern is not known here"],
    ["nowhere", "*", "unknown: which files match the pattern is not known here"],
    [".", "[", "unknown: which files match the pattern is not known here"],
    [".", "*".repeat(2000), "unknown: which files match the pattern is not known here"],
  ])("of %s: %s", (folder, pattern, expected) => {
    const document = rootOf(
      { ...files, "main/main.tf": `resource "a_b" "c" { x = fileset("${folder}", "${pattern}") }` },
      { boundaries: ["main"] },
    );
    expect(outline(part(at(document, "a_b.c"), "x"))).toEqual(expected);
  });

  it("behind a link is not known", () => {
    const linked = value('fileset(".", "*")', "", ["main/link"]);
    expect(linked).toBe("unknown: which files match the pattern is not known here");
  });
});

test("filebase64 gives a file's bytes", () => {
  expect(value('filebase64("b.yaml")')).toBe("YjogMQo=");
  expect(value('filebase64("none")')).toBe("unknown: there is no file `main/none`");
});

describe("templates", () => {
  test.each([
    ["templatestring", 'templatestring(local.t, { effect = "Deny" })'],
    ["data.template_file", "data.template_file.t.rendered"],
  ])("of %s", (_, expression) => {
    const more = `
      locals { t = "effect: $\${effect}" }
      data "template_file" "t" {
        template = local.t
        vars     = { effect = "Deny" }
      }`;
    expect(value(expression, more)).toBe("effect: Deny");
  });

  it("in files keep their places", () => {
    const text = `
      data "template_file" "t" {
        template = file("t.tpl")
        vars     = { effect = "Deny" }
      }
      resource "a_b" "c" { policy = data.template_file.t.rendered }`;
    const document = rootOf({ ...files, "main/main.tf": text });
    expect(placed(part(at(document, "a_b.c"), "policy", "Statement", 0))).toBe(
      'main/t.tpl:1:16 {"Effect": "${effect}"} ← file("t.tpl")',
    );
  });
});

// https://developer.hashicorp.com/terraform/language/values/variables#environment-variables
describe("TF_VAR_name", () => {
  const text = 'variable "v" {\n type = TYPE\n default = null\n}\nresource "a_b" "c" { x = var.v }';
  test.each([
    ["string", { v: '${a} "b"' }, {}, '${a} "b"'],
    ["list(string)", { v: '["a"]' }, {}, ["a"]],
    ["number", { v: "3" }, {}, 3],
    ["string", { v: "low" }, { "main/terraform.tfvars": 'v = "high"' }, "high"],
    ["string", { other: "1" }, {}, "absent"],
  ])("for a %s", (type, environment, more, expected) => {
    const document = rootOf(
      { "main/main.tf": text.replace("TYPE", type), ...more },
      { environment },
    );
    expect(outline(part(at(document, "a_b.c"), "x"))).toEqual(expected);
    expect(document.notifications).toEqual([]);
  });
});
