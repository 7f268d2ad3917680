import { describe, expect, test } from "vitest";
import { account, deny, guard, told, unless, answers, verdict } from "./judged.ts";

const sessionTags = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html";
const principalTag =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principaltag";
const operators =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html";
const users = "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html";
const making = "iam:CreateRole, iam:PutRolePolicy, sts:AssumeRole, eks:TagResource";

describe("principals that the guard exempts by their ARN", () => {
  const rows = [
    { exemption: unless("StringNotLike", "arn:aws:iam::*Admin"), expected: `violated: ${making}` },
    { exemption: unless("ArnNotLike", "arn:aws:iam::*:role/*"), expected: `violated: ${making}` },
    {
      exemption: unless("ArnNotLike", "arn:*:iam::*:role/*/Admin"),
      expected: `violated: ${making}`,
    },
    {
      exemption: unless("ArnNotEquals", "arn:aws:iam::${aws:PrincipalAccount}:role/Admin"),
      expected: `violated: ${making}`,
    },
    {
      exemption: unless("ArnNotLikeIfExists", "arn:aws:iam::*:role/A?"),
      expected: `violated: ${making}`,
    },
    {
      exemption: unless("ArnNotLike", "arn:aws-us-gov:iam::*:role/Admin"),
      expected: `violated: ${making}`,
    },
    // The root user cannot be made, and nobody else is exempt.
    { exemption: unless("ArnNotLike", "arn:aws:iam::*:root"), expected: "satisfied" },
    {
      exemption: unless("ArnNotLike", "arn:aws:iam::*:user/Admin*"),
      expected: "violated: iam:CreateUser, iam:PutUserPolicy, iam:CreateAccessKey, eks:TagResource",
    },
    {
      exemption: unless("ArnNotLike", `arn:aws:iam::${account}:user/Ann`),
      expected: "violated: iam:CreateAccessKey, eks:TagResource",
    },
  ];
  test.each(rows)(`$exemption: $expected (${operators})`, async ({ exemption, expected }) => {
    expect(await verdict(guard(exemption))).toBe(expected);
  });

  test.each([
    {
      denied: "iam:CreateAccessKey",
      expected: "violated: iam:UpdateLoginProfile, eks:TagResource",
    },
    { denied: ["iam:CreateAccessKey", "iam:*LoginProfile"], expected: "satisfied" },
    { denied: "iam:*", expected: "satisfied" },
  ])(`a user with $denied denied: $expected (${users})`, async ({ denied, expected }) => {
    const ann = `arn:aws:iam::${account}:user/Ann`;
    expect(await verdict(guard(unless("ArnNotLike", ann)), deny(denied, ann))).toBe(expected);
  });

  test("where everybody is exempt, there is nothing to come by", async () => {
    expect(await answers(guard(unless("ArnNotLike", "arn:aws:iam::*:*")))).toEqual([]);
  });

  /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requestedregion */
  test("a cluster that stands for any is in a Region that is open", async () => {
    const [only] = await answers(guard(unless("ArnNotLike", "arn:aws:iam::*:role/Admin")), {
      Effect: "Deny",
      NotAction: ["iam:*", "sts:*"],
      Resource: "*",
      Condition: { StringNotEquals: { "aws:RequestedRegion": "eu-central-1" } },
    });
    expect(only?.witness?.then?.at(-1)).toMatchObject({
      resource: "arn:aws:eks:eu-central-1:210987654321:cluster/cluster",
      context: { "aws:RequestedRegion": "eu-central-1" },
    });
  });

  // A wildcard is a plain character there: nobody is exempt.
  test("StringNotEquals with a wildcard is no exemption", async () => {
    const exemption = unless("StringNotEquals", "arn:aws:iam::*:role/Admin");
    expect(await answers(guard(exemption))).toEqual([]);
  });

  test("each pattern is answered for itself, once for all statements", async () => {
    const both = unless("ArnNotLike", "arn:aws:iam::*:role/A*", `arn:aws:iam::${account}:role/B`);
    const found = await answers(
      guard(both, { Sid: "One", Action: "eks:TagResource" }),
      guard(both, { Sid: "Two", Action: "eks:UntagResource" }),
      deny("iam:*", `arn:aws:iam::${account}:role/B`),
    );
    expect(found.map((result) => `${result.subject}: ${told(result)}`)).toEqual([
      `scp.json exempting arn:aws:iam::*:role/A*: violated: ${making}`,
      `scp.json exempting arn:aws:iam::${account}:role/B: satisfied`,
    ]);
    expect(found[0]?.related).toHaveLength(1);
  });
});

describe("statements that are no guard of the tag", () => {
  const wide = unless("ArnNotLike", "arn:aws:iam::*:role/Admin*");
  const rows = [
    deny("eks:*", "*", { ...wide, StringNotEquals: { "aws:RequestedRegion": "eu-west-1" } }),
    deny("*", "*", { ...wide, StringNotEquals: { "aws:RequestedRegion": "eu-west-1" } }),
    deny("eks:DeleteCluster", "*", wide),
    deny("iam:TagRole", "*", {
      ...wide,
      "ForAnyValue:StringEquals": { "aws:TagKeys": "GuardDutyManaged" },
    }),
    { Effect: "Allow", Action: "eks:*", Resource: "*", Condition: wide },
  ];
  test.each(rows)("%o has no answer", async (statement) => {
    expect(await answers(statement)).toEqual([]);
  });

  test("a guard that stops nobody has no answer: its exemption changes nothing", async () => {
    const dead = { Null: { "eks:ResourceTag/GuardDutyManaged": "false" } };
    expect(await answers(deny("eks:TagResource", "*", { ...wide, ...dead }))).toEqual([]);
  });
});

describe("principals that the guard exempts by a tag", () => {
  const byTag = { StringNotEquals: { "aws:PrincipalTag/team": "platform" } };
  const tagged = { "ForAnyValue:StringEquals": { "aws:TagKeys": "team" } };
  const session = "violated: sts:AssumeRole, sts:TagSession, eks:TagResource";
  const rows: readonly {
    readonly exemption: object;
    readonly denied: readonly object[];
    readonly expected: string;
    readonly page: string;
  }[] = [
    {
      exemption: byTag,
      denied: [],
      expected: "violated: iam:TagRole, eks:TagResource",
      page: principalTag,
    },
    {
      exemption: byTag,
      denied: [deny("iam:TagRole", "*", tagged)],
      expected: session,
      page: sessionTags,
    },
    {
      exemption: byTag,
      denied: [deny(["iam:TagRole", "sts:TagSession"], "*", tagged)],
      expected: "violated: iam:TagUser, eks:TagResource",
      page: principalTag,
    },
    {
      exemption: byTag,
      denied: [deny(["iam:TagRole", "iam:TagUser", "sts:TagSession"], "*", tagged)],
      expected: "satisfied",
      page: sessionTags,
    },
    // Other values exempt nobody.
    {
      exemption: byTag,
      denied: [
        deny(["iam:TagRole", "iam:TagUser", "sts:TagSession"], "*", {
          StringEquals: { "aws:RequestTag/team": "platform" },
        }),
      ],
      expected: "satisfied",
      page: principalTag,
    },
    {
      exemption: { StringNotLike: { "aws:PrincipalTag/team": "platform-*" } },
      denied: [
        deny(["iam:TagRole", "iam:TagUser", "sts:TagSession"], "*", {
          StringEquals: { "aws:RequestTag/team": "platform-x" },
        }),
      ],
      expected: "violated: iam:TagRole, eks:TagResource",
      page: operators,
    },
    {
      exemption: { Null: { "aws:PrincipalTag/team": "true" } },
      denied: [],
      expected: "violated: iam:TagRole, eks:TagResource",
      page: operators,
    },
    {
      exemption: {
        StringNotEquals: { "aws:RequestTag/GuardDutyManaged": "${aws:PrincipalTag/team}" },
      },
      denied: [],
      expected: "violated: iam:TagRole, eks:TagResource",
      page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html",
    },
  ];
  test.each(rows)(
    "$exemption, $denied: $expected ($page)",
    async ({ exemption, denied, expected }) => {
      expect(await verdict(guard(exemption), ...denied)).toBe(expected);
    },
  );

  /** What a principal must not have to be denied is nothing to come by. */
  test("a deny of those who have a tag is no exemption", async () => {
    const condition = { StringEquals: { "aws:PrincipalTag/team": "web" } };
    expect(await answers(guard(condition))).toEqual([]);
  });
});

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_tagging.html */
test("AWS's policy for tags of resources, with the names that GuardDuty tells: its tag is open to everybody", async () => {
  const admin = `arn:aws:iam::${account}:role/org-admins/iam-admin`;
  const eks = { Effect: "Deny", Action: ["eks:TagResource", "eks:UntagResource"], Resource: "*" };
  const found = await answers(
    {
      ...eks,
      Condition: {
        StringNotEquals: {
          "ec2:ResourceTag/GuardDutyManaged": "${aws:PrincipalTag/GuardDutyManaged}",
          "aws:PrincipalArn": admin,
        },
        Null: { "ec2:ResourceTag/GuardDutyManaged": false },
      },
    },
    {
      ...eks,
      Condition: {
        StringNotEquals: {
          "aws:RequestTag/GuardDutyManaged": "${aws:PrincipalTag/GuardDutyManaged}",
          "aws:PrincipalArn": admin,
        },
        "ForAnyValue:StringEquals": { "aws:TagKeys": ["GuardDutyManaged"] },
      },
    },
    {
      ...eks,
      Condition: {
        StringNotEquals: { "aws:PrincipalArn": admin },
        Null: { "aws:PrincipalTag/GuardDutyManaged": true },
      },
    },
  );
  expect(found.map((result) => `${result.subject}: ${told(result)}`)).toEqual([
    "scp.json exempting aws:PrincipalTag/GuardDutyManaged: violated: iam:TagRole, eks:TagResource",
    `scp.json exempting ${admin}: violated: iam:UpdateAssumeRolePolicy, sts:AssumeRole, eks:TagResource`,
  ]);
});
