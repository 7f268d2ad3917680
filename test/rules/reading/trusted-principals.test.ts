import { describe, expect, test } from "vitest";
import type { Trust } from "../../../src/model/settings.ts";
import { exemptions, trustedPrincipals } from "../../../src/rules/reading/trusted-principals.ts";
import { documentOf } from "./documents.ts";

const arns =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html";

const nobody: Trust = { accounts: [], organization: undefined, principals: [] };
const deny = (
  Action: string | readonly string[],
  operator: string,
  ...values: readonly string[]
) => ({
  Effect: "Deny",
  Action,
  Resource: "*",
  Condition: { [operator]: { "aws:PrincipalArn": values } },
});
const tag = "eks:TagResource";

describe("who is trusted without a configuration", () => {
  const patterns = [
    { pattern: "arn:aws:iam::111122223333:role/Admin", trusted: true },
    { pattern: "arn:aws:iam::*:role/Admin", trusted: true },
    { pattern: "arn:aws:iam::*:role/platform/Admin", trusted: true },
    { pattern: "arn:aws:iam::${aws:PrincipalAccount}:role/Admin", trusted: true },
    {
      pattern: "arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_A_*",
      trusted: true,
    },
    { pattern: "arn:aws:iam::*:role/Admin*", trusted: false },
    { pattern: "arn:aws:iam::*:role/Admi?", trusted: false },
    { pattern: "arn:aws:iam::*:role/*/Admin", trusted: false },
    { pattern: "arn:aws:iam::*:role/${aws:PrincipalTag/team}", trusted: false },
    { pattern: "arn:aws:iam::*:user/Admin", trusted: false },
    { pattern: "arn:aws:iam::*:root", trusted: false },
    { pattern: "arn:aws:iam::1111*:role/Admin", trusted: false },
    { pattern: "arn:aws:sts::*:assumed-role/Admin/*", trusted: false },
    { pattern: "*", trusted: false },
  ];
  test.each(patterns)(`$pattern: $trusted (${arns})`, ({ pattern, trusted }) => {
    const found = trustedPrincipals(nobody, [documentOf(deny(tag, "ArnNotLike", pattern))]);
    expect(found.patterns).toEqual(trusted ? [pattern] : []);
  });

  test("a pattern of every account holds in every account, for that name alone", () => {
    const own = "arn:aws:iam::${aws:PrincipalAccount}:role/Admin";
    for (const pattern of ["arn:aws:iam::*:role/Admin", own]) {
      const trusted = trustedPrincipals(nobody, [documentOf(deny(tag, "ArnNotLike", pattern))]);
      expect(trusted.has("arn:aws:iam::444455556666:role/Admin")).toBe(true);
      expect(trusted.has("arn:aws:iam::444455556666:role/AdminEvil")).toBe(false);
      expect(trusted.has("arn:aws-us-gov:iam::444455556666:role/Admin")).toBe(false);
    }
  });

  test("the configuration alone decides where it names somebody, and nothing is assumed", () => {
    const trust = { ...nobody, principals: ["arn:aws:iam::*:role/platform/*"] };
    const documents = [documentOf(deny(tag, "ArnNotLike", "arn:aws:iam::*:role/Admin"))];
    const trusted = trustedPrincipals(trust, documents);
    const { patterns, assumptions } = trusted;
    expect({ patterns, assumptions }).toEqual({
      patterns: ["arn:aws:iam::*:role/platform/*"],
      assumptions: [],
    });
    expect(trusted.has("arn:aws:iam::111122223333:role/Admin")).toBe(false);
    expect(trusted.has("arn:aws:iam::111122223333:role/platform/Any")).toBe(true);
  });
});

describe("whom a policy exempts", () => {
  const admin = "arn:aws:iam::*:role/Admin";
  const rows = [
    { statement: "a deny of tagging", document: deny(tag, "ArnNotLike", admin), found: [admin] },
    { statement: "ArnNotEquals", document: deny(tag, "ArnNotEquals", admin), found: [admin] },
    {
      statement: "StringNotLikeIfExists",
      document: deny("*", "StringNotLikeIfExists", admin),
      found: [admin],
    },
    {
      statement: "StringNotEquals, in which a wildcard is literal",
      document: deny(tag, "StringNotEquals", admin),
      found: [],
    },
    {
      statement: "StringNotEquals with a whole ARN",
      document: deny(tag, "StringNotEquals", "arn:aws:iam::111122223333:role/Admin"),
      found: ["arn:aws:iam::111122223333:role/Admin"],
    },
    { statement: "a positive operator", document: deny(tag, "ArnLike", admin), found: [] },
    {
      statement: "an allow",
      document: { ...deny(tag, "ArnNotLike", admin), Effect: "Allow" },
      found: [],
    },
    {
      statement: "a deny of other actions",
      document: deny("ec2:*", "ArnNotLike", admin),
      found: [],
    },
    {
      statement: "a deny of actions in another case",
      document: deny("EKS:untag*", "ArnNotLike", admin),
      found: [admin],
    },
    {
      statement: "a deny of all but other actions",
      document: {
        Effect: "Deny",
        NotAction: "iam:*",
        Resource: "*",
        Condition: { ArnNotLike: { "aws:principalarn": admin } },
      },
      found: [admin],
    },
    {
      statement: "a deny of all but tagging",
      document: {
        Effect: "Deny",
        NotAction: "eks:*",
        Resource: "*",
        Condition: { ArnNotLike: { "aws:PrincipalArn": admin } },
      },
      found: [],
    },
  ];
  test.each(rows)(`$statement (${arns})`, ({ document, found }) => {
    expect([...exemptions([documentOf(document)])]).toEqual(found);
  });
});
