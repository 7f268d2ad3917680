import { expect, test } from "vitest";
import { mentionedKeys } from "../../../src/iam/sample/mentions.ts";
import { documentOf } from "../../rules/reading/documents.ts";

test("keys of conditions, and those of policy variables in values and resources", () => {
  const document = documentOf({
    Effect: "Deny",
    Action: "*",
    Resource: "arn:aws:s3:::${aws:username}/*",
    Condition: {
      StringNotEquals: { "aws:RequestTag/Team": "${aws:PrincipalTag/Team}" },
      "ForAnyValue:StringLike": { "aws:TagKeys": ["Team", "Cost*"] },
      Null: { "AWS:REQUESTTAG/team": "false" },
    },
  });
  const told = [...mentionedKeys([document])].map(([key, { families, values }]) => ({
    key,
    families: [...families],
    values: [...values],
  }));
  expect(told).toEqual([
    { key: "aws:requesttag/team", families: ["string", "null"], values: ["false"] },
    { key: "aws:principaltag/team", families: ["string"], values: [] },
    { key: "aws:tagkeys", families: ["string"], values: ["Team", "Cost*"] },
    { key: "aws:username", families: [], values: [] },
  ]);
});

test("a key is spelt as a person wrote it, if anybody did", () => {
  const document = documentOf(
    {
      Effect: "Deny",
      Action: "*",
      Resource: "*",
      Condition: { StringNotEquals: { "aws:RequestTag/a": "${aws:PrincipalTag/Team}" } },
    },
    {
      Effect: "Deny",
      Action: "*",
      Resource: "*",
      Condition: { Null: { "aws:PrincipalTag/Team": "true" } },
    },
  );
  expect(mentionedKeys([document]).get("aws:principaltag/team")).toEqual({
    name: "aws:PrincipalTag/Team",
    families: new Set(["string", "null"]),
    values: new Set(["true"]),
  });
});
