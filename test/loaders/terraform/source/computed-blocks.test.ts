import { describe, expect, it, test } from "vitest";
import { at, outline, part } from "../outline.ts";
import { rootOf } from "./configurations.ts";

// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/eks_cluster#attribute-reference
describe("what a provider adds to a block", () => {
  test.each([
    ["is set", "d_e.f.net[0].ids", ["i"]],
    ["is not set", "d_e.f.net[0].group", "unknown(d_e.f.net[0].group)"],
    ["is set to null", "d_e.f.net[0].none", "unknown(d_e.f.net[0].none)"],
    ["behind try", 'try(d_e.f.net[0].group, "z")', "unknown(d_e.f.net[0].group)"],
    ["by the old index", "d_e.f.net.0.group", "unknown(d_e.f.net[0].group)"],
    ["by a key", 'd_e.f.net[0]["group"]', "unknown(d_e.f.net[0].group)"],
    ["the one there is", "one(d_e.f.net).group", "unknown(d_e.f.net[0].group)"],
    ["of each block", "d_e.f.net[*].group", ["unknown(d_e.f.net[0].group)"]],
    ["of a block inside", "d_e.f.net[0].deep[0].b", "unknown(d_e.f.net[0].deep[0].b)"],
    ["of a block of a `dynamic` one", "d_e.f.made[1].b", "unknown(d_e.f.made[1].b)"],
    ["through a local value", "local.net.group", "unknown(d_e.f.net[0].group)"],
    ["of a map in a block", "try(d_e.f.net[0].map.b, 0)", 0],
    ["how many there are", "length(d_e.f.net)", 1],
    ["of a block that is not there", "try(d_e.f.net[1].group, 0)", 0],
    ["of a block whose resource has none", "d_e.f.other[0].b", "unknown(d_e.f.other[0].b)"],
    ["of a data source", "data.d_e.f.net[0].group", "unknown(data.d_e.f.net[0].group)"],
    ["a whole block", "d_e.f.made[0]", { a: 1, "…": "unknown(d_e.f.made[0])" }],
  ])("%s", (_, expression, expected) => {
    const text = `
      resource "d_e" "f" {
        net {
          ids  = ["i"]
          none = null
          map  = { a = 1 }
          deep { a = 1 }
        }
        dynamic "made" {
          for_each = [1, 2]
          content { a = made.value }
        }
      }
      data "d_e" "f" {
        net { ids = ["i"] }
      }
      locals { net = d_e.f.net[0] }
      resource "a_b" "c" { x = ${expression} }`;
    const document = rootOf({ "main/main.tf": text });
    expect(outline(part(at(document, "a_b.c"), "x"))).toEqual(expected);
  });

  it("is not what its own resource says of itself", () => {
    const document = rootOf({ "main/main.tf": 'resource "d_e" "f" {\n net { a = 1 }\n}' });
    expect(outline(part(at(document, "d_e.f"), "net"))).toEqual([{ a: 1 }]);
  });
});
