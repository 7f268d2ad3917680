import { describe, expect, test } from "vitest";
import { ask } from "../../../src/iam/search/ask.ts";
import { Budget } from "../../../src/iam/search/budget.ts";
import type { RequestFamily } from "../../../src/iam/search/question.ts";
import { fullAccess, layersOf } from "./families.ts";

const variables =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable";
const keys =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html";

const byOne = (principal: string): RequestFamily => ({
  action: "eks:TagResource",
  principal: { kind: "one", principal },
  resource: ["arn:aws:eks:us-east-1:111122223333:cluster/prod"],
  organization: { kind: "any" },
  context: {},
});

const answer = (principal: string, condition: object, context: RequestFamily["context"] = {}) => {
  const deny = { Effect: "Deny", Action: "*", Resource: "*", Condition: condition };
  const layers = layersOf({ scp: [[fullAccess, { Version: "2012-10-17", Statement: [deny] }]] });
  const families = [{ ...byOne(principal), context }];
  return ask({ layers, families, budget: new Budget(100_000) }).answer;
};

const role = "arn:aws:iam::111122223333:role/Deployer";
const user = "arn:aws:iam::111122223333:user/team/bob";

describe("what follows from one principal is not chosen freely", () => {
  test.each([
    { who: user, condition: { StringEquals: { "aws:username": "bob" } }, gets: "no" },
    { who: user, condition: { StringNotEquals: { "aws:username": "bob" } }, gets: "yes" },
    { who: role, condition: { Null: { "aws:username": "true" } }, gets: "no" },
  ])("$who under $condition: $gets (" + variables + ")", ({ who, condition, gets }) => {
    expect(answer(who, condition)).toBe(gets);
  });

  test.each([
    { who: role, condition: { Bool: { "aws:PrincipalIsAWSService": "false" } }, gets: "no" },
    {
      who: "guardduty.amazonaws.com",
      condition: { Bool: { "aws:PrincipalIsAWSService": "true" } },
      // Service control policies bind no service.
      gets: "yes",
    },
    { who: role, condition: { Null: { "aws:PrincipalServiceName": "true" } }, gets: "no" },
  ])("$who under $condition: $gets (" + keys + ")", ({ who, condition, gets }) => {
    expect(answer(who, condition)).toBe(gets);
  });
});

test("what is not known of a key matters only where a policy asks for it", () => {
  const reason = { code: "unspecified-by-aws", detail: "nobody knows", place: undefined } as const;
  const unknown = { "aws:ResourceOrgID": { kind: "unknown", reason } } as const;
  expect(answer(role, { StringEquals: { "aws:PrincipalType": "User" } }, unknown)).toBe("yes");
  expect(answer(role, { StringEquals: { "aws:ResourceOrgID": "o-a1b2c3d4e5" } }, unknown)).toBe(
    "cannot-tell",
  );
});
