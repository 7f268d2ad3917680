import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { dispatch } from "../../src/commands/dispatch.ts";
import { createHost } from "../../src/host.ts";
import type { Location } from "../../src/model/report.ts";
import { run } from "../../src/run.ts";

/** The plan and its configuration that the README's first command lints. */
const folder = "fixtures/e2e/payments";

async function lint(rules: readonly string[] = []) {
  return run(createHost(), {
    paths: [folder],
    config: undefined,
    failOn: "warning",
    undetermined: "pass",
    noInputs: "fail",
    rules,
    ignore: true,
    timing: false,
  });
}

/** The line, and what is underlined of it. */
function shown({ path, region, frame }: Location): string {
  const [line] = frame.lines;
  const marked = line?.text.slice(line.mark?.from, line.mark?.to) ?? "";
  return `${path.slice(folder.length + 1)}:${String(region.startLine)} ${marked}`;
}

describe("the plan and the configuration of the README", () => {
  it("have these findings and no others, each on the line to edit", async () => {
    const { report, exitCode } = await lint();
    expect(exitCode).toBe(1);
    const found = report.results.filter(({ verdict }) => verdict !== "satisfied");
    expect(
      found.map(({ rule, verdict, level, subject, messageId, place }) => [
        `${rule} ${verdict} (${messageId}) ${level}`,
        subject,
        shown(place),
      ]),
    ).toEqual([
      [
        "untrusted-tag-change violated (unguarded) error",
        "aws_eks_cluster.main",
        'main.tf:18 resource "aws_organizations_policy" "protect"',
      ],
      [
        "untrusted-tag-change violated (granted) error",
        "aws_iam_role.cluster",
        'main.tf:66 { Effect = "Allow", Action = "eks:*", Resource = "*" }',
      ],
      [
        "open-endpoint-ingress violated (everywhere) warning",
        "aws_security_group.gd",
        'main.tf:91 "0.0.0.0/0"',
      ],
      [
        "endpoint-without-private-dns violated (off) error",
        "aws_vpc_endpoint.gd",
        'main.tf:95 resource "aws_vpc_endpoint" "gd"',
      ],
      [
        "endpoint-open-to-other-accounts violated (missing) error",
        "aws_vpc_endpoint.gd",
        "main.tf:101 {",
      ],
      [
        "audit-logs-off undetermined (undetermined) warning",
        "aws_guardduty_detector.d",
        'main.tf:110 resource "aws_guardduty_detector" "d"',
      ],
    ]);
  });

  it("are right in these points", async () => {
    const { report } = await lint();
    const fine = report.results.filter(({ verdict }) => verdict === "satisfied");
    expect(fine.map(({ rule, subject, place }) => [rule, subject, shown(place)])).toEqual(
      expect.arrayContaining([
        ["dead-guard", "aws_organizations_policy.protect[0]: statement 1", "main.tf:24 {"],
        ["endpoint-not-interface", "aws_vpc_endpoint.gd", 'main.tf:98 "Interface"'],
        ["telemetry-blocked", "aws_organizations_policy.protect[0]", "main.tf:22 {"],
        ["non-boolean-tag-value", "aws_eks_cluster.main", 'main.tf:74 "false"'],
      ]),
    );
  });

  it("are printed as the README shows", async () => {
    const readme = readFileSync("README.md", "utf8");
    const [, shownThere = ""] = readme.split("```text\n");
    const [block = ""] = shownThere.split("```");
    expect(block).toContain("main.tf:91");
    let printed = "";
    const stdout = {
      write: (text: string) => {
        printed += text;
      },
      isTTY: false,
      columns: 80,
    };
    await dispatch(["check", folder], { ...createHost(), stdout });
    expect(printed).toContain(block);
  });

  it("add up", async () => {
    const { report } = await lint();
    expect(report.summary).toEqual({
      files: { read: 3, loaded: 3, failed: 0 },
      rules: 42,
      results: { violated: 5, satisfied: 20, undetermined: 1, suppressed: 0, total: 26 },
      levels: { error: 4, warning: 1, note: 0 },
    });
    expect(report.notifications.map(({ code, message }) => [code, message])).toEqual([
      [
        "not-judged",
        "cluster-without-endpoint: aws_eks_cluster.main is not judged: it is tagged `GuardDutyManaged` `false`, which excludes it",
      ],
    ]);
  });

  it("are judged by the rule that was chosen alone", async () => {
    const { report } = await lint(["open-endpoint-ingress"]);
    expect(report.rules.map(({ id }) => id)).toEqual(["open-endpoint-ingress"]);
    expect(report.results.map(({ rule }) => rule)).toEqual(["open-endpoint-ingress"]);
  });
});
