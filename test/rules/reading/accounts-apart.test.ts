import { describe, expect, test } from "vitest";
import { AccountsApart } from "../../../src/rules/reading/accounts-apart.ts";
import { documentOf } from "./documents.ts";

const elements =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html";
const own = "111122223333";
const other = "444455556666";

const apart = (statement: object): AccountsApart =>
  new AccountsApart([documentOf({ Effect: "Deny", Action: "*", ...statement })]);
const exempting = (arn: string): AccountsApart =>
  apart({ Resource: "*", Condition: { ArnNotLike: { "aws:PrincipalArn": arn } } });

describe("accounts that policies tell from others", () => {
  test.each([
    { by: exempting("arn:aws:iam::111122223333:role/Admin"), accounts: [true, false] },
    { by: apart({ Resource: "arn:aws:eks:*:444455556666:cluster/*" }), accounts: [false, true] },
    {
      by: apart({
        Resource: "*",
        Condition: { StringEquals: { "aws:PrincipalAccount": [own, other] } },
      }),
      accounts: [true, true],
    },
    // A part of an id can be of any account.
    { by: exempting("arn:aws:iam::1111*:root"), accounts: [true, true] },
    { by: exempting("arn:aws:iam::*3333:root"), accounts: [true, true] },
    { by: exempting("arn:aws:iam::*:role/Admin"), accounts: [false, false] },
    { by: exempting("arn:aws:iam::*:role/build-9111122223333"), accounts: [true, false] },
  ])(`case %#: ${own} and ${other} are told apart: $accounts (${elements})`, ({ by, accounts }) => {
    expect([own, other].map((account) => by.has(account))).toEqual(accounts);
    expect(by.none).toBe(accounts.every((told) => !told));
  });

  test("what is no account id is taken to be told apart", () => {
    expect(apart({ Resource: "*" }).has("r-ab12")).toBe(true);
  });
});
