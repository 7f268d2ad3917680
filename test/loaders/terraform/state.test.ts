import { describe, expect, it } from "vitest";
import { at, load, loadFixture, outline, part, route } from "./outline.ts";

describe("a state as `show -json` prints it (shown)", () => {
  const document = loadFixture("terraform-state/shown/state.json");

  it("is what was observed, and nothing in it is unknown", () => {
    expect([document.format, document.standing]).toEqual(["terraform-state", "observed"]);
    expect(document.notifications).toEqual([]);
    const cluster = at(document, "aws_eks_cluster.main");
    expect(outline(part(cluster, "tags"))).toEqual({ GuardDutyManaged: "true" });
    expect(outline(part(cluster, "vpc_config", 0, "subnet_ids"))).toEqual([
      "subnet-09a85401af891f096",
      "subnet-6362cd47806d49df7",
    ]);
    expect([outline(cluster.account), outline(cluster.region)]).toEqual([
      "123456789012",
      "us-east-1",
    ]);
    expect(route(part(cluster, "name").place)).toBe("values.root_module.resources[0].values.name");
  });
});

describe("a state file (file)", () => {
  const document = loadFixture("terraform-state/file/terraform.tfstate");

  it("holds each instance under its address, without deposed objects", () => {
    expect(document.resources.map(({ type, address }) => [type, address])).toEqual([
      ["data.aws_caller_identity", "data.aws_caller_identity.me"],
      ["aws_vpc", "aws_vpc.main"],
      ["aws_subnet", 'module.member["payments"].aws_subnet.this[0]'],
      ["aws_subnet", 'module.member["payments"].aws_subnet.this[1]'],
      ["aws_eks_cluster", 'aws_eks_cluster.this["blue"]'],
    ]);
    const subnet = at(document, 'module.member["payments"].aws_subnet.this[1]');
    expect(outline(part(subnet, "id"))).toBe("subnet-1");
    expect(route(subnet.place)).toBe("resources[2].instances[1]");
    expect(subnet.place.via.map(({ label }) => label)).toEqual(['module.member["payments"]']);
    // All ARNs of the state name one account.
    expect(outline(subnet.account)).toBe("111122223333");
  });

  it.each([
    ["aws_vpc.main", ["tags"], { Owner: "sensitive", Plain: "p" }],
    ["aws_vpc.main", ["tags_all"], { Owner: "sensitive", Plain: "p" }],
    ['aws_eks_cluster.this["blue"]', ["vpc_config", 0, "subnet_ids"], ["sensitive"]],
    ['aws_eks_cluster.this["blue"]', ["vpc_config", 0, "vpc_id"], "vpc-0abc"],
  ])("%s %j is %j", (address, steps, expected) => {
    expect(outline(part(at(document, address), ...steps))).toEqual(expected);
  });
});

describe("states that cannot be read whole", () => {
  const file = { version: 4, terraform_version: "1.11.4", serial: 1, lineage: "a" };
  const main = { mode: "managed", type: "aws_vpc", name: "main" };

  it.each([
    [
      { ...file, version: 3 },
      "unsupported-format-version",
      "the state file has version 3; only version 4 can be read, which `terraform show -json` makes of it",
    ],
    [{ ...file, resources: {} }, "malformed-state", "`resources` is not a list and cannot be read"],
    [
      { ...file, resources: [{ ...main, instances: [{ attributes: "a" }] }] },
      "malformed-state",
      "the values of aws_vpc.main are not an object",
    ],
    [
      { format_version: "2.0", terraform_version: "3.0.0", values: {} },
      "unsupported-format-version",
      "the JSON of this state has the format version 2.0; only 0.x and 1.x can be read",
    ],
  ])("%j: %s", (raw, code, message) => {
    const { resources, notifications } = load(raw);
    expect(resources).toEqual([]);
    expect(notifications.map((told) => [told.level, told.code, told.message])).toEqual([
      ["error", code, message],
    ]);
  });

  it.each([
    ["a path that cannot be read", [[{ type: "get_attr" }]]],
    ["no list at all", "tags"],
  ])("treats everything as sensitive where the marks are %s", (_, marks) => {
    const instances = [{ attributes: { id: "vpc-1" }, sensitive_attributes: marks }];
    const document = load({ ...file, resources: [{ ...main, instances }] });
    expect(outline(part(at(document, "aws_vpc.main"), "id"))).toBe("sensitive");
  });
});
