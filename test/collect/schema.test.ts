import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { collectFrom, smallWorld, snapshotOf } from "./collecting.ts";
import { refused } from "./stub/world.ts";

const schema = JSON.parse(readFileSync("schema/snapshot.schema.json", "utf8")) as object;
const validate = new Ajv2020({ allErrors: true, strict: false }).compile(schema);

describe("the schema of snapshots", () => {
  it("holds for a whole one", async () => {
    const world = {
      ...smallWorld,
      administrator: "111122223333",
      coverage: [
        { account: "444455556666", cluster: "sandbox", status: "UNHEALTHY", issue: "no endpoint" },
      ],
    } as const;
    const { outcome } = await collectFrom(world, { regions: undefined });
    validate(snapshotOf(outcome));
    expect(validate.errors).toBeNull();
  });

  it("holds for one with accounts that refuse", async () => {
    const { outcome } = await collectFrom(smallWorld, {
      instead: ({ operation }) =>
        ["AssumeRole", "ListPolicies"].includes(operation) ? refused("AccessDenied") : undefined,
    });
    validate(snapshotOf(outcome));
    expect(validate.errors).toBeNull();
  });

  it.each([
    [{ guardlint: "snapshot/v2" }],
    [{ organization: [{ call: "organizations list-roots" }] }],
    [{ organization: [{ call: "sts assume-role", response: {} }] }],
    [{ accounts: { nobody: { answers: [], regions: {} } } }],
  ])("refuses %j", (change) => {
    const empty = {
      guardlint: "snapshot/v1",
      redacted: false,
      organization: [],
      awsPolicies: [],
      accounts: {},
    };
    expect(validate(empty)).toBe(true);
    expect(validate({ ...empty, ...change })).toBe(false);
  });
});
