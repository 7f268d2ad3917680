import { describe, expect, test } from "vitest";
import { asked, fullAccess, policy } from "./asked.ts";

const operators =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html";
const sets =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html";
const principalArn =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn";
const eks = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_eks.html";
const scps =
  "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html";

const account = "111122223333";
const admin = "arn:aws:iam::*:role/Admin";
const cluster = { name: "payments", account };

function guard(condition: object, action: string | readonly string[] = "eks:*Tag*"): object {
  const deny = {
    Sid: "Guard",
    Effect: "Deny",
    Action: action,
    Resource: "*",
    Condition: condition,
  };
  return { scp: [[fullAccess, policy(deny)]] };
}
const tagged = { "aws:TagKeys": ["GuardDutyManaged"] };
const protectedTag = { "ForAnyValue:StringEquals": tagged };

describe("who can change the tag, by the condition of a deny", () => {
  test.each([
    { condition: protectedTag, answer: "no", page: sets },
    { condition: { "ForAllValues:StringEquals": tagged }, answer: "yes", page: sets },
    {
      condition: { Null: { "aws:RequestTag/GuardDutyManaged": "false" } },
      answer: "yes",
      page: eks,
    },
    {
      condition: { ...protectedTag, Null: { "ec2:ResourceTag/GuardDutyManaged": "false" } },
      answer: "yes",
      page: eks,
    },
    {
      condition: { ...protectedTag, StringNotLike: { "aws:PrincipalTag/team": "*" } },
      answer: "yes",
      page: operators,
    },
    { condition: { StringEquals: tagged }, answer: "cannot-tell", page: sets },
    {
      condition: { ...protectedTag, ArnNotLike: { "aws:PrincipalArn": admin } },
      answer: "no",
      page: principalArn,
    },
    {
      condition: { ...protectedTag, ArnNotLike: { "aws:PrincipalArn": `${admin}*` } },
      answer: "yes",
      page: principalArn,
    },
    {
      condition: {
        ...protectedTag,
        ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/aws-service-role/*" },
      },
      answer: "no",
      page: scps,
    },
  ])("$condition: $answer ($page)", ({ condition, answer }) => {
    const question = { kind: "change-tag", cluster, trusted: [admin] };
    expect(asked(question, guard(condition)).answer).toBe(answer);
  });
});

describe("what is known of the cluster decides", () => {
  const onlyTagged = guard({ Null: { "aws:ResourceTag/GuardDutyManaged": "false" } });
  test.each([
    { tags: { GuardDutyManaged: "true" }, answer: "no" },
    { tags: { GuardDutyManaged: "yes", Team: "a" }, answer: "no" },
    { tags: {}, answer: "yes" },
    { tags: { Team: "a" }, answer: "yes" },
    { tags: undefined, answer: "yes" },
    // Names of condition keys have no case:
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
    { tags: { guarddutymanaged: "x" }, answer: "no" },
  ])("a deny for clusters that have the tag, tags $tags: $answer", ({ tags, answer }) => {
    const question = { kind: "change-tag", cluster: { ...cluster, tags } };
    expect(asked(question, onlyTagged).answer).toBe(answer);
  });

  test("two tags that one condition key means leave it open", () => {
    const tags = { GuardDutyManaged: "true", guarddutymanaged: "x" };
    const condition = { StringEquals: { "aws:ResourceTag/GuardDutyManaged": "true" } };
    const question = { kind: "change-tag", cluster: { ...cluster, tags } };
    const { answer, because } = asked(question, guard(condition));
    expect(answer).toBe("cannot-tell");
    expect(because).toMatchObject([{ kind: "open", code: "unspecified-by-aws" }]);
  });

  test("another tag of the cluster counts where all are known", () => {
    const policies = guard({ StringNotEquals: { "aws:ResourceTag/Stage": "dev" } });
    const dev = { kind: "change-tag", cluster: { ...cluster, tags: { Stage: "dev" } } };
    expect(asked(dev, policies).answer).toBe("yes");
    const prod = { kind: "change-tag", cluster: { ...cluster, tags: { Stage: "prod" } } };
    expect(asked(prod, policies).answer).toBe("no");
    expect(asked({ kind: "change-tag", cluster }, policies).answer).toBe("yes");
  });

  test("the present value is no change", () => {
    const question = {
      kind: "change-tag",
      cluster: { ...cluster, tags: { GuardDutyManaged: "false" } },
      operations: ["TagResource"],
    };
    const { witness } = asked(question, { scp: [[fullAccess]] });
    expect(witness?.request.context).toEqual({
      "aws:RequestTag/GuardDutyManaged": "true",
      "aws:ResourceTag/GuardDutyManaged": "false",
    });
  });
});

describe("operations", () => {
  const noTagging = guard({}, ["eks:TagResource"]);
  test.each([
    { operations: ["TagResource"], answer: "no", action: undefined },
    { operations: ["UntagResource"], answer: "yes", action: "eks:UntagResource" },
    { operations: undefined, answer: "yes", action: "eks:UntagResource" },
    { operations: ["CreateCluster"], answer: "yes", action: "eks:CreateCluster" },
  ])("$operations: $answer by $action", ({ operations, answer, action }) => {
    const found = asked({ kind: "change-tag", cluster, operations }, noTagging);
    expect([found.answer, found.witness?.request.action]).toEqual([answer, action]);
  });

  // A cluster is wrong without the tag, and with another value than `true`:
  // https://docs.aws.amazon.com/guardduty/latest/ug/how-runtime-monitoring-works-eks.html
  test.each([
    // Another tag can be meant, whose key is `guarddutymanaged`: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
    {
      unless: { StringNotEquals: { "aws:RequestTag/GuardDutyManaged": "true" } },
      answer: "cannot-tell",
    },
    {
      unless: { StringNotEqualsIfExists: { "aws:RequestTag/GuardDutyManaged": "true" } },
      answer: "cannot-tell",
    },
    { unless: { "ForAllValues:StringLike": { "aws:TagKeys": "*" } }, answer: "no" },
    {
      unless: {
        StringNotEquals: { "aws:RequestTag/GuardDutyManaged": "true" },
        Null: { "aws:RequestTag/GuardDutyManaged": "false" },
      },
      answer: "yes",
    },
    { unless: { StringEquals: { "aws:RequestTag/GuardDutyManaged": "false" } }, answer: "yes" },
    // There is no resource that could have a tag: https://docs.aws.amazon.com/service-authorization/latest/reference/list_eks.html
    { unless: { Null: { "aws:ResourceTag/GuardDutyManaged": "false" } }, answer: "yes" },
  ])("creation under a deny where $unless: $answer", ({ unless, answer }) => {
    const question = { kind: "change-tag", cluster, operations: ["CreateCluster"] };
    expect(asked(question, guard(unless, "eks:CreateCluster")).answer).toBe(answer);
  });
});

describe("what is known of the request decides", () => {
  test.each([
    { context: {}, answer: "yes" },
    { context: { "aws:SourceIp": "203.0.113.7" }, answer: "no" },
    { context: { "aws:SourceIp": "198.51.100.7" }, answer: "yes" },
    { context: { "AWS:sourceip": null }, answer: "yes" },
    { context: { "aws:SourceIp": [] }, answer: "yes" },
  ])("a deny by address, $context: $answer", ({ context, answer }) => {
    const policies = guard({ IpAddress: { "aws:SourceIp": "203.0.113.0/24" } });
    expect(asked({ kind: "change-tag", cluster, context }, policies).answer).toBe(answer);
  });

  test.each([
    { organization: { id: "o-a1b2c3d4e5" }, answer: "no" },
    { organization: { id: "o-z9y8x7w6v5" }, answer: "yes" },
    { organization: null, answer: "yes" },
    { organization: undefined, answer: "yes" },
  ])("a deny in one organisation, $organization: $answer", ({ organization, answer }) => {
    const policies = guard({ StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } });
    expect(asked({ kind: "change-tag", cluster, organization }, policies).answer).toBe(answer);
  });

  test("the Region of the cluster's ARN is the request's", () => {
    const policies = guard({ StringNotEquals: { "aws:RequestedRegion": "eu-west-1" } });
    const inRegion = (region: string): string => {
      const arn = `arn:aws:eks:${region}:${account}:cluster/payments`;
      return asked({ kind: "change-tag", cluster: { arn } }, policies).answer;
    };
    expect([inRegion("eu-west-1"), inRegion("us-east-1")]).toEqual(["yes", "no"]);
  });

  test("principals that are asked about are of the cluster's account", () => {
    const policies = { scp: [[fullAccess]] };
    const of = (...principals: readonly string[]): readonly unknown[] => {
      const found = asked({ kind: "change-tag", cluster, principals }, policies);
      return [found.answer, found.witness?.request.principal];
    };
    expect(of(`arn:aws:iam::${account}:user/ana`)).toEqual([
      "yes",
      `arn:aws:iam::${account}:user/ana`,
    ]);
    expect(of("arn:aws:iam::*:role/ops/*")).toEqual(["yes", `arn:aws:iam::${account}:role/ops/x`]);
    expect(of("arn:aws:iam::444455556666:user/ana")).toEqual(["no", undefined]);
    expect(of("arn:aws:iam::*:role/aws-service-role/*")).toEqual(["no", undefined]);
    expect(of(`arn:aws:sts::${account}:assumed-role/ops/s`)).toEqual([
      "yes",
      `arn:aws:sts::${account}:assumed-role/ops/s`,
    ]);
  });
});

describe("the answer says why", () => {
  test("yes: who allows it, and the condition that let go", () => {
    const found = asked(
      { kind: "change-tag", cluster },
      guard({ "ForAllValues:StringEquals": tagged }),
    );
    expect(found).toMatchObject({
      summary: `Yes: \`arn:aws:iam::${account}:role/untrusted\` can set \`GuardDutyManaged\` to \`false\` on a cluster tagged \`true\`.`,
      because: [
        { kind: "allows", layer: "scp", level: 0, document: 0, statement: 0 },
        {
          kind: "lets-go",
          layer: "scp",
          level: 0,
          document: 1,
          statement: 0,
          sid: "Guard",
          letGo: {
            part: "condition",
            because:
              'its condition `ForAllValues:StringEquals` on `aws:TagKeys` with "GuardDutyManaged" is not met: the request has "GuardDutyManaged", "Team"',
            location: { path: "request.json" },
          },
        },
      ],
    });
  });

  test("no: the statements without which something would get through", () => {
    const useless = { Sid: "Useless", Effect: "Deny", Action: "eks:Delete*", Resource: "*" };
    const deny = (action: string): object => ({
      Sid: action.slice(4),
      Effect: "Deny",
      Action: action,
      Resource: "*",
      Condition: protectedTag,
    });
    const both = policy(useless, deny("eks:TagResource"), deny("eks:UntagResource"));
    const found = asked(
      { kind: "change-tag", cluster },
      { scp: [[fullAccess], [fullAccess, both]] },
    );
    expect(found).toMatchObject({
      summary: `No: nobody untrusted in the account ${account} can change \`GuardDutyManaged\` on the cluster \`payments\`.`,
      because: [
        { kind: "denies", layer: "scp", level: 1, document: 1, statement: 1, sid: "TagResource" },
        { kind: "denies", layer: "scp", level: 1, document: 1, statement: 2, sid: "UntagResource" },
      ],
    });
  });

  test("no: a layer that allows nothing of it", () => {
    const level = [policy({ Effect: "Allow", Action: "s3:*", Resource: "*" })];
    expect(asked({ kind: "change-tag", cluster }, { scp: [[fullAccess], level] }).because).toEqual([
      { kind: "not-allowed", layer: "scp", level: 1 },
    ]);
    // The root user of the account needs no identity policy.
    const principals = [`arn:aws:iam::${account}:role/a`];
    const found = asked({ kind: "change-tag", cluster, principals }, { identity: [] });
    expect(found.because).toEqual([{ kind: "not-allowed", layer: "grants" }]);
  });
});
