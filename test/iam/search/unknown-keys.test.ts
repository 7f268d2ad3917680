<<<<<<< HEAD
import { describe, expect, test } from "vitest";
import { ask } from "../../../src/iam/search/ask.ts";
import { Budget } from "../../../src/iam/search/budget.ts";
import type { KeyFamily } from "../../../src/iam/search/question.ts";
import { fullAccess, layersOf, setting } from "./families.ts";

const team = "aws:ResourceTag/team";
const unknown: KeyFamily = {
  kind: "unknown",
  reason: { code: "not-in-input", detail: "nothing tells the cluster's team", place: undefined },
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
describe("a key of which nothing is known", () => {
  const rows = [
    { condition: { StringEquals: { [team]: "web" } }, expected: "cannot-tell" },
    { condition: { StringNotEquals: { [team]: "web" } }, expected: "cannot-tell" },
    { condition: { Null: { [team]: "false" } }, expected: "cannot-tell" },
    { condition: { StringEquals: { "aws:ResourceTag/other": "web" } }, expected: "yes" },
    { condition: undefined, expected: "no" },
  ];
  test.each(rows)("a deny with $condition: $expected", ({ condition, expected }) => {
    const deny = {
      Effect: "Deny",
      Action: "eks:TagResource",
      Resource: "*",
      ...(condition === undefined ? {} : { Condition: condition }),
    };
    const layers = layersOf({ scp: [[fullAccess, { Version: "2012-10-17", Statement: [deny] }]] });
    const family = setting(undefined);
    const context = { ...family.context, [team]: unknown };
    const found = ask({
      layers,
      families: [{ ...family, context }],
      budget: new Budget(1_000_000),
    });
    expect(found.answer).toBe(expected);
  });
});
=======
import { expect, test } from "vitest";
import { ask } from "../../../src/iam/search/ask.ts";
import { Budget } from "../../../src/iam/search/budget.ts";
import { layersOf } from "./families.ts";

const page =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html";
const key = "aws:ResourceOrgID";
const org = "o-a1b2c3d4e5";

/** Whether a request without the key gets through, one with another value, and both. */
test.each([
  { condition: { StringEquals: { [key]: org } } },
  { condition: { StringNotEquals: { [key]: org } } },
  { condition: { StringNotEqualsIfExists: { [key]: org } } },
  { condition: { Null: { [key]: "true" } } },
  { condition: { Null: { [key]: "false" } } },
])(`a deny that asks for an unknown key leaves the answer open: $condition (${page})`, (row) => {
  expect(answer(row.condition)).toBe("cannot-tell");
});

test.each([
  { condition: { StringEquals: { [key]: org }, Bool: { "aws:SecureTransport": "false" } } },
  { condition: { Null: { [key]: "true" }, ArnLike: { "aws:PrincipalArn": "arn:*:iam::*:root" } } },
])("unless it lets some request go in any case: $condition", ({ condition }) => {
  expect(answer(condition)).toBe("yes");
});

function answer(condition: object): string {
  const everybody = { Principal: "*", Action: "*", Resource: "*" };
  const statements = [
    { Effect: "Allow", ...everybody },
    { Effect: "Deny", ...everybody, Condition: condition },
  ];
  return ask({
    layers: layersOf({ endpoint: [{ Version: "2012-10-17", Statement: statements }] }),
    families: [
      {
        action: "guardduty:SendSecurityTelemetry",
        principal: { kind: "one", principal: "arn:aws:iam::111122223333:role/Agent" },
        resource: ["*"],
        organization: { kind: "any" },
        context: {
          [`${key}*`]: {
            kind: "unknown",
            reason: { code: "unspecified-by-aws", detail: "AWS does not say", place: undefined },
          },
        },
      },
    ],
    budget: new Budget(1_000_000),
  }).answer;
}
>>>>>>> b124964 (A key of which nothing is known is not taken as absent by the search)
