import { describe, expect, it } from "vitest";
import { run } from "../../src/run.ts";
import { memoryHost } from "../memory-host.ts";

const rule = "non-boolean-tag-value";

/** A program with one cluster, whose tag has a value. */
function program(value: string): string {
  return `import { App, Stack, aws_eks as eks } from "aws-cdk-lib";
const stack = new Stack(new App(), "Main");
new eks.CfnCluster(stack, "Payments", {
  tags: [{ key: "GuardDutyManaged", value: ${value} }],
});
`;
}

interface Cluster {
  readonly id: string;
  readonly value: unknown;
  readonly path?: string;
  readonly metadata?: object;
}

/** What the CDK writes for clusters. */
function assembly(...clusters: readonly Cluster[]): string {
  const resources = clusters.map(
    ({ id, value, path = `Main/${id}`, metadata = {} }): [string, object] => [
      id,
      {
        Type: "AWS::EKS::Cluster",
        Properties: { Tags: [{ Key: "GuardDutyManaged", Value: value }] },
        Metadata: { "aws:cdk:path": path, ...metadata },
      },
    ],
  );
  return JSON.stringify({ Resources: Object.fromEntries(resources) }, undefined, 1);
}

/** Verdict, subject, path and underlined text of each result, and the places that it leads through. */
async function judge(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { report } = await run(memoryHost(files), {
    paths: ["."],
    config: undefined,
    failOn: "warning",
    undetermined: "pass",
    noInputs: "fail",
    rules: [rule],
    ignore: true,
    timing: false,
  });
  return report.results.map((result) => {
    const via = result.place.via.map(({ label, location }) => `${label} ${location?.path ?? ""}`);
    const suppressed = result.suppression === undefined ? [] : [result.suppression.reason];
    const { startLine, startColumn, endColumn } = result.place.region;
    const line = (files[result.place.path] ?? "").split("\n")[startLine - 1] ?? "";
    const at = `${result.place.path} ${line.slice(startColumn - 1, endColumn - 1)}`;
    return [result.verdict, result.subject, at, ...via, ...suppressed].join(" | ");
  });
}

const unknown = "process.env.TAG ?? make()";

describe("a program beside what was made of it", () => {
  it.each([
    [
      "has one finding, at the line of the program",
      program('"True"'),
      assembly({ id: "Payments", value: "True" }),
      ['violated | Main/Payments | app.ts "True"'],
    ],
    [
      "takes the values that it lacks from there",
      program(unknown),
      assembly({ id: "Payments", value: "True" }),
      [
        `violated | Main/Payments | app.ts ${unknown} | what was synthesised cdk.out/Main.template.json`,
      ],
    ],
    [
      "takes from there that nothing is wrong",
      program(unknown),
      assembly({ id: "Payments", value: "true" }),
      [
        `satisfied | Main/Payments | app.ts ${unknown} | what was synthesised cdk.out/Main.template.json`,
      ],
    ],
    [
      "keeps what is wrong with it, whatever was made before",
      program('"True"'),
      assembly({ id: "Payments", value: "true" }),
      ['violated | Main/Payments | app.ts "True"'],
    ],
    [
      "keeps what is not known there",
      program('"true"'),
      assembly({ id: "Payments", value: { Ref: "AWS::StackName" } }),
      [
        'undetermined | Main/Payments | app.ts "true" | what was synthesised cdk.out/Main.template.json',
      ],
    ],
    [
      "has the findings of what only the assembly has",
      program('"true"'),
      assembly({ id: "Payments", value: "true" }, { id: "Lab", value: "no" }),
      [
        'violated | Lab | cdk.out/Main.template.json "no" | Main/Lab ',
        'satisfied | Main/Payments | app.ts "true"',
      ],
    ],
    [
      "is found by what is made inside of a construct",
      program('"True"'),
      assembly({ id: "PaymentsABC", value: "True", path: "Main/Payments/Resource" }),
      ['violated | Main/Payments | app.ts "True"'],
    ],
    [
      "is judged apart where the assembly tells no constructs",
      program('"True"'),
      assembly({ id: "Payments", value: "True", path: "Other/Payments" }),
      [
        'violated | Main/Payments | app.ts "True"',
        'violated | Payments | cdk.out/Main.template.json "True" | Other/Payments ',
      ],
    ],
  ])("%s", async (_, source, template, expected) => {
    const files = { "app.ts": source, "cdk.out/Main.template.json": template };
    expect(await judge(files)).toEqual(expected);
  });

  it("accepts what the metadata that it gives to the template accepts", async () => {
    const guardlint = { ignore: [{ rule, reason: "renamed soon" }] };
    const template = assembly({ id: "Payments", value: "True", metadata: { guardlint } });
    const files = { "app.ts": program('"True"'), "cdk.out/Main.template.json": template };
    expect(await judge(files)).toEqual(['violated | Main/Payments | app.ts "True" | renamed soon']);
  });

  it("accepts what a comment at its line accepts, whoever knows the value", async () => {
    const source = program(`// guardlint-ignore ${rule}: renamed soon\n${unknown}`);
    const files = {
      "app.ts": source,
      "cdk.out/Main.template.json": assembly({ id: "Payments", value: "True" }),
    };
    expect(await judge(files)).toEqual([
      `violated | Main/Payments | app.ts ${unknown} | what was synthesised cdk.out/Main.template.json | renamed soon`,
    ]);
  });
});
