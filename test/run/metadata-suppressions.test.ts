import { describe, expect, it } from "vitest";
import { run } from "../../src/run.ts";
import { memoryHost } from "../memory-host.ts";

const rule = "non-boolean-tag-value";

interface Outcome {
  /** `subject`, and the reason for which it is accepted. */
  readonly results: Readonly<Record<string, string | undefined>>;
  /** Code, message and the line that it is about. */
  readonly told: readonly string[];
}

async function check(files: Readonly<Record<string, string>>, rules = [rule]): Promise<Outcome> {
  const { report } = await run(memoryHost(files), {
    paths: ["."],
    config: undefined,
    failOn: "warning",
    undetermined: "pass",
    noInputs: "fail",
    rules,
    ignore: true,
    timing: false,
  });
  return {
    results: Object.fromEntries(
      report.results
        .filter(({ verdict }) => verdict === "violated")
        .map(({ subject, suppression }) => [subject, suppression?.reason]),
    ),
    told: report.notifications.map(
      ({ code, message, place }) => `${code}: ${message} (${String(place?.region.startLine)})`,
    ),
  };
}

/** A template with two clusters whose tags are wrong, and what `Metadata` says. */
function template(metadata: { readonly own?: string; readonly whole?: string }): string {
  const own = metadata.own === undefined ? "" : `    Metadata: { guardlint: ${metadata.own} }\n`;
  const whole = metadata.whole === undefined ? "" : `Metadata: { guardlint: ${metadata.whole} }\n`;
  return `${whole}Resources:
  Payments:
    Type: AWS::EKS::Cluster
${own}    Properties: { Name: payments, Tags: [{ Key: GuardDutyManaged, Value: "yes" }] }
  Lab:
    Type: AWS::EKS::Cluster
    Properties: { Name: lab, Tags: [{ Key: GuardDutyManaged, Value: "no" }] }
`;
}

const accepted = `{ ignore: [{ rule: ${rule}, reason: renamed soon }] }`;

describe("a suppression in the metadata of a template", () => {
  it("of a resource holds for that resource", async () => {
    expect(await check({ "t.yaml": template({ own: accepted }) })).toEqual({
      results: { Payments: "renamed soon", Lab: undefined },
      told: [],
    });
  });

  it("of the template holds for all of its resources", async () => {
    expect(await check({ "t.yaml": template({ whole: accepted }) })).toEqual({
      results: { Payments: "renamed soon", Lab: "renamed soon" },
      told: [],
    });
  });

  it("holds in JSON, where a whole template may stand on one line", async () => {
    const cluster = (value: string, more: object): object => ({
      Type: "AWS::EKS::Cluster",
      Properties: { Tags: [{ Key: "GuardDutyManaged", Value: value }] },
      ...more,
    });
    const ignore = [{ rule, reason: "renamed soon" }];
    const text = JSON.stringify({
      Resources: {
        Payments: cluster("yes", { Metadata: { guardlint: { ignore } } }),
        Lab: cluster("no", {}),
      },
    });
    expect(await check({ "t.json": text })).toEqual({
      results: { Payments: "renamed soon", Lab: undefined },
      told: [],
    });
  });

  it("holds for no other template", async () => {
    const files = { "a.yaml": template({ whole: accepted }), "b.yaml": template({}) };
    const own = { "a.yaml": template({ own: accepted }), "b.yaml": template({}) };
    expect((await check(files)).results).toEqual({ Payments: undefined, Lab: undefined });
    expect((await check(own)).results).toEqual({ Payments: undefined, Lab: undefined });
  });

  it("of a stack holds for what its template makes", async () => {
    const root = (metadata: string): string => `Resources:
  Network:
    Type: AWS::CloudFormation::Stack
    Metadata: { guardlint: ${metadata} }
    Properties: { TemplateURL: clusters.yaml }
`;
    const files = { "root.yaml": root(accepted), "clusters.yaml": template({}) };
    expect((await check(files)).results).toEqual({
      "Network/Payments": "renamed soon",
      "Network/Lab": "renamed soon",
    });
  });

  it("of a nested template holds wherever it is nested", async () => {
    const root = `Resources:
  A: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: clusters.yaml } }
  B: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: clusters.yaml } }
`;
    const files = { "root.yaml": root, "clusters.yaml": template({ own: accepted }) };
    expect(await check(files)).toEqual({
      results: {
        "A/Payments": "renamed soon",
        "A/Lab": undefined,
        "B/Payments": "renamed soon",
        "B/Lab": undefined,
      },
      told: [],
    });
  });

  it("holds for a value that a parameter gives to the resource", async () => {
    const text = `Parameters:
  Tag: { Type: String, Default: "yes" }
Resources:
  Payments:
    Type: AWS::EKS::Cluster
    Metadata: { guardlint: ${accepted} }
    Properties: { Tags: [{ Key: GuardDutyManaged, Value: !Ref Tag }] }
`;
    expect((await check({ "t.yaml": text })).results).toEqual({ Payments: "renamed soon" });
  });

  it("ends with its last day", async () => {
    const until = (day: string): string =>
      `{ ignore: [{ rule: ${rule}, reason: renamed soon, expires: ${day} }] }`;
    expect(await check({ "t.yaml": template({ own: until("2026-11-21") }) })).toEqual({
      results: { Payments: "renamed soon", Lab: undefined },
      told: [],
    });
    expect(await check({ "t.yaml": template({ own: until("2026-11-20") }) })).toEqual({
      results: { Payments: undefined, Lab: undefined },
      told: [`expired-suppression: the suppression of ${rule} expired on 2026-11-20 (4)`],
    });
  });

  it("that suppresses nothing is told", async () => {
    const idle = "{ ignore: [{ rule: open-endpoint-ingress, reason: lab }] }";
    expect((await check({ "t.yaml": template({ own: idle }) }, [])).told).toContain(
      "unused-suppression: the suppression of open-endpoint-ingress suppresses nothing (4)",
    );
  });

  const form = "`guardlint: { ignore: [{ rule, reason, expires }] }`";
  it.each([
    ["without a reason", `{ ignore: [{ rule: ${rule} }] }`, "a suppression has a `reason`"],
    [
      "with an empty reason",
      `{ ignore: [{ rule: ${rule}, reason: " " }] }`,
      "a suppression has a `reason`",
    ],
    ["without a rule", "{ ignore: [{ reason: x }] }", "a suppression names its `rule`"],
    [
      "of no rule that there is",
      "{ ignore: [{ rule: open-door, reason: x }] }",
      "there is no rule open-door",
    ],
    [
      "with no day that there is",
      `{ ignore: [{ rule: ${rule}, reason: x, expires: 2026-02-30 }] }`,
      "there is no day 2026-02-30",
    ],
    [
      "with a key that it has not",
      `{ ignore: [{ rule: ${rule}, reason: x, until: 2027-01-01 }] }`,
      `a suppression has the form ${form}`,
    ],
    ["that is a text", `{ ignore: [${rule}] }`, `a suppression has the form ${form}`],
    ["in no list", `{ ignore: { rule: ${rule} } }`, `suppressions have the form ${form}`],
    ["under another name", "{ ignores: [] }", `suppressions have the form ${form}`],
    ["that a function makes", "!Ref AWS::StackName", `suppressions have the form ${form}`],
  ])("suppresses nothing, which is told: %s", async (_, own, message) => {
    expect(await check({ "t.yaml": template({ own }) })).toEqual({
      results: { Payments: undefined, Lab: undefined },
      told: [`malformed-suppression: ${message}; this suppression suppresses nothing (4)`],
    });
  });
});
