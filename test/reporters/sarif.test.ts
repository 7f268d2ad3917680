import { describe, expect, it } from "vitest";
import { renderSarif } from "../../src/reporters/sarif.ts";
import { fullReport, location, report, result, rules } from "./sample-report.ts";
import { notificationsOf, resultsOf, runOf } from "./sarif/parsed.ts";

const github = { full: false };
const full = { full: true };

const srcRoot = (uri: string) => ({ artifactLocation: { uri, uriBaseId: "%SRCROOT%" } });
const region = { startLine: 12, startColumn: 5, endLine: 12, endColumn: 11 };
const address = 'module.network["a"].aws_vpc_endpoint.guardduty';
const logicalLocations = [{ fullyQualifiedName: address, kind: "resource" }];
const here = {
  physicalLocation: { ...srcRoot("plans/payments.json"), region },
  logicalLocations,
};
const cluster = {
  physicalLocation: {
    ...srcRoot("plans/cluster%20set.yaml"),
    region: { startLine: 2, startColumn: 3, endLine: 4, endColumn: 1 },
  },
  logicalLocations: [{ fullyQualifiedName: "aws_eks_cluster.main", kind: "resource" }],
};

describe("renderSarif", () => {
  it("writes one run with every rule and its help", () => {
    const log: unknown = JSON.parse(renderSarif(fullReport(), github));
    expect(log).toMatchObject({
      $schema: "https://json.schemastore.org/sarif-2.1.0.json",
      version: "2.1.0",
      runs: [
        {
          automationDetails: { id: "guardlint/" },
          columnKind: "utf16CodeUnits",
          tool: { driver: { name: "guardlint", version: "1.2.3", semanticVersion: "1.2.3" } },
        },
      ],
    });
    expect(runOf(renderSarif(fullReport(), github)).tool.driver.rules).toEqual([
      {
        id: "endpoint-open-to-other-accounts",
        name: "EndpointOpenToOtherAccounts",
        shortDescription: { text: "A `guardduty-data` endpoint lets other accounts through." },
        fullDescription: {
          text: "A `guardduty-data` endpoint lets other accounts through. Telemetry of strangers reaches GuardDuty through the VPC.",
        },
        help: {
          text: "A `guardduty-data` endpoint lets other accounts through.\n\nWhy: Telemetry of strangers reaches GuardDuty through the VPC.\n\nFix: Deny requests whose `aws:PrincipalAccount` is not trusted.\n\nhttps://docs.aws.amazon.com/guardduty/latest/ug/eksrunmon-prereq-deploy-security-agent.html",
          markdown:
            "A `guardduty-data` endpoint lets other accounts through.\n\n**Why it matters.** Telemetry of strangers reaches GuardDuty through the VPC.\n\n**What to do.** Deny requests whose `aws:PrincipalAccount` is not trusted.\n\n**Read more**\n\n- <https://docs.aws.amazon.com/guardduty/latest/ug/eksrunmon-prereq-deploy-security-agent.html>",
        },
        helpUri:
          "https://docs.aws.amazon.com/guardduty/latest/ug/eksrunmon-prereq-deploy-security-agent.html",
        defaultConfiguration: { level: "error" },
        properties: {
          precision: "high",
          "security-severity": "7.5",
          tags: ["security", "vpc-endpoint"],
        },
      },
      {
        id: "non-boolean-tag-value",
        name: "NonBooleanTagValue",
        shortDescription: { text: "The tag is neither `true` nor `false`." },
        fullDescription: {
          text: "The tag is neither `true` nor `false`. GuardDuty takes no notice of other values.",
        },
        help: {
          text: "The tag is neither `true` nor `false`.\n\nWhy: GuardDuty takes no notice of other values.\n\nFix: Write `true` or `false`.",
          markdown:
            "The tag is neither `true` nor `false`.\n\n**Why it matters.** GuardDuty takes no notice of other values.\n\n**What to do.** Write `true` or `false`.",
        },
        defaultConfiguration: { level: "warning" },
        properties: { precision: "medium", "security-severity": "5.0", tags: ["security", "tag"] },
      },
    ]);
  });

  it("writes one result for each edit that violations ask for, and no other", () => {
    expect(resultsOf(renderSarif(fullReport(), github))).toEqual([
      {
        ruleId: "endpoint-open-to-other-accounts",
        ruleIndex: 0,
        level: "error",
        message: {
          text: 'The endpoint lets principals of every account send telemetry. A role of account 444455556666 sends telemetry through the endpoint. Assumed: Account 111122223333, which the policy names, is trusted. One edit mends 1 other subject as well: module.network["b"].aws_vpc_endpoint.guardduty. See [the cluster that sends through it](1).\nWhat to do: Add this statement:\n{\n  "Effect": "Deny"\n}',
        },
        locations: [
          {
            physicalLocation: {
              ...srcRoot("plans/payments.json"),
              region: { ...region, snippet: { rendered: { text: "    policy = null" } } },
            },
            logicalLocations,
          },
        ],
        relatedLocations: [
          { id: 1, ...cluster, message: { text: "the cluster that sends through it." } },
          {
            id: 2,
            ...here,
            message: { text: 'also module.network["b"].aws_vpc_endpoint.guardduty.' },
          },
        ],
        codeFlows: [
          {
            message: { text: "How the value gets here." },
            threadFlows: [
              {
                locations: [
                  {
                    location: {
                      physicalLocation: {
                        ...srcRoot("plans/main.tf"),
                        region: { startLine: 3, startColumn: 1, endLine: 3, endColumn: 17 },
                      },
                      message: { text: 'module.network["a"].' },
                    },
                  },
                  {
                    location: {
                      ...here,
                      message: {
                        text: "The endpoint lets principals of every account send telemetry.",
                      },
                    },
                  },
                ],
              },
            ],
          },
          {
            message: {
              text: "A role of account 444455556666 sends telemetry through the endpoint.",
            },
            threadFlows: [
              {
                locations: [
                  {
                    location: {
                      ...here,
                      message: {
                        text: "arn:aws:iam::444455556666:role/any asks for guardduty:SendSecurityTelemetry on *, with aws:PrincipalAccount = 444455556666; aws:TagKeys = a, b.",
                      },
                    },
                  },
                  {
                    location: {
                      ...cluster,
                      message: { text: "the cluster that sends through it." },
                    },
                  },
                  {
                    location: {
                      ...here,
                      message: {
                        text: "Allowed: A role of account 444455556666 sends telemetry through the endpoint.",
                      },
                    },
                  },
                ],
              },
            ],
          },
        ],
        partialFingerprints: { "guardlint/v1": "f1" },
        properties: {
          subject: address,
          messageId: "open",
          results: 2,
          assumptions: ["Account 111122223333, which the policy names, is trusted"],
          request: {
            principal: "arn:aws:iam::444455556666:role/any",
            action: "guardduty:SendSecurityTelemetry",
            resource: "*",
            context: { "aws:PrincipalAccount": "444455556666", "aws:TagKeys": ["a", "b"] },
          },
        },
      },
      {
        ruleId: "non-boolean-tag-value",
        ruleIndex: 1,
        level: "warning",
        message: { text: "The tag is `TRUE`." },
        locations: [
          {
            physicalLocation: {
              ...srcRoot("tags.yaml"),
              region: {
                startLine: 7,
                startColumn: 20,
                endLine: 7,
                endColumn: 24,
                snippet: { rendered: { text: "GuardDutyManaged: TRUE" } },
              },
            },
          },
        ],
        partialFingerprints: { "guardlint/v1": "f2" },
        properties: { subject: "payments", messageId: "value", results: 1 },
      },
    ]);
  });

  it("adds suppressed and undetermined results in the full form, none of them a failure", () => {
    const results = resultsOf(renderSarif(fullReport(), full));
    expect(
      results.map(({ kind, level, suppressions, properties }): unknown[] => [
        properties?.["subject"],
        kind,
        level,
        suppressions,
      ]),
    ).toEqual([
      ["aws_vpc_endpoint.other", "open", "none", []],
      [address, undefined, "error", []],
      [
        "lab",
        undefined,
        "warning",
        [{ kind: "external", status: "accepted", justification: "no workloads." }],
      ],
      ["payments", undefined, "warning", []],
    ]);
    expect(results[0]?.message.text).toBe(
      "It cannot be told whether the endpoint is open. Cannot tell, because the policy is known after apply.",
    );
    const inline = result({ suppression: { kind: "inline", reason: "lab" } });
    expect(resultsOf(renderSarif(report([inline]), full))[0]?.suppressions).toEqual([
      { kind: "inSource", status: "accepted", justification: "lab." },
    ]);
  });

  it("tells in the run what happened to it, errors first", () => {
    const [invocation] = runOf(renderSarif(fullReport(), github)).invocations ?? [];
    expect(invocation).toEqual({
      executionSuccessful: false,
      toolExecutionNotifications: [
        {
          descriptor: { id: "malformed-json" },
          level: "error",
          message: { text: "The file ends inside a string." },
          locations: [{ physicalLocation: srcRoot("plans/cut.json") }],
        },
        {
          descriptor: { id: "fargate-only" },
          level: "note",
          message: { text: "Cluster fargate has no nodes for the agent." },
          locations: [
            {
              physicalLocation: { ...srcRoot("plans/payments.json"), region },
              logicalLocations: [
                { fullyQualifiedName: "aws_vpc_endpoint.guardduty", kind: "resource" },
              ],
            },
          ],
        },
      ],
    });
  });

  it("succeeds without an error, and tells the figures", () => {
    const run = runOf(
      renderSarif(report([result({ verdict: "satisfied", basis: "proved" })]), github),
    );
    expect(run.invocations).toEqual([
      { executionSuccessful: true, toolExecutionNotifications: [] },
    ]);
    expect(run.results).toEqual([]);
    expect(run.properties).toEqual({
      summary: {
        files: { read: 3, loaded: 2, failed: 0 },
        rules: 2,
        results: { total: 1, violated: 0, satisfied: 1, undetermined: 0, suppressed: 0 },
        levels: { error: 0, warning: 0, note: 0 },
        satisfiedBasis: { proved: 1 },
      },
    });
  });

  it("leaves out results that GitHub cannot place, and says so", () => {
    const text = renderSarif(
      report([
        result({ edit: "1", place: location({ path: "<stdin>" }) }),
        result({ edit: "2", place: location({ path: "../other/plan.json" }) }),
        result({ edit: "3", subject: "b", place: location({ path: "../other/plan.json" }) }),
      ]),
      github,
    );
    expect(resultsOf(text)).toEqual([]);
    expect(notificationsOf(text)).toEqual([
      {
        descriptor: { id: "result-without-place" },
        level: "warning",
        message: {
          text: "2 results left out, because GitHub can show no place in ../other/plan.json: endpoint-open-to-other-accounts on aws_vpc_endpoint.guardduty, endpoint-open-to-other-accounts on b.",
        },
      },
      {
        descriptor: { id: "result-without-place" },
        level: "warning",
        message: {
          text: "1 result left out, because GitHub can show no place in <stdin>: endpoint-open-to-other-accounts on aws_vpc_endpoint.guardduty.",
        },
      },
    ]);
  });

  it("names the file of a notification whose place GitHub cannot show", () => {
    const text = renderSarif(
      report([], {
        notifications: [
          { level: "error", code: "a", message: "Cut", path: "/tmp/a.json", place: undefined },
          {
            level: "warning",
            code: "b",
            message: "Odd",
            path: undefined,
            place: location({ path: "<stdin>" }),
          },
          { level: "note", code: "c", message: "Said", path: undefined, place: undefined },
        ],
      }),
      github,
    );
    expect(
      notificationsOf(text).map(({ message, locations }) => [message.text, locations]),
    ).toEqual([
      ["/tmp/a.json: Cut.", undefined],
      ["<stdin>:12:5: Odd.", undefined],
      ["Said.", undefined],
    ]);
  });

  it("gives every result the index of its rule", () => {
    const text = renderSarif(fullReport(), full);
    const ids = runOf(text).tool.driver.rules?.map(({ id }) => id) ?? [];
    for (const { ruleId, ruleIndex } of resultsOf(text)) {
      expect(ids[ruleIndex ?? -1]).toBe(ruleId);
    }
  });

  it("keeps what rules say within GitHub's bounds, and their markup plain", () => {
    const [sample] = rules;
    if (sample === undefined) throw new Error("the sample report has rules");
    const meta = {
      ...sample.meta,
      summary: "<img> *a* `b*c`",
      why: "w".repeat(2_000),
      tags: Array.from({ length: 30 }, (_, index) => `tag-${index}`),
      references: ["javascript:alert(1)"],
    };
    const [rule] =
      runOf(renderSarif(report([], { rules: [{ ...sample, meta }] }), github)).tool.driver.rules ??
      [];
    expect(rule?.fullDescription?.text.length).toBe(1_024);
    expect(rule?.help?.markdown?.split("\n")[0]).toBe(String.raw`\<img\> \*a\* ${"`b*c`"}.`);
    expect(rule?.properties?.tags).toEqual([
      "security",
      ...Array.from({ length: 9 }, (_, index) => `tag-${index}`),
    ]);
    expect(rule?.helpUri).toBeUndefined();
  });
});
