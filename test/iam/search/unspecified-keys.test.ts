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
