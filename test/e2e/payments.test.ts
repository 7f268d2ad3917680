import { describe, expect, it } from "vitest";
import { createHost } from "../../src/host.ts";
import { run } from "../../src/run.ts";

/** The plan that the README's first command lints. */
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

describe("the plan of the README", () => {
  it("has these findings and no others", async () => {
    const { report, exitCode } = await lint();
    expect(exitCode).toBe(1);
    expect(
      report.results.map(({ rule, verdict, level, subject, messageId }) => [
        rule,
        verdict,
        level,
        subject,
        messageId,
      ]),
    ).toEqual([
      ["untrusted-tag-change", "violated", "error", "aws_iam_role.cluster", "granted"],
      ["untrusted-tag-change", "violated", "error", "aws_eks_cluster.main", "unguarded"],
      ["open-endpoint-ingress", "violated", "warning", "aws_security_group.gd", "everywhere"],
      ["endpoint-open-to-other-accounts", "violated", "error", "aws_vpc_endpoint.gd", "missing"],
      [
        "dead-guard",
        "satisfied",
        "warning",
        "aws_organizations_policy.protect[0]: statement 1",
        "satisfied",
      ],
      [
        "guard-locks-out",
        "satisfied",
        "warning",
        "aws_organizations_policy.protect[0]",
        "satisfied",
      ],
      ["non-boolean-tag-value", "satisfied", "error", "aws_eks_cluster.main", "satisfied"],
    ]);
  });

  it("adds up", async () => {
    const { report } = await lint();
    expect(report.summary).toEqual({
      files: { read: 1, loaded: 1, failed: 0 },
      rules: 8,
      results: { violated: 4, satisfied: 3, undetermined: 0, suppressed: 0, total: 7 },
      levels: { error: 3, warning: 1, note: 0 },
    });
    expect(report.notifications.map(({ code, message }) => [code, message])).toEqual([
      [
        "not-judged",
        "cluster-without-endpoint: aws_eks_cluster.main is not judged: it is tagged `GuardDutyManaged` `false`, which excludes it",
      ],
    ]);
  });

  it("runs only the rule that was chosen", async () => {
    const { report } = await lint(["open-endpoint-ingress"]);
    expect(report.rules.map(({ id }) => id)).toEqual(["open-endpoint-ingress"]);
    expect(report.results.map(({ rule }) => rule)).toEqual(["open-endpoint-ingress"]);
  });
});
