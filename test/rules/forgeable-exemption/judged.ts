import { expect } from "vitest";
import { main } from "../../../src/commands/main.ts";
import type { Host } from "../../../src/model/host.ts";
import type { ReportedResult } from "../../../src/model/report.ts";
import { run } from "../../../src/run.ts";
import { memoryHost } from "../../memory-host.ts";

export const rule = "forgeable-exemption";
export const account = "111122223333";

/** Files by path; what is no string is written as JSON. */
export type Files = Readonly<Record<string, unknown>>;

export const policy = (...Statement: readonly object[]) => ({ Version: "2012-10-17", Statement });
const fullAccess = policy({ Effect: "Allow", Action: "*", Resource: "*" });

/** A deny of every change of the tag, but for whom the conditions let go. */
export const guard = (unless: object, more: object = {}) => ({
  Sid: "ProtectTag",
  Effect: "Deny",
  Action: ["eks:TagResource", "eks:UntagResource", "eks:CreateCluster"],
  Resource: "*",
  Condition: {
    "ForAnyValue:StringEquals": { "aws:TagKeys": ["GuardDutyManaged"] },
    ...unless,
  },
  ...more,
});
export const unless = (operator: string, ...arns: readonly string[]) => ({
  [operator]: { "aws:PrincipalArn": arns },
});

export const deny = (
  Action: string | readonly string[],
  Resource: string | readonly string[],
  Condition?: object,
) => ({
  Effect: "Deny",
  Action,
  Resource,
  ...(Condition === undefined ? {} : { Condition }),
});

/** What one policy file of these statements is answered. */
export async function answers(
  ...statements: readonly object[]
): Promise<readonly ReportedResult[]> {
  return judgedFiles({ "scp.json": policy(...statements) });
}

/** The verdict about the only exemption, and for a violation the actions of its chain. */
export async function verdict(...statements: readonly object[]): Promise<string> {
  const [only, ...others] = await answers(...statements);
  if (only === undefined || others.length > 0) throw new Error("not one answer");
  return told(only);
}

export function told({ verdict: answer, witness }: ReportedResult): string {
  if (witness === undefined) return answer;
  const actions = [witness.request, ...(witness.then ?? [])].map(({ action }) => action);
  return `${answer}: ${actions.join(", ")}`;
}

/**
 * Runs the rule over files in memory, and has `guardlint decide` confirm every request of every
 * witness, under the policies of `*scp.json` and, for `sts:AssumeRole`, the trust policy.
 *
 * @param trust - the trust policy that the input holds
 */
export async function judgedFiles(
  files: Files,
  trust?: object,
): Promise<readonly ReportedResult[]> {
  const texts = Object.entries(files).map(([path, content]): [string, string] => [
    path,
    typeof content === "string" ? content : JSON.stringify(content, null, 2),
  ]);
  const results = await judgedOn(memoryHost(Object.fromEntries(texts)), ["."]);
  const scps = Object.entries(files).flatMap(([path, content]) =>
    path.endsWith("scp.json") ? [content] : [],
  );
  for (const result of results) {
    if (result.verdict === "satisfied") expect(result.basis).toBe("proved");
    if (result.witness !== undefined) {
      const policies = { scp: [[fullAccess, ...scps]] };
      const assumable = result.messageId === "assumed" ? trust : undefined;
      expect(await decisions(result, policies, assumable)).toEqual(
        [result.witness.request, ...(result.witness.then ?? [])].map(() => "allowed"),
      );
    }
  }
  return results;
}

/** Runs the rule over a host's files. */
export async function judgedOn(
  host: Host,
  paths: readonly string[],
): Promise<readonly ReportedResult[]> {
  const { report } = await run(host, {
    paths,
    config: undefined,
    failOn: "warning",
    undetermined: "pass",
    noInputs: "fail",
    rules: [rule],
    ignore: false,
    timing: false,
  });
  return report.results;
}

/** What `guardlint decide` answers for a file with a request of the witness on each line. */
async function decisions(
  { witness }: ReportedResult,
  policies: object,
  trust: object | undefined,
): Promise<readonly unknown[]> {
  const lines = [witness?.request, ...(witness?.then ?? [])].map((request) =>
    JSON.stringify({
      request,
      policies: {
        ...policies,
        ...(trust !== undefined && request?.action === "sts:AssumeRole"
          ? { resource: [trust] }
          : {}),
      },
    }),
  );
  const host = memoryHost({ "chain.jsonl": lines.join("\n") });
  const code = await main(["decide", "--request", "chain.jsonl"], host);
  expect({ code, stderr: host.output.stderr }).toEqual({ code: 0, stderr: "" });
  return host.output.stdout
    .trimEnd()
    .split("\n")
    .map((line): unknown => JSON.parse(line))
    .map((answer) =>
      typeof answer === "object" && answer !== null && "decision" in answer
        ? answer.decision
        : answer,
    );
}
