import { existsSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { judged, judgedFolder, verdicts } from "./policy-fixture.ts";
import { rule, type State, cluster, policy, deny, about } from "./untrusted-tag-change/policies.ts";

describe("policies that are not known", () => {
  test("no service control policy and no IAM policy: undetermined, and that is the reason", async () => {
    const { verdict: answer, reasons } = await about({ "estate.json": cluster() });
    expect({ answer, details: reasons.map(({ detail }) => detail) }).toEqual({
      answer: "undetermined",
      details: ["the input has neither a service control policy nor an IAM policy"],
    });
  });

  test("a malformed one fails the run and leaves the answer open", async () => {
    const { report, exitCode } = await judged(rule, {
      "estate.json": cluster(),
      "policy.json": {
        Policy: {
          PolicySummary: { Id: "p-11111111", Name: "broken", Type: "SERVICE_CONTROL_POLICY" },
          Content: '{"Version":"2012-10-17","Statement":[{"Effect":"Deny"}]}',
        },
      },
    });
    expect(exitCode).toBe(2);
    expect(verdicts(report)).toEqual(["payments: undetermined"]);
  });
});

describe("messages", () => {
  const message = async (statement: object, state: State = "true") =>
    (await about({ "estate.json": cluster(state), "scp.json": policy(statement) })).message;

  test("say who can do what, which statement should have stopped it, and what let it go", async () => {
    expect(
      await message(deny({ StringEquals: { "aws:RequestTag/GuardDutyManaged": "false" } })),
    ).toBe(
      'An untrusted principal, such as `arn:aws:iam::111122223333:role/untrusted`, can set `GuardDutyManaged` to `False` on a cluster tagged `true`: the deny `ProtectTag` applies only where `StringEquals` `aws:RequestTag/GuardDutyManaged` "false" holds, and the request has `aws:RequestTag/GuardDutyManaged` "False"',
    );
  });

  test("name the action that is not covered", async () => {
    expect(await message(deny(undefined, { Action: "eks:TagResource" }))).toBe(
      "An untrusted principal, such as `arn:aws:iam::111122223333:role/untrusted`, can remove `GuardDutyManaged` from a cluster tagged `true`: the deny `ProtectTag` does not cover the action `eks:UntagResource`",
    );
  });
});

describe("fixtures", () => {
  for (const expected of ["violated", "satisfied", "undetermined"]) {
    const folder = `fixtures/rules/${rule}/${expected}`;
    test.each(readdirSync(folder))(`${expected}/%s`, async (name) => {
      const config = `${folder}/${name}/guardlint.yaml`;
      const { report } = await judgedFolder(
        rule,
        `${folder}/${name}`,
        existsSync(config) ? config : undefined,
      );
      expect(new Set(report.results.map((result) => result.verdict))).toEqual(new Set([expected]));
    });
  }
});
