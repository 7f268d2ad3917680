import { describe, expect, it } from "vitest";
import { renderText } from "../../src/reporters/text.ts";
import { fullReport, location, report, result } from "./sample-report.ts";

const plain = { color: false, quiet: false, width: 80 };

const open = String.raw`error[endpoint-open-to-other-accounts]: The endpoint lets principals of every
    account send telemetry
  --> plans/payments.json:12:5 (module.network["a"].aws_vpc_endpoint.guardduty)
  12 |     policy = null
     |     ^^^^^^
  via: module.network["a"] at plans/main.tf:3:1
  via: var.policy
  witness: A role of account 444455556666 sends telemetry through the endpoint
    principal arn:aws:iam::444455556666:role/any
    action    guardduty:SendSecurityTelemetry
    resource  *
    context   aws:PrincipalAccount = "444455556666"
              aws:TagKeys = ["a", "b"]
  why: Telemetry of strangers reaches GuardDuty through the VPC.
  fix: Add this statement:
      {
        "Effect": "Deny"
      }
  related: the cluster that sends through it
      at plans/cluster set.yaml:2:3 (aws_eks_cluster.main)
  assuming: Account 111122223333, which the policy names, is trusted
  also: module.network["b"].aws_vpc_endpoint.guardduty

warning[non-boolean-tag-value]: The tag is ${"`TRUE`"}
  --> tags.yaml:7:20
   | GuardDutyManaged: TRUE
   |                   ^^^^
  subject: payments
  why: GuardDuty takes no notice of other values.
`;

const undetermined = `1 answer cannot be given:
  because the policy is known after apply
    endpoint-open-to-other-accounts: aws_vpc_endpoint.other (plans/payments.json:12:5)
`;

const failure = `error: The file ends inside a string (malformed-json)
  --> plans/cut.json
`;

const figures =
  "4 files read, 2 loaded, 1 failed; 2 rules; 6 results = 3 violated (2 errors, 1 warning, 0 notes)" +
  " + 1 satisfied (1 proved) + 1 undetermined + 1 suppressed\n";

describe("renderText", () => {
  it("shows what is wrong, what cannot be told, what happened, and figures that add up", () => {
    expect(renderText(fullReport(), plain)).toBe(
      [
        open,
        undetermined,
        `1 violation suppressed:
  1 × non-boolean-tag-value (listed): no workloads
`,
        `Answers that are not shown above rest on:
  - Account 111122223333, which the policy names, is trusted (1 answer)
`,
        `${failure}note: Cluster fargate has no nodes for the agent (fargate-only)
  --> plans/payments.json:12:5
`,
        `3 violations in 2 places to edit.
1 answer cannot be given.
Incomplete: see the errors above; what failed was not judged.
${figures}`,
      ].join("\n"),
    );
  });

  it("shows under --quiet only what fails the run, and the figures", () => {
    const quiet = { ...plain, quiet: true };
    expect(renderText(fullReport(), quiet)).toBe([open, failure, figures].join("\n"));
    expect(renderText({ ...fullReport(), undetermined: "fail" }, quiet)).toBe(
      [open, undetermined, failure, figures].join("\n"),
    );
  });

  const none = "0 violated (0 errors, 0 warnings, 0 notes)";
  it.each([
    [
      "no file was for us",
      report([], {
        summary: {
          ...report([]).summary,
          files: { read: 1, loaded: 0, failed: 0 },
        },
      }),
      "Nothing to lint: no file holds anything that guardlint knows.",
      `1 file read, 0 loaded, 0 failed; 2 rules; 0 results = ${none} + 0 satisfied + 0 undetermined + 0 suppressed`,
    ],
    [
      "no subject",
      report([]),
      "Nothing to judge: 2 files with no subject for 2 rules.",
      `3 files read, 2 loaded, 0 failed; 2 rules; 0 results = ${none} + 0 satisfied + 0 undetermined + 0 suppressed`,
    ],
    [
      "all is well",
      report([result({ verdict: "satisfied" })]),
      "No violation: every question has its answer.",
      `3 files read, 2 loaded, 0 failed; 2 rules; 1 result = ${none} + 1 satisfied + 0 undetermined + 0 suppressed`,
    ],
  ])("says it in words when %s", (_what, input, conclusion, line) => {
    expect(renderText(input, plain)).toBe(`${conclusion}\n${line}\n`);
  });

  it("never calls a run clean where answers are missing or suppressed", () => {
    const open = report([result({ verdict: "undetermined" })]);
    expect(renderText(open, plain).split("\n").slice(-4, -2)).toEqual([
      "1 answer cannot be given.",
      "No violation among the answers that can be given.",
    ]);
    expect(
      renderText({ ...open, undetermined: "fail" }, plain)
        .split("\n")
        .at(-4),
    ).toBe("1 answer cannot be given, which fails this run.");
    const suppressed = report([result({ suppression: { kind: "inline", reason: "lab" } })]);
    expect(renderText(suppressed, plain).split("\n").at(-3)).toBe(
      "No violation that is not suppressed: every question has its answer.",
    );
  });

  it("explains a rule once", () => {
    const two = report([
      result({ edit: "1", message: "One" }),
      result({ edit: "2", message: "Two" }),
    ]);
    const why = renderText(two, plain)
      .split("\n")
      .flatMap((line, index) => (line.startsWith("  why:") ? [index] : []));
    expect(why).toEqual([4]);
  });

  it("counts subjects beyond twenty", () => {
    const many = Array.from({ length: 24 }, (_, index) => result({ subject: `subject-${index}` }));
    expect(renderText(report(many), plain)).toContain("and 3 other subjects\n");
  });

  it("shows the times of the phases where they were asked for", () => {
    const timed = report([], {
      timing: [
        { phase: "read", milliseconds: 1.25 },
        { phase: "check", milliseconds: 10 },
      ],
    });
    expect(renderText(timed, plain).split("\n").slice(0, 4)).toEqual([
      "Time:",
      "        1.3 ms  read",
      "       10.0 ms  check",
      "       11.3 ms  total",
    ]);
  });

  it("colours labels, carets and nothing of the input", () => {
    const text = renderText(report([result({ level: "note" })]), { ...plain, color: true });
    expect(text.split("\n").slice(0, 5)).toEqual([
      "\u001b[1;36mnote[endpoint-open-to-other-accounts]:\u001b[0m\u001b[1m The endpoint lets principals of every\u001b[0m",
      "\u001b[1m    account send telemetry\u001b[0m",
      "  --> plans/payments.json:12:5 (aws_vpc_endpoint.guardduty)",
      "\u001b[2m  12 |\u001b[0m     policy = null",
      "\u001b[2m     |\u001b[0m     \u001b[1;36m^^^^^^\u001b[0m",
    ]);
  });

  it.each([0, 1, Number.NaN, Number.POSITIVE_INFINITY])("bears a width of %d", (width) => {
    expect(renderText(report([]), { ...plain, width })).toBe(renderText(report([]), plain));
  });

  it("keeps hostile text on its own line, escaped, and out of the runner's commands", () => {
    const hostile = result({
      subject: "a\n::error::b",
      message: "x\u001b[2J\r\n##[group]y\u202e",
      fix: "Do this:\n::stop-commands::token\n\u009b1m",
      place: location({ path: "a\nb.json", address: "::debug::a", frame: { lines: [] } }),
    });
    expect(
      renderText(report([hostile]), plain)
        .split("\n")
        .slice(0, 8),
    ).toEqual([
      String.raw`error[endpoint-open-to-other-accounts]: x\u001b[2J\r\n#\u0023[group]y\u202e`,
      String.raw`  --> a\nb.json:12:5 (::debug::a)`,
      String.raw`  subject: a\n::error::b`,
      "  why: Telemetry of strangers reaches GuardDuty through the VPC.",
      "  fix: Do this:",
      String.raw`      \u003a:stop-commands::token`,
      String.raw`      \u009b1m`,
      "",
    ]);
  });
});
