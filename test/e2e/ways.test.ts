import { describe, expect, it } from "vitest";
import { createHost } from "../../src/host.ts";
import type { Report } from "../../src/model/report.ts";
import { run } from "../../src/run.ts";

/** What a rule says of a subject in a plan, what in its configuration, and why they differ. */
interface Difference {
  readonly of: string;
  readonly plan: string;
  readonly source: string;
  readonly because: string;
}

const account =
  "the provider asks AWS for the account while it plans, and the configuration does not state it";
const leaf =
  "one unknown value hides a whole map or document in a plan, and not in the configuration";

/** All that may differ; everything else has to be the same. */
const allowed: Readonly<Record<string, readonly Difference[]>> = {
  basic: [],
  unknown: [
    {
      of: "non-boolean-tag-value aws_eks_cluster.d",
      plan: "undetermined",
      source: "satisfied",
      because: leaf,
    },
    {
      of: "cluster-without-endpoint aws_eks_cluster.d",
      plan: "undetermined",
      source: "satisfied",
      because: leaf,
    },
    {
      of: "endpoint-open-to-other-accounts aws_vpc_endpoint.gd_unknown_policy",
      plan: "undetermined",
      source: "violated",
      because: leaf,
    },
  ],
  modules: [],
  sensitive: [],
  changes: [
    {
      of: "untrusted-tag-change aws_iam_role.cluster",
      plan: "violated",
      source: "undetermined",
      because: account,
    },
    {
      of: "untrusted-tag-change aws_eks_cluster.main",
      plan: "violated",
      source: "undetermined",
      because: account,
    },
  ],
  tags: [
    {
      of: "non-boolean-tag-value aws_eks_cluster.one_unknown_value",
      plan: "undetermined",
      source: "satisfied",
      because: leaf,
    },
    {
      of: "cluster-without-endpoint aws_eks_cluster.one_unknown_value",
      plan: "undetermined",
      source: "not judged",
      because: leaf,
    },
  ],
};

async function lint(path: string): Promise<Report> {
  const { report } = await run(createHost(), {
    paths: [path],
    config: undefined,
    failOn: "warning",
    undetermined: "pass",
    noInputs: "fail",
    rules: [],
    ignore: true,
    timing: false,
  });
  return report;
}

function verdicts(report: Report): ReadonlyMap<string, string> {
  return new Map(
    report.results.map(({ rule, subject, verdict }) => [`${rule} ${subject}`, verdict]),
  );
}

describe.each(Object.entries(allowed))("the configuration %s", (name, differences) => {
  const folder = `fixtures/e2e/ways/${name}`;

  it("says what its plan says, where both know", async () => {
    const plan = verdicts(await lint(`${folder}/plan.json`));
    const source = verdicts(await lint(`${folder}/root`));
    const found = [...new Set([...plan.keys(), ...source.keys()])]
      .map((of) => ({
        of,
        plan: plan.get(of) ?? "not judged",
        source: source.get(of) ?? "not judged",
      }))
      .filter((one) => one.plan !== one.source);
    const byName = (one: { of: string }, other: { of: string }): number =>
      one.of < other.of ? -1 : 1;
    expect(found.sort(byName)).toEqual(
      differences
        .map(({ of, plan: one, source: other }) => ({ of, plan: one, source: other }))
        .sort(byName),
    );
    expect(plan.size).toBeGreaterThan(0);
  });

  it("has its answers on lines of its files, and nothing wrong with them", async () => {
    const report = await lint(`${folder}/root`);
    expect(report.notifications.filter(({ level }) => level === "error")).toEqual([]);
    for (const { place } of report.results) expect(place.path).toMatch(/\.(?:tf|tftpl)$/);
  });
});
