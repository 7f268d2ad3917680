import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { run, type RunOptions, type RunOutcome } from "../src/run.ts";
import { memoryHost, type MemoryHostOptions } from "./memory-host.ts";

type Files = Readonly<Record<string, string | Uint8Array>>;

const runOptions: RunOptions = {
  paths: ["."],
  config: undefined,
  failOn: "warning",
  undetermined: "pass",
  noInputs: "fail",
  rules: [],
  ignore: true,
  timing: false,
};

async function outcome(
  files: Files,
  options: Partial<RunOptions> = {},
  world: MemoryHostOptions = {},
): Promise<RunOutcome> {
  return run(memoryHost(files, world), { ...runOptions, ...options });
}

function answers({ report }: RunOutcome): readonly string[] {
  return report.results.map(
    ({ rule, verdict, subject, place }) => `${rule} ${verdict}: ${subject} in ${place.path}`,
  );
}

function told({ report }: RunOutcome): readonly string[] {
  return report.notifications.map(({ level, code }) => `${level} ${code}`);
}

/** A plan with one cluster, whose tags hold a secret. */
function plan(name = "payments"): string {
  const address = "aws_eks_cluster.main";
  const provider = "registry.terraform.io/hashicorp/aws";
  const own = { address, mode: "managed", type: "aws_eks_cluster", name: "main" };
  const values = {
    name,
    region: "eu-west-1",
    tags: { Secret: "hunter2" },
    vpc_config: [{ subnet_ids: ["subnet-0abc"] }],
  };
  return JSON.stringify({
    format_version: "1.2",
    terraform_version: "1.11.4",
    planned_values: { root_module: { resources: [{ ...own, provider_name: provider, values }] } },
    resource_changes: [
      {
        ...own,
        provider_name: provider,
        change: { actions: ["create"], before: null, after: values, after_unknown: {} },
      },
    ],
    configuration: {
      provider_config: { aws: { name: "aws", full_name: provider } },
      root_module: {
        resources: [
          { ...own, provider_config_key: "aws", expressions: { name: { constant_value: name } } },
        ],
      },
    },
  });
}

const scp = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Deny",
      Action: ["eks:TagResource", "eks:UntagResource"],
      Resource: "*",
      Condition: {
        "ForAnyValue:StringEquals": { "aws:TagKeys": ["GuardDutyManaged"] },
        ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/GuardrailAdmin" },
      },
    },
  ],
});

const configuration = [
  "extends: default",
  'account: "111122223333"',
  'trust: { principals: ["arn:aws:iam::*:role/GuardrailAdmin"] }',
  "",
].join("\n");

function inventory(value: string, comment = ""): string {
  return [
    "guardlint: inventory/v1",
    'account: "111122223333"',
    "region: eu-west-1",
    "clusters:",
    "  - name: payments",
    `    tags: { GuardDutyManaged: "${value}" }${comment}`,
    "",
  ].join("\n");
}

const wrongTag = "non-boolean-tag-value violated: payments in inventory.yaml";
const oneRule = { rules: ["non-boolean-tag-value"] };

describe("one estate", () => {
  it("is made of a plan, a policy and an inventory: they speak of one cluster", async () => {
    const rules = [
      "cluster-without-endpoint",
      "dead-guard",
      "forgeable-exemption",
      "guard-locks-out",
      "non-boolean-tag-value",
      "untrusted-tag-change",
    ];
    const made = await outcome(
      {
        "plan.json": plan(),
        "scp.json": scp,
        "inventory.yaml": inventory("yes"),
        "guardlint.yaml": configuration,
      },
      { rules },
    );
    expect(answers(made)).toEqual([
      "non-boolean-tag-value violated: aws_eks_cluster.main in inventory.yaml",
      "cluster-without-endpoint undetermined: aws_eks_cluster.main in plan.json",
      "forgeable-exemption violated: scp.json exempting arn:aws:iam::*:role/GuardrailAdmin in scp.json",
      "dead-guard satisfied: scp.json: statement 1 in scp.json",
      "guard-locks-out satisfied: scp.json: statement 1 in scp.json",
      "untrusted-tag-change satisfied: aws_eks_cluster.main in scp.json",
    ]);
    expect(told(made)).toEqual([]);
    expect(made.report.summary).toEqual({
      files: { read: 3, loaded: 3, failed: 0 },
      rules: 6,
      results: { violated: 2, satisfied: 3, undetermined: 1, suppressed: 0, total: 6 },
      levels: { error: 1, warning: 1, note: 0 },
    });
    expect(made.exitCode).toBe(1);
    expect(JSON.stringify(made.report)).not.toContain("hunter2");
  });

  it("does not join clusters of other names", async () => {
    const made = await outcome(
      {
        "plan.json": plan("orders"),
        "inventory.yaml": inventory("yes"),
        "guardlint.yaml": configuration,
      },
      oneRule,
    );
    expect(answers(made)).toEqual([
      wrongTag,
      "non-boolean-tag-value satisfied: aws_eks_cluster.main in plan.json",
    ]);
  });
});

describe("one bad file does not hide the findings of the others", () => {
  it.each<[string, string, string | Uint8Array, string]>([
    ["a truncated plan", "plan.json", plan().slice(0, -1), "malformed-json"],
    ["a truncated policy", "scp.json", scp.slice(0, -1), "malformed-json"],
    ["a broken inventory", "b.yaml", "guardlint: inventory/v1\nclusters: [\n", "malformed-yaml"],
    [
      "a policy with a repeated key",
      "scp.json",
      scp.replace("{", '{"Version":"1",'),
      "duplicate-key",
    ],
    [
      "bytes that are no text",
      "plan.json",
      Buffer.from(plan("\u00e9"), "latin1"),
      "invalid-encoding",
    ],
  ])("%s", async (_, path, content, code) => {
    const made = await outcome(
      { "inventory.yaml": inventory("yes"), [path]: content },
      { rules: ["non-boolean-tag-value"] },
    );
    expect(answers(made)).toContain(wrongTag);
    expect(told(made)).toContain(`error ${code}`);
    expect(made.report.summary.files.failed).toBe(1);
    expect(made.exitCode).toBe(2);
  });

  it("nor does one that cannot be read, or is not there", async () => {
    const made = await outcome(
      { "inventory.yaml": inventory("yes"), "plan.json": plan() },
      { ...oneRule, paths: ["gone", "."] },
      { unreadable: ["plan.json"] },
    );
    expect(answers(made)).toEqual([wrongTag]);
    expect(told(made)).toEqual(["error unreadable", "error unreadable"]);
    expect(made.exitCode).toBe(2);
  });
});

describe("suppressions", () => {
  const listed = (more: string): string =>
    `extends: default\nsuppressions: [{ rule: non-boolean-tag-value, reason: lab, ${more} }]\n`;

  it.each<[string, Files, readonly string[], number]>([
    [
      "in a comment",
      { "inventory.yaml": inventory("yes", " # guardlint-ignore non-boolean-tag-value: lab") },
      [],
      0,
    ],
    [
      "in the configuration",
      { "inventory.yaml": inventory("yes"), "guardlint.yaml": listed('subject: "pay*"') },
      [],
      0,
    ],
    [
      "on their last day",
      { "inventory.yaml": inventory("yes"), "guardlint.yaml": listed("expires: 2026-11-21") },
      [],
      0,
    ],
    [
      "that expired",
      { "inventory.yaml": inventory("yes"), "guardlint.yaml": listed("expires: 2026-11-20") },
      ["warning expired-suppression"],
      1,
    ],
    [
      "that suppress nothing",
      { "inventory.yaml": inventory("true"), "guardlint.yaml": listed("path: lab/") },
      ["warning unused-suppression"],
      0,
    ],
    [
      "that are no suppressions",
      { "inventory.yaml": inventory("yes", " # guardlint-ignore all") },
      ["warning malformed-suppression"],
      1,
    ],
  ])("%s", async (_, files, notifications, exitCode) => {
    const made = await outcome(files, oneRule);
    expect(told(made)).toEqual(notifications);
    expect(made.exitCode).toBe(exitCode);
    expect(made.report.summary.results.total).toBe(1);
  });
});

describe("a run", () => {
  it.each([
    ["a large plan", { "plan.json": plan("x".repeat(1 << 21)) }, 1],
    ["a small plan", { "plan.json": plan() }, 0],
    ["a large file that is no plan", { "main.tf": `# ${"x".repeat(1 << 21)}\n` }, 0],
  ])("tells its host of %s before it is judged", async (_, files, times) => {
    let heard = 0;
    const host = { ...memoryHost(files), expectMuch: () => (heard += 1) };
    await run(host, runOptions);
    expect(heard).toBe(times);
  });

  it("judges nothing under a configuration with mistakes", async () => {
    const made = await outcome({
      "inventory.yaml": inventory("yes"),
      "guardlint.yaml": "extends: default\nruels: {}\n",
    });
    expect(answers(made)).toEqual([]);
    expect(told(made)).toEqual(["error invalid-configuration"]);
    expect(made.exitCode).toBe(2);
  });

  it("obeys the ignored paths of the configuration unless it is told not to", async () => {
    const files = {
      "lab/inventory.yaml": inventory("yes"),
      "guardlint.yaml": "extends: default\nignore: [lab/]\n",
    };
    expect((await outcome(files, oneRule)).exitCode).toBe(3);
    expect((await outcome(files, { ...oneRule, ignore: false })).exitCode).toBe(1);
    expect((await outcome(files, { ...oneRule, paths: ["lab/inventory.yaml"] })).exitCode).toBe(1);
  });

  it("tells how long its phases took, only where it is asked", async () => {
    const files = { "inventory.yaml": inventory("true") };
    expect((await outcome(files)).report.timing).toBeUndefined();
    expect((await outcome(files, { timing: true })).report.timing).toEqual(
      ["configuration", "discover", "load", "link", "check", "report"].map((phase) => ({
        phase,
        milliseconds: 1,
      })),
    );
  });

  it("is the same each time", async () => {
    const files = { "plan.json": plan(), "scp.json": scp, "inventory.yaml": inventory("yes") };
    expect((await outcome(files)).report).toEqual((await outcome(files)).report);
  });

  it("finds the same in a plan that is indented and turned around, under the same fingerprints", async () => {
    const tagged = plan().replace('"Secret"', '"GuardDutyManaged"');
    const prints = async (text: string): Promise<readonly string[]> => {
      const { report } = await outcome({ "plan.json": text });
      return report.results.map(({ rule, fingerprint }) => `${rule} ${fingerprint}`).sort();
    };
    const turned = Object.fromEntries(Object.entries(JSON.parse(tagged) as object).reverse());
    const expected = await prints(tagged);
    expect(expected.map((one) => one.split(" ")[0])).toEqual([
      "cluster-without-endpoint",
      "non-boolean-tag-value",
      "unmanaged-cluster",
      "untrusted-tag-change",
    ]);
    expect(await prints(JSON.stringify(JSON.parse(tagged), null, 2))).toEqual(expected);
    expect(await prints(JSON.stringify(turned, null, "\t"))).toEqual(expected);
  });

  it("takes paths with any characters", async () => {
    const path = "a\n\u001b[31m/__proto__/inventory.yaml";
    const made = await outcome({ [path]: inventory("yes") }, oneRule);
    expect(made.report.results.map(({ place }) => place.path)).toEqual([path]);
  });

  const hostile = fc.constantFrom<unknown>(
    ...[null, true, -1, 1e308, "", "hunter2", [], {}, [[]], [null], { a: {} }],
    JSON.parse('{"__proto__": {"tags": {"GuardDutyManaged": "x"}}, "constructor": null}'),
    '{"Version": "2012-10-17", "Statement": [{"__proto__": 1}]}',
    "\u0000\ud800",
  );

  /** Puts a value at some place of parsed JSON. */
  function changed(raw: unknown, seeds: readonly number[], value: unknown): unknown {
    const [seed, ...rest] = seeds;
    if (seed === undefined || typeof raw !== "object" || raw === null) return value;
    const entries = Object.entries(raw) as readonly [string, unknown][];
    if (entries.length === 0) return value;
    const chosen = seed % entries.length;
    const next = entries.map(
      ([key, member], index) =>
        [key, index === chosen ? changed(member, rest, value) : member] as const,
    );
    return Array.isArray(raw) ? next.map(([, member]) => member) : Object.fromEntries(next);
  }

  it.each([
    ["the plan above", plan()],
    ...["tags/plan", "modules/plan", "unknown/plan", "policy-documents-merged/plan"].map((name) => [
      name,
      readFileSync(
        new URL(`../fixtures/loaders/terraform-plan/${name}.json`, import.meta.url),
        "utf8",
      ),
    ]),
    [
      "a state",
      readFileSync(
        new URL("../fixtures/loaders/terraform-state/file/terraform.tfstate", import.meta.url),
        "utf8",
      ),
    ],
  ])("throws for nothing that is put into a plan: %s", async (_, text = "") => {
    const change = fc.tuple(fc.array(fc.nat(), { minLength: 1, maxLength: 12 }), hostile);
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
        const raw: unknown = JSON.parse(text);
        const made = changes.reduce((now, [seeds, value]) => changed(now, seeds, value), raw);
        const result = await outcome({ "plan.json": JSON.stringify(made), "scp.json": scp });
        expect([0, 1, 2]).toContain(result.exitCode);
        expect(told(result)).not.toContain("error loader-crashed");
        expect(told(result)).not.toContain("error rule-crashed");
      }),
      { numRuns: 100 },
    );
  });
});
