import { describe, expect, test } from "vitest";
import { compile } from "../../../src/iam/compile.ts";
import type { AskedCluster } from "../../../src/rules/reading/asked-cluster.ts";
import { Distinctions } from "../../../src/rules/reading/distinctions.ts";
import { documentOf } from "./documents.ts";

const clusterIn = (account: string, name = "payments", more: Partial<AskedCluster> = {}) => {
  const arn = `arn:aws:eks:eu-west-1:${account}:cluster/${name}`;
  const cluster: AskedCluster = {
    arn,
    resources: [arn],
    account,
    partition: "aws",
    region: "eu-west-1",
    standIn: { account: false, partition: false },
    states: ["true"],
    tags: { told: [], rest: true },
    ...more,
  };
  return cluster;
};
const one = clusterIn("111122223333");
const other = clusterIn("444455556666");

const distinctions = (more: object) =>
  new Distinctions([
    compile(documentOf({ Effect: "Deny", Action: "eks:*", Resource: "*", ...more })),
  ]);
const when = (operator: string, key: string, value: string) =>
  distinctions({ Condition: { [operator]: { [key]: value } } });
const isAlike = (policies: Distinctions, left: AskedCluster, right: AskedCluster) =>
  policies.classOf(left, { kind: "any" }) === policies.classOf(right, { kind: "any" });

describe("which accounts policies tell apart", () => {
  test.each([
    { policies: distinctions({}), alike: true },
    { policies: when("ArnNotLike", "aws:PrincipalArn", "arn:aws:iam::*:role/Admin2"), alike: true },
    {
      policies: when(
        "ArnNotLike",
        "aws:PrincipalArn",
        "arn:aws:iam::${aws:PrincipalAccount}:role/A",
      ),
      alike: true,
    },
    { policies: when("StringEquals", "aws:PrincipalAccount", "777788889999"), alike: true },
    { policies: when("StringEquals", "aws:PrincipalAccount", "111122223333"), alike: false },
    {
      policies: when("ArnNotLike", "aws:PrincipalArn", "arn:aws:iam::444455556666:role/Admin"),
      alike: false,
    },
    { policies: when("StringLike", "aws:PrincipalAccount", "1111*"), alike: false },
    { policies: when("StringLike", "aws:PrincipalArn", "arn:aws:iam::*3:*"), alike: false },
    {
      policies: when("StringEquals", "aws:ResourceTag/o", "${aws:PrincipalAccount}"),
      alike: false,
    },
    { policies: distinctions({ Resource: "arn:aws:eks:*:*:cluster/*" }), alike: true },
    { policies: distinctions({ Resource: "arn:aws:eks:*:111122223333:cluster/*" }), alike: false },
    { policies: distinctions({ Resource: "arn:aws:eks:*:1111*:cluster/*" }), alike: false },
  ])("%#: alike $alike", ({ policies, alike }) => {
    expect(isAlike(policies, one, other)).toBe(alike);
  });
});

describe("which clusters policies tell apart", () => {
  const prod = clusterIn("111122223333", "prod-1");
  const further = clusterIn("111122223333", "prod-2");

  test("by the resources that mean them", () => {
    const policies = distinctions({ Resource: "arn:aws:eks:*:*:cluster/prod-*" });
    expect(isAlike(policies, prod, further)).toBe(true);
    expect(isAlike(policies, prod, one)).toBe(false);
  });

  test("one by one, where a resource depends on the request", () => {
    const policies = distinctions({ Resource: "arn:aws:eks:*:*:cluster/${aws:username}" });
    expect(isAlike(policies, prod, further)).toBe(false);
  });

  test.each([
    { key: "aws:RequestedRegion", more: { region: "us-east-1" } },
    {
      key: "aws:ResourceTag/stage",
      more: { tags: { told: [{ key: "Stage", value: "x" }], rest: true } },
    },
    { key: "aws:ResourceTag/Stage", more: { tags: { told: [], rest: false } } },
  ])("by $key, where a policy asks for it", ({ key, more }) => {
    const changed = clusterIn("111122223333", "payments", more);
    expect(isAlike(when("StringEquals", key, "x"), one, changed)).toBe(false);
    expect(isAlike(distinctions({}), one, changed)).toBe(true);
  });

  test("by what their tag is", () => {
    const untagged = clusterIn("111122223333", "payments", { states: [undefined] });
    expect(isAlike(distinctions({}), one, untagged)).toBe(false);
  });
});

test("accounts and partitions that policies name", () => {
  const policies = new Distinctions(
    [
      compile(
        documentOf({
          Effect: "Deny",
          Action: "*",
          Resource: "arn:aws-cn:eks:*:777788889999:cluster/*",
          Condition: { StringEquals: { "aws:PrincipalAccount": "111122223333" } },
        }),
      ),
    ],
    ["arn:aws:iam::444455556666:role/Admin"],
  );
  expect(policies.named).toEqual([
    { account: "111122223333", partition: undefined },
    { account: "777788889999", partition: "aws-cn" },
    { account: "444455556666", partition: "aws" },
  ]);
});
