import { describe, expect, test } from "vitest";
import { reachOf, type Bound } from "../../../src/rules/reading/guard-reach.ts";
import { GuardReaches } from "../../../src/rules/reading/reaching-guards.ts";
import { guard, organization } from "./organization-tree.ts";

const places = [
  "r-ab12",
  "ou-ab12-11111111",
  "ou-ab12-22222222",
  "ou-ab12-33333333",
  "111122223333",
  "444455556666",
  "123456789012",
  "999988887777",
];

const guards = [
  guard([], "assumed"),
  guard([], "listed"),
  guard([undefined], "listed"),
  ...places.map((id) => guard([id], "listed")),
  guard(["ou-ab12-22222222", undefined], "listed"),
  guard(["444455556666", "ou-ab12-11111111"], "listed"),
  guard(["111122223333", "111122223333"], "listed"),
];

const bounds: readonly Bound[] = ["unknown account", ...places.map((id) => ({ id }))];

describe("the policies that reach an account", () => {
  test.each([undefined, "111122223333"])("are those that each by itself reaches it (%s)", (own) => {
    const organized = organization(own);
    const reaches = new GuardReaches(guards, organized);
    for (const bound of bounds) {
      const each = guards.flatMap((one) => {
        const reach = reachOf(one, bound, organized);
        return reach.reaches === "no" ? [] : [{ guard: one, reach }];
      });
      const { guards: found, possible, certain } = reaches.of(bound);
      expect(found).toEqual(each);
      expect(possible).toEqual(each.map((one) => one.guard));
      expect(certain).toEqual(
        each.filter(({ reach }) => reach.reaches === "yes").map((one) => one.guard),
      );
    }
  });

  test("are found once for accounts below one unit", () => {
    const attached = [guard(["ou-ab12-11111111"], "listed"), guard(["444455556666"], "listed")];
    const reaches = new GuardReaches(attached, organization());
    const inUnit = reaches.of({ id: "111122223333" });
    expect(inUnit).toBe(reaches.of({ id: "ou-ab12-11111111" }));
    expect(inUnit).toBe(reaches.of({ id: "ou-ab12-22222222" }));
    expect(inUnit).not.toBe(reaches.of({ id: "444455556666" }));
  });

  test("have one key where the same ones bind as surely", () => {
    const attached = [guard(["ou-ab12-11111111", "444455556666"], "listed")];
    const reaches = new GuardReaches(attached, organization());
    const { key } = reaches.of({ id: "111122223333" });
    expect(reaches.of({ id: "444455556666" }).key).toBe(key);
    expect(reaches.of({ id: "r-ab12" }).key).not.toBe(key);
    // Whether it reaches a unit that stands anywhere is open.
    expect(reaches.of({ id: "123456789012" }).key).not.toBe(key);
  });
});
