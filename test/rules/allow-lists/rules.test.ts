import { describe, expect, test } from "vitest";
import { main } from "../../../src/commands/main.ts";
import { memoryHost } from "../../memory-host.ts";
import {
  account,
  everywhere,
  production,
  reportOn,
  root,
  snapshotOf,
  verdictOf,
  without,
  type Attached,
  type Told,
} from "../told-organization.ts";

const policy = (...Statement: readonly object[]): object => ({
  Version: "2012-10-17",
  Statement,
});
const allow = (...Action: readonly string[]): object => ({
  Effect: "Allow",
  Action,
  Resource: "*",
});

/** A list at the unit of the cluster, in place of `FullAWSAccess`. */
const listing = (...actions: readonly string[]): Told => ({
  full: without(production),
  policies: { "p-list0000": { allow: actions, to: [production] } },
});

const missing = "p-list0000";

// https://docs.aws.amazon.com/guardduty/latest/ug/prereq-runtime-monitoring-eks-support.html
describe("telemetry-blocked", () => {
  const blocked = (because: string): string =>
    `What is attached to \`${production}\` does not let the agents below it call \`guardduty:SendSecurityTelemetry\`: \`FullAWSAccess\` is detached there, and ${because}`;
  const denied: Attached = {
    statements: [{ Sid: "NoGuardDuty", Effect: "Deny", Action: "guardduty:*", Resource: "*" }],
    to: [production],
  };

  test.each<readonly [string, Told, readonly string[]]>([
    [
      "a list without GuardDuty",
      listing("eks:*", "ec2:*"),
      [blocked(`no statement of \`${missing}\` allows it`)],
    ],
    ["a list with the call", listing("eks:*", "guardduty:SendSecurityTelemetry"), []],
    ["nothing at all", { full: without(production) }, [blocked("nothing stands in its place")]],
    ["a list beside `FullAWSAccess`", { ...listing("eks:*"), full: everywhere }, []],
    [
      "a list with the call, and a deny of it beside it",
      {
        ...listing("guardduty:*"),
        policies: { ...listing("guardduty:*").policies, "p-deny0000": denied },
      },
      [
        "The policy `p-deny0000` does not let the agents that it binds call `guardduty:SendSecurityTelemetry`: the deny `NoGuardDuty` covers it",
      ],
    ],
  ])("%s", async (_, told, messages) => {
    const { results } = await reportOn("telemetry-blocked", { "snapshot.json": snapshotOf(told) });
    const found = results.filter(({ verdict }) => verdict !== "satisfied");
    expect(found.map(({ message }) => message)).toEqual(messages);
  });
});

/** Denies the calls to all but one role, so that rules which ask about them have a guard to judge. */
const guarding = (Action: string): Attached => ({
  statements: [
    {
      Effect: "Deny",
      Action,
      Resource: "*",
      Condition: { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/*admin" } },
    },
  ],
  to: [root],
});

// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
describe("rules that ask who gets a call through service control policies", () => {
  test.each<readonly [string, string, string, string]>([
    ["untrusted-agent-removal", "eks:DeleteAddon", "s3:*", "satisfied"],
    ["untrusted-agent-removal", "eks:DeleteAddon", "eks:DeleteAddon", "violated"],
    ["untrusted-tag-change", "eks:TagResource", "s3:*", "satisfied"],
    ["untrusted-tag-change", "eks:TagResource", "eks:UntagResource", "violated"],
    ["forgeable-exemption", "eks:TagResource", "s3:*", "satisfied"],
    ["forgeable-exemption", "eks:TagResource", "*", "violated"],
  ])("%s of a guard of %s, where the list allows %s", async (rule, guarded, listed, expected) => {
    const told = listing(listed);
    const policies = { ...told.policies, "p-guard0000": guarding(guarded) };
    const snapshot = snapshotOf({ ...told, policies });
    expect(verdictOf(await reportOn(rule, { "snapshot.json": snapshot }))).toBe(expected);
  });
});

describe("the commands", () => {
  const run = async (told: Told, ...words: readonly string[]): Promise<unknown> => {
    const host = memoryHost({ "snapshot.json": snapshotOf(told) });
    await main([...words, "--format", "json", "snapshot.json"], host);
    expect(host.output.stderr).toBe("");
    return JSON.parse(host.output.stdout);
  };
  const ask = ["ask", "change-tag", "--account", account];

  test("ask: nobody, since a level does not allow it", async () => {
    expect(await run(listing("s3:*"), ...ask)).toMatchObject({
      answer: "no",
      because: [{ kind: "not-allowed", layer: "scp", level: 1 }],
    });
  });

  test("ask: somebody, since every level allows it", async () => {
    expect(await run(listing("eks:*"), ...ask)).toMatchObject({ answer: "yes" });
  });

  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html#not-restricted-by-scp
  test.each([
    ["role/developer", "No"],
    ["role/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS", "Yes"],
  ])("ask: levels bind %s: its call gets through: %s", async (name, answer) => {
    const asked = ["ask", "allowed", "--action", "s3:GetObject", "--principal"];
    const host = memoryHost({
      "snapshot.json": snapshotOf({ full: without(production) }),
      "role.json": JSON.stringify({
        RoleDetailList: [
          {
            RoleName: name.split("/").at(-1),
            Path: `/${name.split("/").slice(1, -1).join("/")}/`.replace("//", "/"),
            Arn: `arn:aws:iam::${account}:${name}`,
            RolePolicyList: [{ PolicyName: "own", PolicyDocument: policy(allow("s3:*")) }],
          },
        ],
      }),
    });
    const code = await main(
      [...asked, `arn:aws:iam::${account}:${name}`, "snapshot.json", "role.json"],
      host,
    );
    expect({ code, answer: host.output.stdout.split(/\W/)[0] }).toEqual({ code: 0, answer });
  });
});
