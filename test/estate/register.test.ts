import { describe, expect, it } from "vitest";
import { withoutIndex } from "../../src/estate/register.ts";

// https://developer.hashicorp.com/terraform/cli/state/resource-addressing
describe("the collection of an address", () => {
  it.each([
    ["aws_subnet.a", "aws_subnet.a"],
    ["aws_subnet.a[0]", "aws_subnet.a"],
    ['aws_subnet.a["x"]', "aws_subnet.a"],
    ['aws_subnet.a["x.y"]', "aws_subnet.a"],
    ['aws_subnet.a["x[0]"]', "aws_subnet.a"],
    ['aws_subnet.a["x\\"]["]', "aws_subnet.a"],
    ['module.m["a"].aws_subnet.a', 'module.m["a"].aws_subnet.a'],
    ['module.m["a"].aws_subnet.a[1]', 'module.m["a"].aws_subnet.a'],
    ["[0]", "[0]"],
    ["", ""],
  ])("%s", (address, collection) => {
    expect(withoutIndex(address)).toBe(collection);
  });
});
