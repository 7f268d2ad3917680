import { describe, expect, it, test } from "vitest";
import { rootOf, shown } from "./configurations.ts";

// https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#ignore_changes
describe("changes that are ignored", () => {
  test.each([
    ["none", "", []],
    ["one attribute", "ignore_changes = [tags]", ["tags: main/main.tf:3:21 tags"]],
    [
      "keys and parts of blocks",
      'ignore_changes = [tags["k"], vpc_config[0].subnet_ids]',
      [
        'tags["k"]: main/main.tf:3:21 tags["k"]',
        "vpc_config[0].subnet_ids: main/main.tf:3:32 vpc_config[0].subnet_ids",
      ],
    ],
    ["all", "ignore_changes = all", ["all: main/main.tf:3:20 all"]],
    ["as it was written once", 'ignore_changes = ["tags"]', ['tags: main/main.tf:3:21 "tags"']],
    ["what is no attribute", "ignore_changes = [1 + 1]", []],
  ])("%s", (_, written, expected) => {
    const text = `resource "a_b" "c" {\n lifecycle {\n  ${written}\n }\n}`;
    const [resource] = rootOf({ "main/main.tf": text }).resources;
    const ignored = (resource?.ignoredChanges ?? []).map(
      ({ attribute, place }) => `${attribute}: ${shown(place)}`,
    );
    expect(ignored).toEqual(expected);
  });

  it("are read of JSON syntax", () => {
    const text = '{"resource": {"a_b": {"c": {"lifecycle": {"ignore_changes": ["tags"]}}}}}';
    const [resource] = rootOf({ "main/main.tf.json": text }).resources;
    expect(resource?.ignoredChanges?.map(({ attribute }) => attribute)).toEqual(["tags"]);
  });
});

// https://developer.hashicorp.com/terraform/language/block/moved
describe("addresses before a move", () => {
  const moved = (from: string, to: string): string => `moved {\n from = ${from}\n to = ${to}\n}\n`;
  const resource = 'resource "a_b" "c" {}\n';

  test.each([
    ["none", "", []],
    ["of the resource", moved("a_b.before", "a_b.c"), ["a_b.before"]],
    ["of another one", moved("a_b.before", "a_b.cd"), []],
    [
      "several",
      moved("a_b.first", "a_b.second") + moved("a_b.second", "a_b.c"),
      ["a_b.second", "a_b.first"],
    ],
    ["in a ring", moved("a_b.d", "a_b.c") + moved("a_b.c", "a_b.d"), ["a_b.d"]],
    ["out of a module", moved('module.m["k"].a_b.c', "a_b.c"), ['module.m["k"].a_b.c']],
    [
      "that say nothing",
      "moved {}\nremoved {\n from = a_b.x\n}\nimport {\n to = a_b.c\n id = 1\n}",
      [],
    ],
  ])("%s", (_, blocks, expected) => {
    const document = rootOf({ "main/main.tf": resource + blocks });
    expect(document.resources[0]?.formerAddresses).toEqual(expected);
    expect(document.notifications).toEqual([]);
  });

  it("of the modules around it", () => {
    const document = rootOf({
      "main/main.tf":
        'module "n" {\n source = "../m"\n for_each = { k = 1 }\n}\n' +
        moved("module.m", 'module.n["k"]'),
      "m/main.tf": resource + moved("a_b.before", "a_b.c"),
    });
    expect(document.resources[0]?.formerAddresses).toEqual([
      'module.n["k"].a_b.before',
      "module.m.a_b.c",
    ]);
  });
});
