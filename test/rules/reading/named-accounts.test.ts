import { describe, expect, test } from "vitest";
import { compile } from "../../../src/iam/compile.ts";
import { mentionsOf } from "../../../src/iam/search/mentions.ts";
import { namedAccounts, namedArns } from "../../../src/rules/reading/named-accounts.ts";
import { documentOf } from "./documents.ts";

const principals =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html";

const allow = (Principal: unknown, Condition: object = {}) => ({
  Effect: "Allow",
  Principal,
  Action: "*",
  Resource: "*",
  Condition,
});

describe("the accounts that a policy names", () => {
  const rows = [
    {
      where: "an id",
      statement: allow({ AWS: "111122223333" }),
      accounts: ["111122223333"],
      arns: [],
    },
    {
      where: "an account's ARN",
      statement: allow({ AWS: "arn:aws:iam::111122223333:root" }),
      accounts: ["111122223333"],
      arns: [],
    },
    {
      where: "a role",
      statement: allow({ AWS: ["arn:aws-us-gov:iam::111122223333:role/agents/Collector"] }),
      accounts: ["111122223333"],
      arns: ["arn:aws-us-gov:iam::111122223333:role/agents/Collector"],
    },
    {
      where: "aws:PrincipalAccount, whatever its case, each once",
      statement: allow("*", {
        StringEquals: { "AWS:principalaccount": ["111122223333", "444455556666"] },
        StringLike: { "aws:PrincipalAccount": ["444455556666", "4444*"] },
      }),
      accounts: ["111122223333", "444455556666"],
      arns: [],
    },
    {
      where: "aws:PrincipalArn, with and without wildcards",
      statement: allow("*", {
        ArnLike: {
          "aws:PrincipalArn": [
            "arn:aws:iam::111122223333:role/Agent*",
            "arn:aws:iam::444455556666:user/operator",
            "arn:aws:iam::*:role/Any",
          ],
        },
      }),
      accounts: ["111122223333", "444455556666"],
      arns: ["arn:aws:iam::444455556666:user/operator"],
    },
    {
      where: "keys and principals that are of other things",
      statement: allow(
        { Service: "guardduty.amazonaws.com" },
        { StringEquals: { "aws:ResourceAccount": "111122223333" } },
      ),
      accounts: [],
      arns: [],
    },
  ];
  test.each(rows)(`$where (${principals})`, ({ statement, accounts, arns }) => {
    const document = documentOf(statement);
    const mentions = mentionsOf([compile(document)]);
    expect(namedAccounts(document, mentions)).toEqual(accounts);
    expect(namedArns(document, mentions)).toEqual(arns);
  });
});
