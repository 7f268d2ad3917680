import { expect, test } from "vitest";
import type { Guard } from "../../../src/model/estate.ts";
import type { PolicyDocument } from "../../../src/model/policy.ts";
import type { Reason } from "../../../src/model/value.ts";
import { tagExemptions } from "../../../src/rules/reading/tag-exemption.ts";
import { documentOf } from "./documents.ts";

const statement = (exemption: object) => ({
  Effect: "Deny",
  Action: ["eks:TagResource", "eks:UntagResource"],
  Resource: "*",
  Condition: {
    "ForAnyValue:StringEquals": { "aws:TagKeys": ["GuardDutyManaged"] },
    ...exemption,
  },
});

function exemptedBy(document: PolicyDocument): readonly unknown[] {
  const { place } = document;
  const guard: Guard = {
    subject: "scp",
    place,
    account: { state: "absent", place },
    region: { state: "absent", place },
    kind: "scp",
    name: { state: "absent", place },
    policy: { state: "known", document, place },
    attachment: "assumed",
    targets: [],
  };
  return tagExemptions(guard).map(({ exempted }) => exempted);
}

const tag = (key: string, values?: readonly string[]) => ({ kind: "tag", key, values });

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
test.each([
  {
    exemption: { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/A*" } },
    expected: [{ kind: "arn", pattern: "arn:aws:iam::*:role/A*", byComponent: true }],
  },
  {
    exemption: { StringNotLike: { "AWS:principalARN": "*A" } },
    expected: [{ kind: "arn", pattern: "*A", byComponent: false }],
  },
  { exemption: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/A*" } }, expected: [] },
  {
    exemption: { StringNotEquals: { "aws:PrincipalTag/Team": ["a", "b"] } },
    expected: [tag("Team", ["a", "b"])],
  },
  {
    exemption: { StringNotEquals: { "aws:PrincipalTag/Team": "a*" } },
    expected: [tag("Team")],
  },
  {
    exemption: { StringNotEqualsIgnoreCase: { "aws:PrincipalTag/Team": "a" } },
    expected: [tag("Team")],
  },
  { exemption: { Null: { "aws:PrincipalTag/Team": "true" } }, expected: [tag("Team")] },
  { exemption: { Null: { "aws:PrincipalTag/Team": "false" } }, expected: [] },
  {
    exemption: { StringNotEquals: { "aws:ResourceTag/owner": "${aws:PrincipalTag/Team}" } },
    expected: [tag("Team")],
  },
  {
    exemption: { StringNotEquals: { "aws:ResourceTag/owner": "${aws:username}" } },
    expected: [],
  },
])("$exemption: $expected", ({ exemption, expected }) => {
  expect(exemptedBy(documentOf(statement(exemption)))).toEqual(expected);
});

test("a value that is not known is an exemption of its own", () => {
  const document = documentOf(
    statement({ ArnNotLike: { "aws:PrincipalArn": ["arn:aws:iam::*:role/A", "later"] } }),
  );
  const reason: Reason = {
    code: "known-after-apply",
    detail: "the role's ARN is known after apply",
    place: undefined,
  };
  const statements = document.statements.map((one) => ({
    ...one,
    conditions: one.conditions.map((condition) => ({
      ...condition,
      values: {
        ...condition.values,
        items: condition.values.items.map((item) =>
          item.kind === "text" && item.text === "later"
            ? ({ kind: "unknown", reason, place: item.place } as const)
            : item,
        ),
      },
    })),
  }));
  expect(exemptedBy({ ...document, statements })).toEqual([
    { kind: "arn", pattern: "arn:aws:iam::*:role/A", byComponent: true },
    { kind: "unknown", reason },
  ]);
});
