import { describe, expect, it } from "vitest";
import {
  foldersWithBoth,
  readInAllWays,
  verdictsOf,
  type Configuration,
  type Verdicts,
} from "./ways.ts";

/** What a rule says of a subject in the three ways, and why not the same. */
interface Difference {
  readonly of: string;
  readonly source: string;
  readonly plan: string;
  readonly both: string;
  readonly because: string;
}

const plans = "fixtures/loaders/terraform-plan";

/** The values that variables had for the plans; other plans were made with the defaults. */
const variables: Readonly<Record<string, readonly string[]>> = {
  "fixtures/e2e/payments": ["phase=2"],
  [`${plans}/changes`]: ["phase=2"],
};

const configurations: readonly Configuration[] = [
  ...foldersWithBoth("fixtures").map((root) => ({
    plan: `${root}/plan.json`,
    root,
    variables: variables[root] ?? [],
  })),
  { plan: `${plans}/unchanged/plan.json`, root: `${plans}/changes`, variables: [] },
  { plan: `${plans}/scp-deleted/plan.json`, root: `${plans}/changes`, variables: ["phase=3"] },
];

const account =
  "the provider asks AWS for the account while it plans, and the configuration does not state it";
const leaf =
  "one unknown value hides a whole map or document in a plan, and not in the configuration";
const fallback = "only the plan knows the default of the attribute that the tag depends on";

/** All that may differ; everything else has to be the same in all three ways. */
const allowed: Readonly<Record<string, readonly Difference[]>> = {
  [`${plans}/unknown/plan.json`]: [
    ...["cluster-without-endpoint", "non-boolean-tag-value"].map((rule) => ({
      of: `${rule} aws_eks_cluster.c`,
      source: "undetermined",
      plan: "undetermined",
      both: "satisfied",
      because: `${leaf}; ${fallback}`,
    })),
    ...["cluster-without-endpoint", "non-boolean-tag-value"].map((rule) => ({
      of: `${rule} aws_eks_cluster.d`,
      source: "satisfied",
      plan: "undetermined",
      both: "satisfied",
      because: leaf,
    })),
    {
      of: "endpoint-open-to-other-accounts aws_vpc_endpoint.gd_unknown_policy",
      source: "violated",
      plan: "undetermined",
      both: "violated",
      because: leaf,
    },
    {
      of: "endpoint-policy-invalid aws_vpc_endpoint.gd_unknown_policy",
      source: "satisfied",
      plan: "not judged",
      both: "satisfied",
      because: leaf,
    },
    ...["aws_eks_cluster.c", "aws_eks_cluster.d"].map((cluster) => ({
      of: `hidden-tag-value ${cluster}`,
      source: "satisfied",
      plan: "not judged",
      both: "satisfied",
      because: leaf,
    })),
    {
      of: "unmanaged-cluster aws_eks_cluster.c",
      source: "undetermined",
      plan: "undetermined",
      both: "satisfied",
      because: `${leaf}; ${fallback}`,
    },
    {
      of: "unmanaged-cluster aws_eks_cluster.d",
      source: "satisfied",
      plan: "undetermined",
      both: "satisfied",
      because: leaf,
    },
    {
      of: "unsupported-compute aws_eks_cluster.c",
      source: "not judged",
      plan: "not judged",
      both: "satisfied",
      because: `${leaf}; ${fallback}`,
    },
    {
      of: "unsupported-compute aws_eks_cluster.d",
      source: "satisfied",
      plan: "not judged",
      both: "satisfied",
      because: leaf,
    },
  ],
  [`${plans}/tags/plan.json`]: [
    {
      of: "cluster-without-endpoint aws_eks_cluster.one_unknown_value",
      source: "not judged",
      plan: "undetermined",
      both: "not judged",
      because: leaf,
    },
    {
      of: "non-boolean-tag-value aws_eks_cluster.one_unknown_value",
      source: "satisfied",
      plan: "undetermined",
      both: "satisfied",
      because: leaf,
    },
    {
      of: "excluded-cluster aws_eks_cluster.one_unknown_value",
      source: "undetermined",
      plan: "not judged",
      both: "undetermined",
      because: leaf,
    },
    {
      of: "guardduty-tag-on-own-resource aws_security_group.sg_one_unknown",
      source: "violated",
      plan: "not judged",
      both: "violated",
      because: leaf,
    },
    {
      of: "hidden-tag-value aws_eks_cluster.one_unknown_value",
      source: "satisfied",
      plan: "not judged",
      both: "satisfied",
      because: leaf,
    },
    {
      of: "unmanaged-cluster aws_eks_cluster.one_unknown_value",
      source: "not judged",
      plan: "undetermined",
      both: "not judged",
      because: leaf,
    },
  ],
  [`${plans}/unchanged/plan.json`]: ["aws_eks_cluster.main", "aws_iam_role.cluster"].map(
    (subject) => ({
      of: `untrusted-tag-change ${subject}`,
      source: "undetermined",
      plan: "violated",
      both: "violated",
      because: account,
    }),
  ),
};

function differences(source: Verdicts, plan: Verdicts, both: Verdicts): unknown {
  const said = (verdicts: Verdicts, of: string): string => verdicts.get(of) ?? "not judged";
  return [...new Set([...source.keys(), ...plan.keys(), ...both.keys()])]
    .sort()
    .map((of) => ({
      of,
      source: said(source, of),
      plan: said(plan, of),
      both: said(both, of),
    }))
    .filter((one) => one.source !== one.plan || one.plan !== one.both);
}

describe.each(configurations)("the configuration of $plan", (configuration) => {
  const reading = readInAllWays(configuration);

  it("has the same verdicts from source, plan and both, but for what is listed", async () => {
    const { source, plan, both } = await reading;
    expect(differences(verdictsOf(source), verdictsOf(plan), verdictsOf(both))).toEqual(
      (allowed[configuration.plan] ?? [])
        .map(({ of, source: one, plan: other, both: third }) => ({
          of,
          source: one,
          plan: other,
          both: third,
        }))
        .sort((one, other) => (one.of < other.of ? -1 : 1)),
    );
  });

  it("tells with the plan whatever can be told without it, and the same", async () => {
    const { source, plan, both } = await reading;
    const joined = verdictsOf(both);
    for (const [of, verdict] of [...verdictsOf(source), ...verdictsOf(plan)]) {
      if (verdict !== "undetermined") expect([of, joined.get(of)]).toEqual([of, verdict]);
    }
  });

  it("has its answers on lines of the configuration, with nothing to complain of", async () => {
    const { source, both } = await reading;
    for (const report of [source, both]) {
      expect(report.notifications.filter(({ level }) => level !== "note")).toEqual([]);
      for (const { place } of report.results) expect(place.path).toMatch(/\.(?:tf|tftpl)$/);
    }
  });

  it("says the same on the same lines with the plan as without it", async () => {
    const { source, both } = await reading;
    const lines = (report: typeof source): ReadonlyMap<string, string> =>
      new Map(
        report.results
          .filter(({ verdict }) => verdict === "violated")
          .map(({ rule, subject, message, place }) => [
            `${rule} ${subject} ${message}`,
            `${place.path}:${String(place.region.startLine)}`,
          ]),
      );
    const joined = lines(both);
    for (const [of, line] of lines(source)) {
      const same = joined.get(of);
      if (same !== undefined) expect([of, same]).toEqual([of, line]);
    }
  });
});

it("names no plan that is not there", () => {
  const names = configurations.map(({ plan }) => plan);
  expect(Object.keys(allowed).filter((plan) => !names.includes(plan))).toEqual([]);
  expect(configurations.length).toBeGreaterThan(8);
});
