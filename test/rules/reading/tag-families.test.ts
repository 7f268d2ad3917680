import { describe, expect, test } from "vitest";
import { compile } from "../../../src/iam/compile.ts";
import { mentionsOf } from "../../../src/iam/search/mentions.ts";
import { sampleCluster, type AskedCluster } from "../../../src/rules/reading/asked-cluster.ts";
import { changeText, tagFamilies, untrustedIn } from "../../../src/rules/reading/tag-families.ts";
import { documentOf } from "./documents.ts";

const eks = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_eks.html";
const keyCase =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html";

const account = "111122223333";
const cluster: AskedCluster = {
  arn: `arn:aws:eks:eu-west-1:${account}:cluster/payments`,
  resources: [`arn:aws:eks:eu-west-1:${account}:cluster/payments`],
  account,
  partition: "aws",
  region: "eu-west-1",
  standIn: { account: false, partition: false },
  states: ["true"],
  tags: { told: [], rest: true },
};
const asker = {
  principal: { kind: "one", principal: `arn:aws:iam::${account}:role/a` },
  organization: { kind: "any" },
} as const;

const mentioning = (...keys: readonly string[]) => {
  const condition = Object.fromEntries(keys.map((key) => [key, "x"]));
  const deny = {
    Effect: "Deny",
    Action: "*",
    Resource: "*",
    Condition: { StringEquals: condition },
  };
  return mentionsOf([compile(documentOf(deny))]);
};
const families = (more: Partial<AskedCluster>, ...keys: readonly string[]) =>
  tagFamilies({ ...cluster, ...more }, asker, mentioning(...keys));
const contextOf = (more: Partial<AskedCluster>, ...keys: readonly string[]) =>
  families(more, ...keys)[0]?.context;

describe("ways to change the tag", () => {
  test.each([
    { state: "true", actions: ["eks:TagResource", "eks:UntagResource"], unlike: ["true"] },
    { state: "false", actions: ["eks:TagResource", "eks:UntagResource"], unlike: ["false"] },
    { state: "yes", actions: ["eks:TagResource", "eks:UntagResource"], unlike: ["yes"] },
    // Nothing is there to remove.
    { state: undefined, actions: ["eks:TagResource"], unlike: [] },
  ])(`of a cluster tagged $state: $actions (${eks})`, ({ state, actions, unlike }) => {
    const [set, remove] = families({ states: [state] });
    expect([set, remove].flatMap((one) => one?.action ?? [])).toEqual(actions);
    expect(set?.context["aws:RequestTag/GuardDutyManaged"]).toMatchObject({
      kind: "any",
      optional: false,
      unlike,
    });
    expect(set?.context["aws:ResourceTag/GuardDutyManaged"]).toEqual(
      state === undefined ? { kind: "absent" } : { kind: "is", values: state },
    );
    // A removal states no value of any tag.
    expect(Object.keys(remove?.context ?? {})).not.toContain("aws:RequestTag/GuardDutyManaged");
  });

  test(`two tags that differ in case alone leave the value open where policies ask for it (${keyCase})`, () => {
    const [set, ...others] = families({}, "aws:RequestTag/GuardDutyManaged");
    const settings = others.filter(({ action }) => action === "eks:TagResource");
    expect(set?.doubt).toBeUndefined();
    expect(settings.map(({ context }) => context["aws:TagKeys"])).toEqual([
      { kind: "including", values: ["GuardDutyManaged", "guarddutymanaged"] },
      { kind: "including", values: ["GuardDutyManaged", "GUARDDUTYMANAGED"] },
      { kind: "including", values: ["GuardDutyManaged", "gUARDdUTYmANAGED"] },
    ]);
    for (const { context, doubt } of settings) {
      expect(context["aws:RequestTag/GuardDutyManaged"]).not.toHaveProperty("unlike");
      expect(doubt?.code).toBe("unspecified-by-aws");
    }
  });

  test("an asterisk in a value of the tag stands for itself, and hides no other value", () => {
    const [set] = families({ states: ["*"] });
    expect(set?.context["aws:RequestTag/GuardDutyManaged"]).toMatchObject({ unlike: [] });
  });

  test("values of policies that must not be shown are not, nor very long ones", () => {
    const [set, remove] = families({});
    if (set === undefined || remove === undefined) throw new Error("no families");
    const request = (value: string) => ({
      principal: "",
      action: "",
      resource: "",
      context: { "aws:RequestTag/GuardDutyManaged": value },
    });
    expect(changeText(set, request("False"), true)).toBe(
      "set `GuardDutyManaged` to `False` on a cluster tagged `true`",
    );
    const other = "set `GuardDutyManaged` to another value on a cluster tagged `true`";
    expect(changeText(set, request("Zebra"), false)).toBe(other);
    expect(changeText(set, request("x".repeat(65)), true)).toBe(other);
    expect(changeText(remove, request("true"), true)).toBe(
      "remove `GuardDutyManaged` from a cluster tagged `true`",
    );
  });
});

describe("what follows from the cluster", () => {
  test("is stated for the keys that policies ask for, and for no other", () => {
    expect(Object.keys(contextOf({}) ?? {})).toEqual([
      "aws:ResourceTag/GuardDutyManaged",
      "aws:RequestTag/GuardDutyManaged",
    ]);
    expect(contextOf({}, "aws:RequestedRegion", "aws:ResourceAccount")).toMatchObject({
      "aws:RequestedRegion": { kind: "is", values: "eu-west-1" },
      "aws:ResourceAccount": { kind: "is", values: account },
    });
  });

  test("a Region that is not known is left open", () => {
    const context = contextOf({ region: undefined }, "aws:RequestedRegion");
    expect(context?.["aws:RequestedRegion"]).toBeUndefined();
  });

  const told = [
    { key: "Stage", value: "prod" },
    { key: "Owner", value: undefined },
  ];
  test("tags that are known are stated, and where all are, every other one is absent", () => {
    const keys = ["aws:ResourceTag/stage", "aws:ResourceTag/Owner"];
    const some = contextOf({ tags: { told, rest: true } }, ...keys);
    expect(some).toMatchObject({
      "aws:ResourceTag/Stage": { kind: "is", values: "prod" },
      "aws:ResourceTag/Owner": { kind: "any", optional: false },
    });
    expect(some?.["aws:ResourceTag/*"]).toBeUndefined();
    expect(contextOf({ tags: { told, rest: false } }, ...keys)).toMatchObject({
      "aws:ResourceTag/*": { kind: "absent" },
    });
  });

  test(`of keys that differ in case alone AWS does not say which counts (${keyCase})`, () => {
    const twice = [...told, { key: "stage", value: "test" }];
    expect(contextOf({ tags: { told: twice, rest: true } }, "aws:ResourceTag/Stage")).toMatchObject(
      { "aws:ResourceTag/Stage": { kind: "unknown" } },
    );
    const alike = [{ key: "guarddutymanaged", value: "x" }];
    expect(contextOf({ tags: { told: alike, rest: true } })).toMatchObject({
      "aws:ResourceTag/GuardDutyManaged": { kind: "unknown" },
    });
  });
});

describe("principals that nobody trusts", () => {
  test("are all of the account, without the trusted and the service-linked ones", () => {
    expect(untrustedIn(cluster, ["arn:aws:iam::${aws:PrincipalAccount}:role/Admin"])).toMatchObject(
      {
        kinds: ["role", "user", "federated-user", "root"],
        among: [`arn:aws:*::${account}:*`],
        except: [`arn:aws:iam::${account}:role/Admin`, "arn:*:iam::*:role/aws-service-role/*"],
      },
    );
  });

  test("without a cluster, any that could be there is asked about", () => {
    expect(sampleCluster(account).resources).toEqual([
      `arn:aws:eks:us-east-1:${account}:cluster/cluster`,
      `arn:aws:eks:*:${account}:cluster/*`,
    ]);
  });
});
