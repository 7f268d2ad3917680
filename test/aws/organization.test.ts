import { beforeAll, describe, expect, it } from "vitest";
import { collect } from "../../src/collect/index.ts";
import { checked, rowsOf } from "../loaders/snapshot/checked.ts";
import { memoryHost } from "../memory-host.ts";
import type { Snapshot } from "../collect/collecting.ts";
import { fillAccount, makeOrganization, region, type Made } from "./estate.ts";
import { forget, managementAccount, motoAddress, testing } from "./moto.ts";

describe("an organisation on an API server", () => {
  let made: Made;
  let text: string;

  beforeAll(async () => {
    await forget();
    made = await makeOrganization();
    await fillAccount(made.payments, "payments");
    await fillAccount(made.sandbox, "sandbox");
    const outcome = await collect(memoryHost({}), {
      role: "audit",
      regions: [region],
      endpoint: motoAddress(),
      profile: undefined,
      redact: false,
      concurrency: 2,
      journal: undefined,
      maxAttempts: 2,
      credentials: testing,
    });
    if (!outcome.ok) throw new Error(outcome.message);
    text = outcome.text;
  });

  it("is collected with its tree, its policies and its accounts", () => {
    const snapshot = JSON.parse(text) as Snapshot;
    expect(Object.keys(snapshot.accounts)).toEqual(
      [managementAccount, made.payments, made.sandbox].sort(),
    );
    expect(snapshot.organization).toContainEqual({
      call: "organizations list-targets-for-policy",
      of: made.guard,
      response: { Targets: [{ TargetId: made.production, Type: "ORGANIZATIONAL_UNIT" }] },
    });
    const policies = snapshot.awsPolicies.map((policy) => policy["Arn"]);
    expect(policies).toEqual(["arn:aws:iam::aws:policy/ReadOnlyAccess"]);
  });

  it("tells what the server does not know as unread, and nothing else", () => {
    const snapshot = JSON.parse(text) as Snapshot;
    const unread = Object.values(snapshot.accounts)
      .flatMap(({ answers, regions }) => [...answers, ...Object.values(regions).flat()])
      .flatMap((answer) => (answer.unread === undefined ? [] : [answer.unread]));
    const because = "the answer is not what AWS sends";
    expect([...new Set(unread.map((one) => JSON.stringify(one)))].sort()).toEqual([
      JSON.stringify({ action: "eks:ListAddons", because }),
      JSON.stringify({ action: "guardduty:ListCoverage", because }),
    ]);
  });

  it("is judged as it is", async () => {
    const rules = [
      "endpoint-open-to-other-accounts",
      "guard-does-not-reach-account",
      "non-boolean-tag-value",
      "untrusted-tag-change",
    ];
    const report = await checked({ "snapshot.json": text }, { rules });
    const rows = rowsOf(report).map((row) => row.join(" "));
    const inAccount = (id: string): readonly string[] =>
      rows
        .filter((row) => row.includes(id))
        .map((row) => row.replace(/vpce-\w+/, "vpce"))
        .sort();
    expect(inAccount(made.payments)).toEqual([
      `endpoint-open-to-other-accounts violated ${made.payments}/${region}/vpce`,
      `guard-does-not-reach-account satisfied ${made.payments}/${region}/payments`,
      `non-boolean-tag-value satisfied ${made.payments}/${region}/payments`,
      `untrusted-tag-change satisfied ${made.payments}/developer`,
      `untrusted-tag-change satisfied ${made.payments}/${region}/payments`,
    ]);
    expect(inAccount(made.sandbox)).toEqual([
      `endpoint-open-to-other-accounts violated ${made.sandbox}/${region}/vpce`,
      `guard-does-not-reach-account violated ${made.sandbox}/${region}/sandbox`,
      `non-boolean-tag-value satisfied ${made.sandbox}/${region}/sandbox`,
      `untrusted-tag-change violated ${made.sandbox}/developer`,
    ]);
  });
});
