import type { Level, Verdict } from "../../src/model/finding.ts";
import type {
  Frame,
  Location,
  Report,
  ReportedResult,
  ReportedRule,
} from "../../src/model/report.ts";

/** A location with what a test cares about; line 12, column 5 of a plan otherwise. */
export function location(over: Partial<Location> = {}): Location {
  return {
    path: "plans/payments.json",
    region: { startLine: 12, startColumn: 5, endLine: 12, endColumn: 11 },
    address: "aws_vpc_endpoint.guardduty",
    via: [],
    frame: frame("    policy = null", 4, 10, 12),
    ...over,
  };
}

/** A frame of one line. */
export function frame(text: string, from: number, to: number, number?: number): Frame {
  return { lines: [{ number, text, mark: { from, to } }] };
}

/** A violation with what a test cares about. */
export function result(over: Partial<ReportedResult> = {}): ReportedResult {
  const place = over.place ?? location();
  return {
    rule: "endpoint-open-to-other-accounts",
    verdict: "violated",
    level: "error",
    subject: place.address ?? "aws_vpc_endpoint.guardduty",
    message: "The endpoint lets principals of every account send telemetry",
    messageId: "open",
    fix: undefined,
    place,
    related: [],
    witness: undefined,
    reasons: [],
    basis: undefined,
    assumptions: [],
    fingerprint: "f1",
    edit: "e1",
    suppression: undefined,
    ...over,
  };
}

/** The two rules of the sample report. */
export const rules: readonly ReportedRule[] = [
  {
    id: "endpoint-open-to-other-accounts",
    level: "error",
    meta: {
      summary: "A `guardduty-data` endpoint lets other accounts through",
      why: "Telemetry of strangers reaches GuardDuty through the VPC.",
      fix: "Deny requests whose `aws:PrincipalAccount` is not trusted.",
      confidence: "high",
      status: "stable",
      severity: 7.5,
      tags: ["vpc-endpoint"],
      options: { type: "object", additionalProperties: false, properties: {} },
      messages: { open: "The endpoint lets principals of every account send telemetry" },
      references: [
        "https://docs.aws.amazon.com/guardduty/latest/ug/eksrunmon-prereq-deploy-security-agent.html",
      ],
    },
  },
  {
    id: "non-boolean-tag-value",
    level: "warning",
    meta: {
      summary: "The tag is neither `true` nor `false`",
      why: "GuardDuty takes no notice of other values.",
      fix: "Write `true` or `false`.",
      confidence: "medium",
      status: "stable",
      severity: 5,
      tags: ["tag"],
      options: { type: "object", additionalProperties: false, properties: {} },
      messages: { value: "The tag is `{value}`" },
      references: [],
    },
  },
];

/** A report around some results, whose figures add up. */
export function report(results: readonly ReportedResult[], over: Partial<Report> = {}): Report {
  const counting = results.filter(({ suppression }) => suppression === undefined);
  const verdicts = (verdict: Verdict): number =>
    counting.filter((one) => one.verdict === verdict).length;
  const levels = (level: Level): number =>
    counting.filter((one) => one.verdict === "violated" && one.level === level).length;
  return {
    tool: { name: "guardlint", version: "1.2.3" },
    rules,
    results,
    notifications: [],
    summary: {
      files: { read: 3, loaded: 2, failed: 0 },
      rules: rules.length,
      results: {
        violated: verdicts("violated"),
        satisfied: verdicts("satisfied"),
        undetermined: verdicts("undetermined"),
        suppressed: results.length - counting.length,
        total: results.length,
      },
      levels: { error: levels("error"), warning: levels("warning"), note: levels("note") },
    },
    timing: undefined,
    undetermined: "pass",
    ...over,
  };
}

/** One of everything: what the exact outputs are made of. */
export function fullReport(): Report {
  const endpoint = location({
    address: 'module.network["a"].aws_vpc_endpoint.guardduty',
    via: [
      {
        kind: "module",
        label: 'module.network["a"]',
        location: location({
          path: "plans/main.tf",
          region: { startLine: 3, startColumn: 1, endLine: 3, endColumn: 17 },
          address: undefined,
        }),
      },
      { kind: "variable", label: "var.policy", location: undefined },
    ],
  });
  const open = result({
    place: endpoint,
    fix: 'Add this statement:\n{\n  "Effect": "Deny"\n}',
    related: [
      {
        message: "the cluster that sends through it",
        place: location({
          path: "plans/cluster set.yaml",
          region: { startLine: 2, startColumn: 3, endLine: 4, endColumn: 1 },
          address: "aws_eks_cluster.main",
        }),
      },
    ],
    witness: {
      summary: "A role of account 444455556666 sends telemetry through the endpoint",
      request: {
        principal: "arn:aws:iam::444455556666:role/any",
        action: "guardduty:SendSecurityTelemetry",
        resource: "*",
        context: { "aws:PrincipalAccount": "444455556666", "aws:TagKeys": ["a", "b"] },
      },
    },
    assumptions: ["Account 111122223333, which the policy names, is trusted"],
  });
  return report(
    [
      open,
      result({ ...open, subject: 'module.network["b"].aws_vpc_endpoint.guardduty' }),
      result({
        rule: "non-boolean-tag-value",
        level: "warning",
        subject: "payments",
        message: "The tag is `TRUE`",
        messageId: "value",
        place: location({
          path: "tags.yaml",
          address: undefined,
          region: { startLine: 7, startColumn: 20, endLine: 7, endColumn: 24 },
          frame: frame("GuardDutyManaged: TRUE", 18, 22),
        }),
        edit: "e2",
        fingerprint: "f2",
      }),
      result({
        rule: "non-boolean-tag-value",
        level: "warning",
        subject: "lab",
        message: "The tag is `no`",
        edit: "e3",
        fingerprint: "f3",
        suppression: { kind: "listed", reason: "no workloads" },
      }),
      result({
        verdict: "undetermined",
        message: "It cannot be told whether the endpoint is open",
        subject: "aws_vpc_endpoint.other",
        edit: "e4",
        fingerprint: "f4",
        reasons: [
          {
            code: "known-after-apply",
            detail: "the policy is known after apply",
            place: undefined,
          },
        ],
      }),
      result({
        verdict: "satisfied",
        message: "Nobody else gets through",
        subject: "aws_vpc_endpoint.good",
        edit: "e5",
        fingerprint: "f5",
        basis: "proved",
        assumptions: ["Account 111122223333, which the policy names, is trusted"],
      }),
    ],
    {
      notifications: [
        {
          level: "note",
          code: "fargate-only",
          message: "Cluster fargate has no nodes for the agent",
          path: undefined,
          place: location(),
        },
        {
          level: "error",
          code: "malformed-json",
          message: "The file ends inside a string",
          path: "plans/cut.json",
          place: undefined,
        },
      ],
      summary: {
        files: { read: 4, loaded: 2, failed: 1 },
        rules: 2,
        results: { total: 6, violated: 3, satisfied: 1, undetermined: 1, suppressed: 1 },
        levels: { error: 2, warning: 1, note: 0 },
      },
    },
  );
}
