import { describe, expect, test } from "vitest";
import {
  account,
  operators,
  sets,
  eks,
  keyCase,
  principalArn,
  type State,
  cluster,
  policy,
  deny,
  byKey,
  about,
  verdict,
} from "./policies.ts";

describe("which conditions of a deny stop the change", () => {
  const states: readonly State[] = ["true", "false", "untagged"];
  interface Row {
    readonly condition: object;
    /** For a cluster tagged `true`, tagged `false`, and without the tag. */
    readonly expected: readonly [string, string, string];
    readonly page: string;
  }
  const holds = ["satisfied", "satisfied", "satisfied"] as const;
  const open = ["violated", "violated", "violated"] as const;
  const rows: readonly Row[] = [
    { condition: byKey, expected: holds, page: sets },
    {
      condition: { "ForAllValues:StringEquals": { "aws:TagKeys": ["GuardDutyManaged"] } },
      expected: open,
      page: sets,
    },
    {
      condition: { "ForAnyValue:StringLike": { "aws:TagKeys": ["GuardDuty*"] } },
      expected: holds,
      page: operators,
    },
    {
      condition: { "ForAnyValue:StringEquals": { "aws:TagKeys": ["guarddutymanaged"] } },
      expected: open,
      page: operators,
    },
    {
      condition: { "ForAnyValue:StringEqualsIgnoreCase": { "aws:TagKeys": ["guarddutymanaged"] } },
      expected: holds,
      page: operators,
    },
    {
      // Nothing is there to remove where there is no tag.
      condition: { Null: { "aws:RequestTag/GuardDutyManaged": "false" } },
      expected: ["violated", "violated", "satisfied"],
      page: eks,
    },
    {
      condition: { StringEquals: { "aws:RequestTag/GuardDutyManaged": "false" } },
      expected: open,
      page: eks,
    },
    {
      // The value `true` is let through: on a cluster tagged `true` it changes nothing, unless it is
      // that of another tag, whose key is `guarddutymanaged`.
      condition: { StringNotEquals: { "aws:RequestTag/GuardDutyManaged": "true" } },
      expected: ["undetermined", "violated", "violated"],
      page: keyCase,
    },
    {
      condition: { StringNotEqualsIfExists: { "aws:RequestTag/GuardDutyManaged": "true" } },
      expected: ["undetermined", "violated", "violated"],
      page: keyCase,
    },
    {
      // Whichever value counts, there is one.
      condition: { Null: { "aws:RequestTag/GuardDutyManaged": "false" } },
      expected: ["violated", "violated", "satisfied"],
      page: keyCase,
    },
    {
      condition: { Null: { "aws:ResourceTag/GuardDutyManaged": "false" } },
      expected: ["satisfied", "satisfied", "violated"],
      page: keyCase,
    },
    {
      condition: { StringEquals: { "aws:ResourceTag/GuardDutyManaged": "true" } },
      expected: ["satisfied", "violated", "violated"],
      page: keyCase,
    },
    {
      condition: { "ForAllValues:StringNotEquals": { "aws:TagKeys": ["GuardDutyManaged"] } },
      expected: open,
      page: sets,
    },
    {
      condition: { StringEquals: { "aws:TagKeys": "GuardDutyManaged" } },
      expected: ["undetermined", "undetermined", "undetermined"],
      page: sets,
    },
    { condition: { ...byKey, Bool: { "aws:ViaAWSService": "false" } }, expected: open, page: sets },
    {
      condition: { ...byKey, StringNotEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
      expected: open,
      page: sets,
    },
    {
      // The Region of a call is that of the cluster.
      condition: { ...byKey, StringEquals: { "aws:RequestedRegion": "eu-west-1" } },
      expected: holds,
      page: principalArn,
    },
    {
      condition: { ...byKey, StringEquals: { "aws:RequestedRegion": "us-east-1" } },
      expected: open,
      page: principalArn,
    },
    {
      // False for everybody who is no service itself.
      condition: { ...byKey, Bool: { "aws:PrincipalIsAWSService": "false" } },
      expected: holds,
      page: principalArn,
    },
  ];
  const cases = rows.flatMap((row) =>
    states.map((state, index) => ({ ...row, text: JSON.stringify(row.condition), state, index })),
  );
  test.each(cases)("$text, tagged $state ($page)", async (row) => {
    const files = { "estate.json": cluster(row.state), "scp.json": policy(deny(row.condition)) };
    expect(await verdict(files)).toBe(row.expected[row.index]);
  });

  test("an unconditional deny of both actions holds, of one it does not", async () => {
    const only = (Action: string) => ({
      "estate.json": cluster(),
      "scp.json": policy(deny(undefined, { Action })),
    });
    expect(await verdict(only("eks:*Tag*"))).toBe("satisfied");
    expect(await verdict(only("eks:TagResource"))).toBe("violated");
    expect(await verdict(only("eks:UntagResource"))).toBe("violated");
    expect(await verdict(only("tag:*"))).toBe("violated");
  });
});

/**
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_tagging.html
 * with the changes that GuardDuty asks for:
 * https://docs.aws.amazon.com/guardduty/latest/ug/managing-gdu-agent-eks-automatically.html
 */
describe("AWS's three statements", () => {
  const admin = `arn:aws:iam::${account}:role/GuardrailAdmin`;
  const tagging = { Action: ["eks:TagResource", "eks:UntagResource"] };
  const three = (resourceTag: string) =>
    policy(
      deny(
        {
          StringNotEquals: {
            [`${resourceTag}/GuardDutyManaged`]: "${aws:PrincipalTag/GuardDutyManaged}",
            "aws:PrincipalArn": admin,
          },
          Null: { [`${resourceTag}/GuardDutyManaged`]: false },
        },
        { ...tagging, Sid: "DenyModifyTagsIfResAuthzTagAndPrinTagDontMatch" },
      ),
      deny(
        {
          StringNotEquals: {
            "aws:RequestTag/GuardDutyManaged": "${aws:PrincipalTag/GuardDutyManaged}",
            "aws:PrincipalArn": admin,
          },
          "ForAnyValue:StringEquals": { "aws:TagKeys": ["GuardDutyManaged"] },
        },
        { ...tagging, Sid: "DenyModifyResAuthzTagIfPrinTagDontMatch" },
      ),
      deny(
        {
          StringNotEquals: { "aws:PrincipalArn": admin },
          Null: { "aws:PrincipalTag/GuardDutyManaged": true },
        },
        { ...tagging, Sid: "DenyModifyTagsIfPrinTagNotExists" },
      ),
    );

  test("taken literally, a principal tagged `false` sets `false` on a cluster tagged `true`", async () => {
    const result = await about({
      "estate.json": cluster("true"),
      "scp.json": three("ec2:ResourceTag"),
    });
    expect(result.verdict).toBe("violated");
    expect(result.witness?.request.context).toEqual({
      "aws:PrincipalTag/GuardDutyManaged": "false",
      "aws:ResourceTag/GuardDutyManaged": "true",
      "aws:RequestTag/GuardDutyManaged": "false",
    });
  });

  test("with aws:ResourceTag it rests on which of two tags counts, and without a tag on nothing", async () => {
    const scp = three("aws:ResourceTag");
    const result = await about({ "estate.json": cluster("true"), "scp.json": scp });
    expect(result.verdict).toBe("undetermined");
    expect(result.message).toContain("differ in case alone");
    expect(await verdict({ "estate.json": cluster("untagged"), "scp.json": scp })).toBe("violated");
  });

  test("to deny some keys that differ in case alone is not enough", async () => {
    const { Version, Statement } = three("aws:ResourceTag");
    const lookAlikes = deny(
      { "ForAnyValue:StringEquals": { "aws:TagKeys": ["guarddutymanaged", "GUARDDUTYMANAGED"] } },
      tagging,
    );
    const scp = { Version, Statement: [...Statement, lookAlikes] };
    const files = { "estate.json": cluster("true"), "scp.json": scp };
    expect(await verdict(files)).toBe("undetermined");
  });
});
