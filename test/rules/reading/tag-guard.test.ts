import { describe, expect, test } from "vitest";
import { tagGuards } from "../../../src/rules/reading/tag-guard.ts";
import { documentOf } from "./documents.ts";

const deny = { Effect: "Deny", Action: ["eks:TagResource", "eks:UntagResource"], Resource: "*" };
const keys = (value: unknown): object => ({ "ForAnyValue:StringEquals": { "aws:TagKeys": value } });

const rows: readonly (readonly [
  what: string,
  statement: object,
  guards: boolean,
  names: boolean,
])[] = [
  ["the tag's key", { ...deny, Condition: keys("GuardDutyManaged") }, true, true],
  ["one of several keys", { ...deny, Condition: keys(["team", "GuardDutyManaged"]) }, true, true],
  ["another spelling", { ...deny, Condition: keys("guardduty_managed") }, true, true],
  ["a pattern for the key", { ...deny, Condition: keys("GuardDuty*") }, true, true],
  [
    "the given tag",
    { ...deny, Condition: { Null: { "aws:RequestTag/GuardDutyManaged": "false" } } },
    true,
    true,
  ],
  [
    "a key of EC2",
    { ...deny, Condition: { Null: { "ec2:ResourceTag/GuardDutyManaged": "false" } } },
    true,
    true,
  ],
  [
    "the tag of the principal",
    { ...deny, Condition: { Null: { "aws:PrincipalTag/GuardDutyManaged": "true" } } },
    true,
    true,
  ],
  [
    "everything, by the tag's key",
    { ...deny, Action: "*", Condition: keys("GuardDutyManaged") },
    true,
    true,
  ],
  [
    "all but other actions, by the key",
    { Effect: "Deny", NotAction: "iam:*", Resource: "*", Condition: keys("GuardDutyManaged") },
    true,
    true,
  ],
  ["all tagging of EKS", deny, true, false],
  ["any key", { ...deny, Condition: keys("*") }, false, false],
  ["another tag", { ...deny, Condition: keys("team") }, false, false],
  [
    "all of EKS in a Region",
    {
      ...deny,
      Action: "eks:*",
      Condition: { StringNotEquals: { "aws:RequestedRegion": "eu-west-1" } },
    },
    false,
    false,
  ],
  [
    "a role of that name",
    {
      ...deny,
      Action: "eks:*",
      Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/GuardDutyManaged" } },
    },
    false,
    false,
  ],
  [
    "the tag on instances",
    { ...deny, Action: "ec2:CreateTags", Condition: keys("GuardDutyManaged") },
    false,
    false,
  ],
  ["an allow", { ...deny, Effect: "Allow", Condition: keys("GuardDutyManaged") }, false, false],
];

describe("denies that were written for the tag", () => {
  test.each(rows)("%s", (_, statement, guards, names) => {
    const found = tagGuards("policy", documentOf(statement));
    expect(found.map(({ namesTag }) => namesTag)).toEqual(guards ? [names] : []);
  });

  test("are told apart by their Sid, or by their number where it is missing or given twice", () => {
    const one = { ...deny, Sid: "One" };
    const twice = { ...deny, Sid: "Twice" };
    const found = tagGuards("policy", documentOf(one, deny, twice, twice));
    expect(found.map(({ subject, name }) => [subject, name])).toEqual([
      ["policy: One", "The deny `One`"],
      ["policy: statement 2", "The deny in statement 2"],
      ["policy: statement 3", "The deny `Twice`"],
      ["policy: statement 4", "The deny `Twice`"],
    ]);
  });
});
