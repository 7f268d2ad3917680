import { expect, test } from "vitest";
import { ask } from "../../../src/iam/search/ask.ts";
import { Budget } from "../../../src/iam/search/budget.ts";
import { layersOf } from "./families.ts";

const keys =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html";
const role = "arn:aws:iam::111122223333:role/Agent";
const user = "arn:aws:iam::111122223333:user/ops/ana";
const service = "eks.amazonaws.com";

test.each([
  { principal: role, condition: { Bool: { "aws:PrincipalIsAWSService": "true" } }, answer: "no" },
  { principal: role, condition: { Bool: { "aws:PrincipalIsAWSService": "false" } }, answer: "yes" },
  {
    principal: service,
    condition: { Bool: { "aws:PrincipalIsAWSService": "true" } },
    answer: "yes",
  },
  { principal: role, condition: { Null: { "aws:PrincipalServiceName": "false" } }, answer: "no" },
  {
    principal: service,
    condition: { StringEquals: { "aws:PrincipalServiceName": service } },
    answer: "yes",
  },
  {
    principal: service,
    condition: { StringEquals: { "aws:PrincipalServiceName": "ec2.amazonaws.com" } },
    answer: "no",
  },
  { principal: user, condition: { StringEquals: { "aws:username": "ana" } }, answer: "yes" },
  { principal: user, condition: { StringEquals: { "aws:username": "bob" } }, answer: "no" },
  { principal: role, condition: { StringLike: { "aws:username": "*" } }, answer: "no" },
])(`keys that follow from $principal are not free: $condition is $answer (${keys})`, (row) => {
  const statement = {
    Effect: "Allow",
    Principal: "*",
    Action: "*",
    Resource: "*",
    Condition: row.condition,
  };
  const layers = layersOf({ endpoint: [{ Version: "2012-10-17", Statement: statement }] });
  const answer = ask({
    layers,
    families: [
      {
        action: "guardduty:SendSecurityTelemetry",
        principal: { kind: "one", principal: row.principal },
        resource: ["*"],
        organization: { kind: "any" },
        context: {},
      },
    ],
    budget: new Budget(1_000_000),
  });
  expect(answer.answer).toBe(row.answer);
});
