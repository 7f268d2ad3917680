import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  parseAddress,
  parseTraversal,
  writeKey,
  writeSteps,
} from "../../../src/loaders/terraform/traversal.ts";

// https://developer.hashicorp.com/terraform/cli/state/resource-addressing
describe("resource addresses", () => {
  it.each([
    ["aws_vpc.main", [], "managed", undefined, "aws_vpc.main"],
    ["aws_subnet.a[0]", [], "managed", 0, "aws_subnet.a"],
    ['aws_subnet.a["x.y[0]"]', [], "managed", "x.y[0]", "aws_subnet.a"],
    [String.raw`aws_subnet.a["say \"hi\""]`, [], "managed", 'say "hi"', "aws_subnet.a"],
    ['aws_subnet.a["$${x}"]', [], "managed", "${x}", "aws_subnet.a"],
    ["data.aws_region.current", [], "data", undefined, "data.aws_region.current"],
    [
      'module.a["b.c"].module.d[1].data.aws_vpc.x[2]',
      [
        ["a", "b.c", 'module.a["b.c"]'],
        ["d", 1, 'module.a["b.c"].module.d[1]'],
      ],
      "data",
      2,
      'module.a["b.c"].module.d[1].data.aws_vpc.x',
    ],
  ])("%s", (text, modules, mode, key, collection) => {
    const address = parseAddress(text);
    expect(address?.modules.map((step) => [step.name, step.key, step.address])).toEqual(modules);
    expect([address?.mode, address?.key, address?.collection]).toEqual([mode, key, collection]);
  });

  it.each([
    "",
    ".",
    "aws_vpc",
    "aws_vpc.",
    "aws_vpc.a.b",
    "module.a",
    "aws_vpc.a[",
    'aws_vpc.a["',
    "a b.c",
    "[0].a",
  ])("%j is none", (text) => {
    expect(parseAddress(text)).toBeUndefined();
  });

  it("are read from any text without throwing", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("a", ".", "[", "]", '"', "\\", "0", " ", "$", "%", "{")),
        (parts) => {
          const text = parts.join("");
          const address = parseAddress(text);
          return address === undefined || text.startsWith(address.collection);
        },
      ),
    );
  });

  it("are read the same, whatever was read before", () => {
    const part = fc.constantFrom("module.", "a", ".", "b", "[0]", '["x"]', "[", "data.", "]");
    const text = fc.array(part, { maxLength: 9 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(text, text, text, (around, first, second) => {
        const near = parseAddress(around + first);
        expect(parseAddress(around + second, near)).toEqual(parseAddress(around + second));
      }),
      {
        numRuns: 5000,
        examples: [
          ["a.b", "[0]", "[1]"],
          ["module.a.a.b", "", "[1].c"],
        ],
      },
    );
  });

  it("keep every key that is written into them", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.nat(),
          fc.string().filter((key) => !/[$%]/.test(key)),
        ),
        (key) => {
          expect(parseAddress(`aws_vpc.a${writeKey(key)}`)?.key).toBe(key);
        },
      ),
    );
  });
});

describe("references", () => {
  it.each([
    ["aws_organizations_organization.org.roots[0].id", "roots[0].id"],
    ['aws_vpc.a.tags["Name"]', 'tags["Name"]'],
  ])("%s has the way %s behind the resource", (text, way) => {
    expect(writeSteps(parseTraversal(text)?.slice(2) ?? [])).toBe(way);
  });
});
