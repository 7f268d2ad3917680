import { describe, expect, test } from "vitest";
import { judged, resultAbout } from "../policy-fixture.ts";
import { allow, denyIf, policy, rule } from "./policies.ts";

const accounts = ["111122223333", "444455556666"] as const;
const [first, second] = accounts;

/** An endpoint of each account, in a file of its own. */
const filesOf = (policies: readonly object[]) =>
  Object.fromEntries(
    policies.map((document, at) => [
      `estate-${String(at)}.json`,
      {
        guardlint: "inventory/v1",
        account: accounts[at],
        region: "eu-west-1",
        endpoints: [
          {
            id: `vpce-${String(at)}`,
            vpc: `vpc-${String(at)}`,
            service: "com.amazonaws.eu-west-1.guardduty-data",
            type: "Interface",
            policy: document,
          },
        ],
      },
    ]),
  );
const answers = async (...policies: readonly object[]) => {
  const { report } = await judged(rule, filesOf(policies));
  return policies.map((_, at) => resultAbout(report, `vpce-${String(at)}`));
};
const outside = (account: string) =>
  denyIf({ StringNotEquals: { "aws:PrincipalAccount": account } });

describe("policies that differ in their own account alone", () => {
  test("share a proof, each with its own statements", async () => {
    const found = await answers(policy(allow, outside(first)), policy(allow, outside(second)));
    expect(
      found.map(({ verdict, basis, related }) => [
        verdict,
        basis,
        related.map(({ message, place }) => [message, place.path]),
      ]),
    ).toEqual([
      ["satisfied", "proved", [["the deny `KeepOut` carries the proof", "estate-0.json"]]],
      ["satisfied", "proved", [["the deny `KeepOut` carries the proof", "estate-1.json"]]],
    ]);
  });

  test.each([
    { name: "the account of the other", document: policy(allow, outside(first)) },
    {
      name: "another operator",
      document: policy(allow, denyIf({ StringEquals: { "aws:PrincipalAccount": second } })),
    },
    {
      name: "another action",
      document: policy(allow, { ...outside(second), Action: "guardduty:Get*" }),
    },
    { name: "one more allow", document: policy(allow) },
  ])("nothing else does: $name", async ({ document }) => {
    const found = await answers(policy(allow, outside(first)), document);
    expect(found.map(({ verdict }) => verdict)).toEqual(["satisfied", "violated"]);
  });

  test("parts of ids are no account's own", async () => {
    const part = denyIf({ StringLike: { "aws:PrincipalAccount": "4444*" } });
    const found = await answers(
      policy(allow, outside(first), part),
      policy(allow, outside(second), part),
    );
    expect(found.map(({ messageId }) => messageId)).toEqual(["satisfied", "lockedOut"]);
  });
});
