import { describe, expect, it, test } from "vitest";
import { run } from "../../src/run.ts";
import { resultsOf, type Row } from "../lint-fixture.ts";
import { memoryHost } from "../memory-host.ts";
import { cannotTell, fine, holdsFixtures } from "./fixture-table.ts";

const rule = "telemetry-blocked";

/** Fixtures that tell everything leave nothing open. */
const mostUndetermined = 0;

const of = (fixture: string): string => `fixtures/rules/${rule}/${fixture}/scp.json`;
const mutes =
  (because: string) =>
  (policy: string): string =>
    `The policy \`${policy}\` does not let the agents that it binds call \`guardduty:SendSecurityTelemetry\`: ${because}`;
const bounds =
  (because: string) =>
  (role: string): string =>
    `The permissions boundary of \`${role}\` does not let it call \`guardduty:SendSecurityTelemetry\`: ${because}`;

// prettier-ignore
const table: readonly Row[] = [
  // https://docs.aws.amazon.com/guardduty/latest/ug/prereq-runtime-monitoring-eks-support.html
  ["violated/boundary", "violated", "aws_iam_role.tasks", bounds("no statement allows it"), "\"{\\\"Version\\\": \\\"2012-10-17\\\", \\\"Statement\\\": [{\\\"Effect\\\": …"],
  ["violated/boundary", "violated", "aws_iam_role.agents", bounds("the deny `NoSecurity` covers it"), "\\\"guardduty:*\\\""],
  ["violated/denied", "violated", of("violated/denied"), mutes("the deny `Lockdown` covers it"), "\"guardduty:*\""],
  ["violated/of-another-region", "violated", of("violated/of-another-region"), mutes("the deny `Regions` covers it"), "[ \"iam:*\", \"sts:*\" ]"],
  ["violated/outside-the-list", "violated", of("violated/outside-the-list"), mutes("the deny `AllowedServices` covers it"), "[ \"eks:*\", \"ec2:*\", \"iam:*\" ]"],
  ["satisfied/boundary", "satisfied", "aws_iam_role.tasks", fine, "\"{\\\"Version\\\": \\\"2012-10-17\\\", \\\"Statement\\\": [{\\\"Effect\\\": …"],
  // The agent is no root user, and is in the account and the Region of its cluster
  ["satisfied/telemetry", "satisfied", of("satisfied/telemetry"), fine, "{ \"Version\": \"2012-10-17\", \"Statement\": [ { \"Sid\": \"Root\", \"…"],
  // What the input or AWS's documentation leaves open
  ["undetermined/accounts-not-told", "undetermined", of("undetermined/accounts-not-told"), cannotTell("the policy tells accounts apart, and the input does not tell those that it binds"), "{ \"Version\": \"2012-10-17\", \"Statement\": [ { \"Sid\": \"NoGuardD…"],
  ["undetermined/content-not-known", "undetermined", "aws_organizations_policy.protect_tag", cannotTell("it depends on `data.aws_iam_policy_document.guard.json`, which is known only after apply"), "\"content\""],
  ["undetermined/identity-of-the-agent", "undetermined", of("undetermined/identity-of-the-agent"), cannotTell("AWS does not say what `aws:PrincipalArn` is for the identity of an instance, by which the agent calls, and the policy goes by it"), "{ \"Version\": \"2012-10-17\", \"Statement\": [ { \"Sid\": \"RolesOnl…"],
];

const management = "123456789012";

const organization = {
  id: "o-a1b2c3d4e5",
  root: "r-ab12",
  "management-account": management,
  units: [
    { id: "ou-ab12-11111111", parent: "r-ab12" },
    { id: "ou-ab12-22222222", parent: "r-ab12" },
  ],
  accounts: [{ id: "111122223333", parent: "ou-ab12-11111111" }],
};

/** What is said of a policy that stops the agents and is attached there. */
async function answersAt(target: string): Promise<readonly string[]> {
  const Statement = [{ Effect: "Deny", Action: "guardduty:Send*", Resource: "*" }];
  const attachments = [{ policy: "scp.json", targets: [target] }];
  const cluster = { name: "payments", tags: { GuardDutyManaged: "true" } };
  return answersTo({
    "guardlint.yaml": { facts: { organization, attachments } },
    "scp.json": { Version: "2012-10-17", Statement },
    "estate.json": {
      guardlint: "inventory/v1",
      account: "111122223333",
      region: "eu-west-1",
      clusters: [cluster],
    },
  });
}

async function answersTo(files: Readonly<Record<string, object>>): Promise<readonly string[]> {
  const texts = Object.entries(files).map(([path, content]): [string, string] => [
    path,
    JSON.stringify(content),
  ]);
  const { report } = await run(memoryHost(Object.fromEntries(texts)), {
    paths: ["."],
    config: undefined,
    failOn: "warning",
    undetermined: "pass",
    noInputs: "fail",
    rules: [rule],
    ignore: false,
    timing: false,
  });
  return report.results.map(({ subject, messageId }) => `${subject}: ${messageId}`);
}

describe(rule, () => {
  holdsFixtures(rule, table, mostUndetermined);

  it("says for all requests what it says", async () => {
    const results = await resultsOf(rule, "violated/denied");
    expect(results.map(({ level, basis }) => [level, basis])).toEqual([["error", "proved"]]);
  });
});

// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
describe("a policy stops the agents wherever it binds somebody", () => {
  test.each([
    ["the root", "r-ab12", ["scp.json: telemetryDenied"]],
    ["a unit", "ou-ab12-22222222", ["scp.json: telemetryDenied"]],
    ["the management account", management, []],
  ])("%s", async (_, target, expected) => {
    expect(await answersAt(target)).toEqual(expected);
  });
});

describe("a policy that tells many accounts apart", () => {
  const accounts = Array.from({ length: 70 }, (_, at) => String(100_000_000_000 + at));
  const clusters = accounts.map((account) => ({ name: "payments", account, tags: {} }));
  const estate = { guardlint: "inventory/v1", region: "eu-west-1", clusters };
  const denyTo = (account: string) => ({
    Effect: "Deny",
    Action: "guardduty:Send*",
    Resource: "*",
    Condition: { StringLike: { "aws:PrincipalAccount": account } },
  });
  const answers = (account: string): Promise<readonly string[]> =>
    answersTo({
      "scp.json": { Version: "2012-10-17", Statement: [denyTo(account)] },
      "estate.json": estate,
    });

  test("stops the agents of one of them", async () => {
    expect(await answers("1000000000*7")).toEqual(["scp.json: telemetryDenied"]);
  });

  // Not all of them are asked about.
  test("is not passed for those that are asked about", async () => {
    expect(await answers("*00069")).toEqual(["scp.json: undetermined"]);
  });

  test("has one answer for all that it does not tell apart", async () => {
    expect(await answers("999999999999")).toEqual(["scp.json: satisfied"]);
  });
});
