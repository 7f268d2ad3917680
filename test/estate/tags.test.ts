import { describe, expect, it } from "vitest";
import { linked, plan, told, type Planned } from "./linked.ts";

const cluster = (after: object, unknown: object = {}): Planned => ({
  address: "aws_eks_cluster.payments",
  after: { name: "payments", ...after },
  unknown,
});

/** The tags of the first tag set, and why there may be more. */
async function tags(one: Planned): Promise<readonly string[]> {
  const [first] = (await linked({ "plan.json": plan([one]) })).clusters;
  const [set] = first?.tagSets ?? [];
  if (set === undefined) return ["no tag set"];
  const shown = set.tags.map(({ key, value }) => `${key}: ${told(value)}`);
  return set.rest === undefined ? shown : [...shown, "more"];
}

// `tags_all` holds the tags of the resource and those of the provider.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/resource-tagging
describe("the tags of a planned cluster", () => {
  it.each<[string, Planned, readonly string[]]>([
    ["none", cluster({ tags: null }, { tags_all: true }), []],
    ["its own", cluster({ tags: { A: "1" }, tags_all: { A: "1" } }), ["A: 1"]],
    [
      "its own and those of the provider",
      cluster({ tags: { A: "1" }, tags_all: { A: "1", B: "2" } }),
      ["A: 1", "B: 2"],
    ],
    ["those of the provider", cluster({ tags: null, tags_all: { B: "2" } }), ["B: 2"]],
    [
      "its own alone, where the provider has none to add",
      cluster({ tags: { A: "1" } }, { tags_all: true }),
      ["A: 1"],
    ],
    [
      "one whose value is not known",
      cluster(
        { tags: { A: "1" }, tags_all: { A: "1" } },
        { tags: { B: true }, tags_all: { B: true } },
      ),
      ["A: 1", "B: unknown: its value is known only after apply"],
    ],
    [
      "keys that JavaScript gives a meaning",
      cluster({
        tags: { constructor: "1", toString: "2" },
        tags_all: { constructor: "1", toString: "2" },
      }),
      ["constructor: 1", "toString: 2"],
    ],
  ])("%s", async (_, one, expected) => {
    expect(await tags(one)).toEqual(expected);
  });
});
