import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { at, load, loadFixture, outline, part } from "./outline.ts";

const obscured = (name: string): string =>
  `unknown: \`local.${name}\` cannot be followed: a plan's JSON does not hold local values`;

describe("ids from local values (local-values)", () => {
  const document = loadFixture("terraform-plan/local-values/plan.json");

  it.each([
    // The module makes one VPC and is given none.
    ["module.own.aws_subnet.private", "vpc_id", "unknown(module.own.aws_vpc.this[0].id)"],
    [
      "module.own.aws_vpc_security_group_ingress_rule.this",
      "security_group_id",
      // A VPC has a default group, too.
      obscured("group"),
    ],
    // It is given one and makes none.
    ["module.given.aws_subnet.private", "vpc_id", "unknown(aws_vpc.main.id)"],
    // It makes one and is given another.
    ["module.taken.aws_subnet.private", "vpc_id", obscured("vpc_id")],
    // It looks something up that is not known yet.
    ["module.lookup.aws_subnet.private", "vpc_id", obscured("vpc_id")],
    // What it is given comes from a local value of a module with several VPCs.
    ["module.unclear.aws_subnet.private", "vpc_id", obscured("vpc_id")],
    ["aws_subnet.private", "vpc_id", obscured("vpc_id")],
  ])("%s has %s %j", (address, attribute, expected) => {
    expect(outline(part(at(document, address), attribute))).toBe(expected);
  });

  it("are open where the plan does not cover everything", () => {
    const text = readFileSync("fixtures/loaders/terraform-plan/local-values/plan.json", "utf8");
    const partial = load(text.replace('"complete": true', '"complete": false'));
    const subnet = at(partial, "module.own.aws_subnet.private");
    expect(outline(part(subnet, "vpc_id"))).toBe(obscured("vpc_id"));
  });
});
