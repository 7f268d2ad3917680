import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { identityOf, withoutIndexes } from "../../src/engine/identity.ts";
import type { Place, Route, Source } from "../../src/model/place.ts";
import { pathOf } from "../source/json/written-json.ts";
import { resultAt } from "./results.ts";

function placeIn(
  path: string,
  steps: readonly (string | number)[],
  address: string | undefined,
  inner: readonly (string | number)[] = [],
): Place {
  const source: Source = { path, text: "", syntax: "json", confidential: true };
  const own: Route = { kind: "path", inside: undefined, path: pathOf(steps), part: "value" };
  const route: Route =
    inner.length === 0 ? own : { kind: "path", inside: own, path: pathOf(inner), part: "value" };
  return { source, route, address, via: [] };
}

function fingerprint(place: Place, more: Parameters<typeof resultAt>[1] = {}): string {
  return identityOf(resultAt(place, more), () => undefined).fingerprint;
}

/** Where the attributes of a resource stand, by its number. */
const roots: Readonly<Record<string, (at: number, below: number) => readonly (string | number)[]>> =
  {
    "a change of a plan": (at) => ["resource_changes", at, "change", "after"],
    "a planned value": (at, below) => [
      ...["planned_values", "root_module", "child_modules", below, "resources", at, "values"],
    ],
    "a data source of a plan": (at) => [
      ...["prior_state", "values", "root_module", "resources", at, "values"],
    ],
    "a shown state": (at, below) => [
      ...["values", "root_module", "child_modules", below, "resources", at, "values"],
    ],
    "a state file": (at, below) => ["resources", at, "instances", below, "attributes"],
  };

describe("a fingerprint", () => {
  it.each(Object.keys(roots))("survives another order and other indexes: %s", (kind) => {
    const attribute = ["statement", 1, "condition", 0, "values", 0];
    fc.assert(
      fc.property(fc.nat(99), fc.nat(99), fc.nat(9), fc.string(), (at, below, index, key) => {
        const steps = [...(roots[kind]?.(at, below) ?? []), ...attribute];
        const first = [...(roots[kind]?.(0, 0) ?? []), ...attribute];
        const name = JSON.stringify(key);
        expect(
          fingerprint(placeIn("plan.json", steps, `module.a[${name}].aws_x.y[${index}]`)),
        ).toBe(fingerprint(placeIn("plan.json", first, "module.a.aws_x.y")));
      }),
    );
  });

  it("survives another indentation, as it holds no offsets", () => {
    const steps = ["resource_changes", 0, "change", "after", "tags"];
    const place = placeIn("plan.json", steps, "aws_x.y");
    const indented = { ...place, source: { ...place.source, text: "\n\n  {}" } };
    expect(fingerprint(indented)).toBe(fingerprint(place));
  });

  it("is told apart by everything that another edit would mend", () => {
    const after = ["resource_changes", 0, "change", "after"];
    const place = placeIn("plan.json", [...after, "policy"], "aws_x.y");
    const all = [
      fingerprint(place),
      fingerprint(place, { rule: "other-rule" }),
      fingerprint(place, { messageId: "wide" }),
      fingerprint(placeIn("other.json", [...after, "policy"], "aws_x.y")),
      fingerprint(placeIn("plan.json", [...after, "tags"], "aws_x.y")),
      fingerprint(placeIn("plan.json", [...after, "ingress", 0], "aws_x.y")),
      fingerprint(placeIn("plan.json", [...after, "ingress", 1], "aws_x.y")),
      fingerprint(placeIn("plan.json", [...after, "policy"], "aws_x.z")),
      fingerprint(placeIn("plan.json", [...after, "policy"], "module.a.aws_x.y")),
      fingerprint(placeIn("plan.json", [...after, "policy"], "aws_x.y", ["Statement", 0])),
      fingerprint(placeIn("plan.json", [...after, "policy"], "aws_x.y", ["Statement", 1])),
      fingerprint(placeIn("scp.json", ["Statement", 0], undefined)),
      fingerprint(placeIn("scp.json", ["Statement", 1], undefined)),
      fingerprint(placeIn("scp.json", [], undefined), { subject: "one" }),
      fingerprint(placeIn("scp.json", [], undefined), { subject: "two" }),
    ];
    expect(new Set(all).size).toBe(all.length);
  });

  it("does not depend on what is said, only on what is meant", () => {
    const place = placeIn("scp.json", ["Statement", 0], undefined);
    expect(fingerprint(place, { subject: "one", message: "a", level: "error" })).toBe(
      fingerprint(place, { subject: "two", message: "b", level: "note" }),
    );
  });

  it("is 32 digits of base 16", () => {
    expect(fingerprint(placeIn("a", [], undefined))).toMatch(/^[0-9a-f]{32}$/);
  });
});

describe("withoutIndexes", () => {
  it.each([
    ["aws_subnet.a", "aws_subnet.a"],
    ["aws_subnet.a[0]", "aws_subnet.a"],
    ['module.a["x"].module.b[1].aws_subnet.c["y"]', "module.a.module.b.aws_subnet.c"],
    ['a["]"].b', "a.b"],
    ['a["[\\"]"].b', "a.b"],
    ['a["\\\\"].b', "a.b"],
    ["a[", "a"],
    ["a]b", "ab"],
    ["", ""],
  ])("%s is %s", (address, expected) => {
    expect(withoutIndexes(address)).toBe(expected);
  });
});
