import { describe, expect, test } from "vitest";
import { exemptArns, restsAfter } from "../../../src/rules/reading/exempt-arns.ts";

const operators =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN";
const home = { partition: "aws", account: "111122223333" };

describe("the roles of an account that an exemption lets go", () => {
  const rows = [
    { pattern: "arn:aws:iam::*:role/Admin", roles: ["Admin"] },
    { pattern: "arn:aws:iam::111122223333:role/Admin*", roles: ["Admin*"] },
    { pattern: "arn:aws:iam::444455556666:role/Admin", roles: [] },
    { pattern: "arn:aws-us-gov:iam::*:role/Admin", roles: [] },
    { pattern: "arn:*:iam::${aws:PrincipalAccount}:role/A?", roles: ["A?"] },
    { pattern: "arn:aws:iam::*:role/${aws:PrincipalTag/team}", roles: ["*"] },
    { pattern: "arn:aws:iam::*:*", roles: ["*"] },
    { pattern: "arn:aws:iam::*:*/Admin", roles: ["*/Admin", "Admin"] },
    { pattern: "arn:aws:iam::*:user/Admin", roles: [] },
    { pattern: "arn:aws:sts::*:assumed-role/Admin/*", roles: [] },
    // No wildcard crosses a colon.
    { pattern: "arn:aws:iam::*Admin", roles: [] },
    { pattern: "*", roles: [] },
    { pattern: "arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*", roles: [] },
    { pattern: "arn:aws:iam::*:role/aws-service-role/*", roles: [] },
  ];
  test.each(rows)(`$pattern: $roles (${operators})`, ({ pattern, roles }) => {
    const found = exemptArns({ kind: "arn", pattern, byComponent: true }, "role", home);
    expect(found).toEqual(roles.map((name) => `arn:aws:iam::111122223333:role/${name}`));
  });

  test("as one text, wildcards cross everything", () => {
    const exempted = { kind: "arn", pattern: "arn:aws:iam::*Admin", byComponent: false } as const;
    expect(exemptArns(exempted, "role", home)).toEqual(["arn:aws:iam::111122223333:role/*Admin"]);
    expect(exemptArns(exempted, "user", home)).toEqual(["arn:aws:iam::111122223333:user/*Admin"]);
  });
});

test.each([
  { pattern: "role/Admin", start: "role/", rests: ["Admin"] },
  { pattern: "r*", start: "role/", rests: ["*"] },
  { pattern: "*e/Admin", start: "role/", rests: ["*e/Admin", "Admin"] },
  { pattern: "*", start: "", rests: ["*"] },
  { pattern: "????/x", start: "role/", rests: ["x"] },
  { pattern: "user/*", start: "role/", rests: [] },
  { pattern: "**/**", start: "role/", rests: ["**/**", "*/**", "**"] },
])("what $pattern asks after $start: $rests", ({ pattern, start, rests }) => {
  expect(restsAfter(pattern, start)).toEqual(rests);
});
