import { expect, test } from "vitest";
import { decide } from "../../src/iam/decide.ts";
import { explain } from "../../src/iam/explain.ts";
import { readRequestFile } from "../../src/iam/read-request.ts";
import { requestValue } from "./request-value.ts";

const base = { Effect: "Deny", Action: "*", Resource: "*" };
const request = {
  principal: "arn:aws:iam::111122223333:role/Developer",
  action: "eks:TagResource",
  resource: "arn:aws:eks:eu-west-1:111122223333:cluster/payments",
  context: { "aws:TagKeys": ["a", "b"], "aws:username": "ana" },
};

test.each([
  [
    "identity",
    { ...base, Action: ["iam:*", "s3:*"] },
    'its `Action` "iam:*", "s3:*" does not match "eks:TagResource"',
  ],
  [
    "identity",
    { Effect: "Deny", NotAction: "eks:*", Resource: "*" },
    'its `NotAction` lists "eks:TagResource"',
  ],
  [
    "identity",
    { ...base, Resource: "arn:aws:s3:::*" },
    'its `Resource` "arn:aws:s3:::*" does not match "arn:aws:eks:eu-west-1:111122223333:cluster/payments"',
  ],
  [
    "identity",
    { Effect: "Deny", Action: "*", NotResource: "arn:aws:eks:*" },
    'its `NotResource` lists "arn:aws:eks:eu-west-1:111122223333:cluster/payments"',
  ],
  [
    "endpoint",
    { ...base, Principal: { AWS: "444455556666" } },
    "its `Principal` does not name who makes the request",
  ],
  [
    "endpoint",
    { Effect: "Allow", Action: "*", Resource: "*", NotPrincipal: { AWS: request.principal } },
    "its `NotPrincipal` lists who makes the request",
  ],
  [
    "identity",
    { ...base, Condition: { StringEquals: { "aws:username": "bo" } } },
    'its condition `StringEquals` on `aws:username` with "bo" is not met: the request has "ana"',
  ],
  [
    "identity",
    { ...base, Condition: { "ForAllValues:StringEquals": { "aws:TagKeys": "a" } } },
    'its condition `ForAllValues:StringEquals` on `aws:TagKeys` with "a" is not met: the request has "a", "b"',
  ],
  [
    "identity",
    { ...base, Condition: { Bool: { "aws:ViaAWSService": "true" } } },
    "its condition `Bool` on `aws:ViaAWSService` is not met: the request does not have the key",
  ],
  [
    "identity",
    { ...base, Condition: { Null: { "aws:username": "true" } } },
    'its condition `Null` on `aws:username` "true" is not met: the request has the key',
  ],
  [
    "identity",
    { ...base, Condition: { Same: { "aws:username": "a" } } },
    "cannot tell, because AWS has no condition operator `Same`",
  ],
  ["identity", base, undefined],
  ["rcp", { ...base, Principal: "*" }, "resource control policies do not bind `eks`"],
])("%s %j: %s", (layer, statement, expected) => {
  const policies = [{ Version: "2012-10-17", Statement: statement }];
  const read = readRequestFile(
    requestValue({ request, policies: { [layer]: layer === "rcp" ? [policies] : policies } }),
  );
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join("; "));
  const [result] = decide(read.request, read.layers ?? {}).statements;
  expect(result && explain(result, read.request)).toBe(expected);
});
