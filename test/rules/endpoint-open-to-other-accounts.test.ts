import { existsSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { judged, judgedFolder, plan, resultAbout } from "./policy-fixture.ts";
import {
  allow,
  allowed,
  answer,
  denyIf,
  endpoint,
  endpointAccess,
  inventory,
  org,
  own,
  policy,
  rule,
} from "./endpoint-open-to-other-accounts/policies.ts";

describe("who is trusted", () => {
  const two = policy(
    allow,
    denyIf({ StringNotEquals: { "aws:PrincipalAccount": [own, "444455556666"] } }),
  );

  test("the accounts of the configuration", async () => {
    const config = { trust: { accounts: [own, "444455556666"] } };
    expect(await answer({ "estate.json": inventory(two), "guardlint.yaml": config })).toBe(
      "satisfied",
    );
  });

  test("the accounts that the policy names, where nothing tells the owner's, and that is said", async () => {
    const { report } = await judged(rule, { "estate.json": inventory(two, {}, "") });
    const { verdict, assumptions } = resultAbout(report, endpoint);
    expect({ verdict, assumptions }).toEqual({
      verdict: "satisfied",
      assumptions: [
        "The accounts that the policy names (111122223333, 444455556666) are taken for trusted, because neither input nor configuration tells the endpoint's account",
      ],
    });
  });

  test("an organisation of which nothing is known is not, where nothing tells the owner either", async () => {
    const document = policy(allow, denyIf({ StringNotEquals: { "aws:PrincipalOrgID": org } }));
    const { report } = await judged(rule, { "estate.json": inventory(document, {}, "") });
    const { verdict, reasons } = resultAbout(report, endpoint);
    expect({ verdict, details: reasons.map(({ detail }) => detail) }).toEqual({
      verdict: "undetermined",
      details: [
        "the policy trusts the organisation o-a1b2c3d4e5, and neither input nor configuration names the endpoint's organisation",
      ],
    });
  });

  test("a bare policy document is judged for the account that the configuration names", async () => {
    const other = policy(
      allow,
      denyIf({ StringNotEquals: { "aws:PrincipalAccount": "444455556666" } }),
    );
    const { report } = await judged(rule, {
      "guardduty-endpoint-policy.json": other,
      "guardlint.yaml": { account: own },
    });
    expect(report.results.map(({ verdict, messageId }) => [verdict, messageId])).toEqual([
      ["violated", "inverted"],
    ]);
  });
});

describe("messages", () => {
  const message = async (document: object) => {
    const { report } = await judged(rule, { "estate.json": inventory(document) });
    return resultAbout(report, endpoint).message;
  };

  test("the plain case shows the deny that is missing", async () => {
    expect(await message(policy(allow))).toBe(
      'The policy of `vpce-0a1b2c3d` lets every account through: the `aws:PrincipalAccount` deny is missing. It is `{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalAccount":"111122223333"}}}`',
    );
  });

  test("a deny that does not cover the call is named with the call", async () => {
    const document = policy(
      allow,
      denyIf({ StringNotEquals: { "aws:PrincipalAccount": own } }, "guardduty:Get*"),
    );
    expect(await message(document)).toBe(
      "The policy of `vpce-0a1b2c3d` lets an account of another organisation through: the deny `KeepOut` does not cover the action `guardduty:SendSecurityTelemetry`",
    );
  });

  test("a condition that lets go is told with what the request has", async () => {
    const document = policy(
      allow,
      denyIf({
        StringNotEquals: { "aws:PrincipalOrgID": org },
        Null: { "aws:PrincipalOrgID": "false" },
      }),
    );
    expect(await message(document)).toBe(
      'The policy of `vpce-0a1b2c3d` lets an account of no organisation through: the deny `KeepOut` applies only where `Null` `aws:PrincipalOrgID` "false" holds, and the request has no `aws:PrincipalOrgID`',
    );
  });

  test("a session that the policy names is named", async () => {
    const AWS = [own, "arn:aws:sts::444455556666:assumed-role/Ops/ana"];
    expect(await message(policy(allowed({ Principal: { AWS } })))).toBe(
      "The policy of `vpce-0a1b2c3d` lets `arn:aws:sts::444455556666:assumed-role/Ops/ana` of an untrusted account through: no statement denies it",
    );
  });

  test("an account that is locked out for want of an allow is not said to be denied", async () => {
    expect(await message(policy(allowed({ Action: "guardduty:Get*" })))).toBe(
      "The policy of `vpce-0a1b2c3d` does not let its own account `111122223333` call `guardduty:SendSecurityTelemetry`, so its agents cannot send: no statement allows it",
    );
    const inverse = denyIf({ StringNotEquals: { "aws:PrincipalAccount": "*" } });
    expect(await message(policy(allow, inverse))).toBe(
      "The policy of `vpce-0a1b2c3d` does not let its own account `111122223333` call `guardduty:SendSecurityTelemetry`, so its agents cannot send: the deny `KeepOut` covers it",
    );
  });
});

describe("in a plan", () => {
  const made = (more: object) =>
    plan({
      "aws_vpc_endpoint.telemetry": {
        values: {
          service_name: "com.amazonaws.eu-west-1.guardduty-data",
          vpc_endpoint_type: "Interface",
          vpc_id: "vpc-0a1b2c3d",
        },
        ...more,
      },
    });
  const judgedPlan = async (more: object) => {
    const files = { "plan.json": made(more), "guardlint.yaml": { account: own } };
    return (await judged(rule, files)).report;
  };
  const withPolicy = (document: object) => ({
    service_name: "com.amazonaws.eu-west-1.guardduty-data",
    vpc_endpoint_type: "Interface",
    vpc_id: "vpc-0a1b2c3d",
    policy: JSON.stringify(document),
  });

  test(`an omitted policy is AWS's default, which lets everybody through (${endpointAccess})`, async () => {
    const report = await judgedPlan({ unknown: { id: true, policy: true } });
    expect(report.results.map(({ messageId }) => messageId)).toEqual(["missing"]);
  });

  test("a policy that is known only after apply is undetermined", async () => {
    const refs = { policy: { references: ["data.aws_iam_policy_document.telemetry.json"] } };
    const report = await judgedPlan({ unknown: { id: true, policy: true }, refs });
    expect(report.results.map(({ verdict }) => verdict)).toEqual(["undetermined"]);
  });

  test("a sensitive policy is judged and never printed", async () => {
    const document = policy(
      allow,
      {
        ...denyIf({ StringNotEquals: { "aws:PrincipalAccount": [own, "444455556666"] } }),
        Sid: "Zebra",
      },
      allowed({ Principal: { AWS: "arn:aws:iam::444455556666:role/Zebra" } }),
    );
    const report = await judgedPlan({
      values: withPolicy(document),
      sensitive: { policy: true },
    });
    expect(report.results.map(({ messageId }) => messageId)).toEqual(["open"]);
    expect(JSON.stringify(report)).not.toMatch(/Zebra|444455556666/);
  });

  test("a session that a sensitive policy names is never printed", async () => {
    const AWS = [own, "arn:aws:sts::444455556666:assumed-role/Zebra/ana"];
    const report = await judgedPlan({
      values: withPolicy(policy(allowed({ Principal: { AWS } }))),
      sensitive: { policy: true },
    });
    expect(report.results.map(({ verdict }) => verdict)).toEqual(["violated"]);
    expect(JSON.stringify(report)).not.toMatch(/Zebra|444455556666/);
  });
});

describe("fixtures", () => {
  for (const verdict of ["violated", "satisfied", "undetermined"]) {
    const folder = `fixtures/rules/${rule}/${verdict}`;
    test.each(readdirSync(folder))(`${verdict}/%s`, async (name) => {
      const config = `${folder}/${name}/guardlint.yaml`;
      const { report } = await judgedFolder(
        rule,
        `${folder}/${name}`,
        existsSync(config) ? config : undefined,
      );
      expect(new Set(report.results.map((result) => result.verdict))).toEqual(new Set([verdict]));
    });
  }
});
