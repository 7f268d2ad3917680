import { describe, expect, test } from "vitest";
import type { Organization } from "../../../src/model/estate.ts";
import { reachOf, type Bound } from "../../../src/rules/reading/guard-reach.ts";
import { guard, organization, place } from "./organization-tree.ts";

const attaching =
  "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html";

interface Row {
  readonly to: readonly (string | undefined)[];
  readonly account: string | undefined;
  readonly reaches: string;
}

const rows: readonly Row[] = [
  { to: ["r-ab12"], account: "111122223333", reaches: "yes" },
  { to: ["r-ab12"], account: undefined, reaches: "yes" },
  { to: ["ou-ab12-22222222"], account: "111122223333", reaches: "yes" },
  { to: ["ou-ab12-11111111"], account: "111122223333", reaches: "yes" },
  { to: ["ou-ab12-11111111"], account: "444455556666", reaches: "no" },
  { to: ["ou-ab12-11111111"], account: undefined, reaches: "maybe" },
  { to: ["111122223333"], account: "111122223333", reaches: "yes" },
  { to: ["111122223333"], account: "444455556666", reaches: "no" },
  // No account lies below another one, whatever the tree.
  { to: ["111122223333"], account: "999988887777", reaches: "no" },
  { to: ["111122223333"], account: undefined, reaches: "maybe" },
  { to: ["ou-ab12-11111111"], account: "999988887777", reaches: "maybe" },
  // What stands above the loose unit is not told.
  { to: ["ou-ab12-11111111"], account: "123456789012", reaches: "maybe" },
  { to: ["ou-ab12-33333333"], account: "123456789012", reaches: "yes" },
  { to: ["444455556666", "ou-ab12-22222222"], account: "111122223333", reaches: "yes" },
  { to: ["444455556666", undefined], account: "111122223333", reaches: "maybe" },
  { to: [undefined, "r-ab12"], account: "111122223333", reaches: "yes" },
  { to: [], account: "111122223333", reaches: "no" },
  { to: ["ou-ab12-11111111"], account: "ou-ab12-22222222", reaches: "yes" },
  { to: ["ou-ab12-22222222"], account: "ou-ab12-11111111", reaches: "no" },
];

const boundTo = (account: string | undefined): Bound =>
  account === undefined ? "unknown account" : { id: account };

describe("where a service control policy applies", () => {
  test.each(rows)(`attached to $to: $account → $reaches (${attaching})`, (row) => {
    const reach = reachOf(guard(row.to, "listed"), boundTo(row.account), organization());
    expect(reach.reaches).toBe(row.reaches);
  });

  test(`never to the management account (${attaching})`, () => {
    const own = organization("111122223333");
    for (const attachment of ["listed", "assumed"] as const) {
      expect(reachOf(guard(["r-ab12"], attachment), { id: "111122223333" }, own)).toEqual({
        reaches: "no",
        because: "service control policies never bind the management account",
      });
    }
    expect(reachOf(guard(["r-ab12"], "listed"), { id: "444455556666" }, own).reaches).toBe("yes");
  });

  test("nowhere while its type is not enabled", () => {
    const enabled = (...value: readonly string[]): Organization =>
      organization(undefined, { state: "known", value, place, sensitive: false });
    const bound = { id: "111122223333" };
    expect(reachOf(guard(["r-ab12"], "listed"), bound, enabled("TAG_POLICY"))).toEqual({
      reaches: "no",
      because: "the organisation has not enabled policies of the type SERVICE_CONTROL_POLICY",
    });
    const own = enabled("TAG_POLICY", "SERVICE_CONTROL_POLICY");
    expect(reachOf(guard(["r-ab12"], "listed"), bound, own).reaches).toBe("yes");
  });

  test("a bare document is taken to apply, and that is said", () => {
    expect(reachOf(guard([], "assumed"), { id: "111122223333" }, organization())).toEqual({
      reaches: "yes",
      assumption:
        "Nothing tells where protect is attached; it is judged as if it were attached to the root",
    });
  });

  test("what keeps it away is told", () => {
    expect(reachOf(guard([], "listed"), { id: "111122223333" }, organization())).toEqual({
      reaches: "no",
      because: "it is attached to nothing",
    });
    const elsewhere = guard(["444455556666"], "listed");
    expect(reachOf(elsewhere, { id: "111122223333" }, organization())).toEqual({
      reaches: "no",
      because: "it is attached to 444455556666",
    });
  });
});
