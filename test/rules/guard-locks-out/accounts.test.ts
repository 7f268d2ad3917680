import { describe, expect, test } from "vitest";
import { inOrder } from "../../../src/reporters/order.ts";
import { run } from "../../../src/run.ts";
import { memoryHost } from "../../memory-host.ts";

const first = "111122223333";
const second = "444455556666";
const management = "123456789012";

const wide = {
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "ByValue",
      Effect: "Deny",
      Action: ["eks:TagResource", "eks:UntagResource"],
      Resource: "*",
      Condition: { StringNotEquals: { "aws:RequestTag/GuardDutyManaged": "true" } },
    },
  ],
};

const organization = {
  id: "o-a1b2c3d4e5",
  root: "r-ab12",
  "management-account": management,
  units: [
    { id: "ou-ab12-11111111", parent: "r-ab12" },
    { id: "ou-ab12-22222222", parent: "r-ab12" },
  ],
  accounts: [
    { id: first, parent: "ou-ab12-11111111" },
    { id: second, parent: "ou-ab12-22222222" },
  ],
};

const clusterIn = (account: string): object => ({
  guardlint: "inventory/v1",
  account,
  region: "eu-west-1",
  clusters: [{ name: "payments", tags: { GuardDutyManaged: "true" } }],
});

/** What is said of a policy that is attached there, beside clusters of these accounts. */
async function answers(
  policy: object,
  targets: readonly string[],
  accounts: readonly string[],
  over: object = {},
): Promise<readonly string[]> {
  const attachments = [{ policy: "scp.json", targets }];
  const files = {
    "guardlint.yaml": { facts: { organization, attachments }, ...over },
    "scp.json": policy,
    ...Object.fromEntries(accounts.map((id) => [`${id}.json`, clusterIn(id)])),
  };
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
    rules: ["guard-locks-out"],
    ignore: false,
    timing: false,
  });
  return inOrder(report.results).map(
    ({ subject, verdict, messageId }) =>
      `${subject}: ${verdict === "violated" ? messageId : verdict}`,
  );
}

// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
describe("tagging is judged where clusters stand, or else where policies are attached", () => {
  test.each([
    ["the root, with a cluster", ["r-ab12"], [first], "ordinaryTagging"],
    ["the unit of a cluster", ["ou-ab12-11111111"], [first], "ordinaryTagging"],
    ["the unit of one of two clusters", ["ou-ab12-22222222"], [first, second], "ordinaryTagging"],
    ["another unit", ["ou-ab12-22222222"], [first], undefined],
    ["the account of a cluster", [first], [first], "ordinaryTagging"],
    ["the management account", [management], [first], undefined],
    ["a unit, without clusters", ["ou-ab12-22222222"], [], "ordinaryTagging"],
    ["the management account, without clusters", [management], [], undefined],
  ])("%s", async (_, targets, accounts, expected) => {
    const tagging = (await answers(wide, targets, accounts)).filter((text) =>
      text.startsWith("scp.json: ByValue"),
    );
    expect(tagging).toEqual(expected === undefined ? [] : [`scp.json: ByValue: ${expected}`]);
  });

  test("a policy that names one account is judged for that one and the others", async () => {
    const [statement] = wide.Statement;
    const except = (account: string): object => ({
      ...wide,
      Statement: [
        {
          ...statement,
          Condition: {
            ...statement?.Condition,
            StringEquals: { "aws:PrincipalAccount": account },
          },
        },
      ],
    });
    const found = async (account: string): Promise<readonly string[]> =>
      await answers(except(account), ["r-ab12"], [first, second]);
    expect(await found(second)).toEqual(["scp.json: ByValue: ordinaryTagging"]);
    expect(await found(management)).toEqual(["scp.json: ByValue: satisfied"]);
  });
});

describe("trusted principals", () => {
  const trust = (...principals: readonly string[]): object => ({ trust: { principals } });
  const guard = {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "ProtectTag",
        Effect: "Deny",
        Action: ["eks:TagResource", "eks:UntagResource"],
        Resource: "*",
        Condition: {
          "ForAnyValue:StringEquals": { "aws:TagKeys": "GuardDutyManaged" },
          ArnNotLike: { "aws:PrincipalArn": `arn:aws:iam::${first}:role/Admin` },
        },
      },
    ],
  };

  test.each([
    ["the exempted one", `arn:aws:iam::${first}:role/Admin`, "satisfied"],
    ["one by a pattern that it fits", "arn:aws:iam::*:role/A*", "satisfied"],
    ["another one", `arn:aws:iam::${first}:role/Other`, "trustedPrincipals"],
    ["one of another account", `arn:aws:iam::${second}:role/Other`, "satisfied"],
  ])("%s", async (_, principal, expected) => {
    expect(await answers(guard, ["r-ab12"], [first], trust(principal))).toEqual([
      `scp.json: ProtectTag: ${expected}`,
    ]);
  });
});
