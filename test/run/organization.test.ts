import { describe, expect, it } from "vitest";
import { smallWorld } from "../collect/collecting.ts";
import { root } from "../collect/stub/world.ts";
import { checked, rowsOf, snapshotOfWorld } from "../loaders/snapshot/checked.ts";

const rules = ["guard-does-not-reach-account"];

/** A plan that holds one resource, as `terraform show -json` prints it. */
function planOf(type: string, after: Readonly<Record<string, unknown>>): string {
  const address = `${type}.it`;
  const common = { address, mode: "managed", type, name: "it" };
  return JSON.stringify({
    format_version: "1.2",
    terraform_version: "1.9.0",
    planned_values: { root_module: { resources: [{ ...common, values: after }] } },
    resource_changes: [
      { ...common, change: { actions: ["update"], before: after, after, after_unknown: {} } },
    ],
    configuration: { root_module: { resources: [{ ...common, expressions: {} }] } },
  });
}

describe("what a plan does to an organisation that was read", () => {
  it("an account that it moves has its new place", async () => {
    const snapshot = await snapshotOfWorld(smallWorld);
    const moved = planOf("aws_organizations_account", {
      id: "111122223333",
      name: "payments",
      parent_id: "ou-ab12-sandboxes",
    });
    const before = await checked({ "snapshot.json": snapshot }, { rules });
    const after = await checked({ "plan.json": moved, "snapshot.json": snapshot }, { rules });
    const payments = "111122223333/eu-west-1/payments";
    const verdictOf = (report: typeof before): string | undefined =>
      rowsOf(report).find(([, , subject]) => subject === payments)?.[1];
    expect([verdictOf(before), verdictOf(after)]).toEqual(["satisfied", "violated"]);
  });

  it("policies of a type that it disables bind nobody", async () => {
    const [guard] = smallWorld.policies;
    const policies = guard === undefined ? [] : [{ ...guard, targets: [root] }];
    const snapshot = await snapshotOfWorld({ ...smallWorld, policies });
    const disabled = planOf("aws_organizations_organization", {
      id: "o-ab12cd34ef",
      enabled_policy_types: ["TAG_POLICY"],
    });
    const verdicts = async (files: Readonly<Record<string, string>>): Promise<readonly string[]> =>
      rowsOf(await checked(files, { rules })).map(([, verdict]) => verdict);
    expect(await verdicts({ "snapshot.json": snapshot })).toEqual(["satisfied", "satisfied"]);
    expect(await verdicts({ "plan.json": disabled, "snapshot.json": snapshot })).toEqual([
      "violated",
      "violated",
    ]);
  });
});
