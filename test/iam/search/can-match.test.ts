import { describe, expect, test } from "vitest";
import { parsePolicy } from "../../../src/iam/document.ts";
import { compile } from "../../../src/iam/compile.ts";
import { readRequest } from "../../../src/iam/request.ts";
import { Budget } from "../../../src/iam/search/budget.ts";
import { canMatch } from "../../../src/iam/search/can-match.ts";
import type { RequestFamily } from "../../../src/iam/search/question.ts";
import { matchStatement } from "../../../src/iam/statement-match.ts";
import { requestValue } from "../request-value.ts";
import { removing, setting, untrusted } from "./families.ts";

const keys = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_eks.html";
const operators =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html";
const arns =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn";
const variables =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html";

const change = [setting("true"), setting(undefined), removing("true")];

/** Creation, whose requests carry no tags of a resource. */
const creation: RequestFamily = {
  action: "eks:CreateCluster",
  principal: untrusted,
  resource: ["*"],
  organization: { kind: "any" },
  context: {},
};

/** Asks, and holds a request that is given as the proof to the statement itself. */
function asked(
  condition: object,
  families: readonly RequestFamily[] = change,
  over: object = {},
): string {
  const statement = { Effect: "Deny", Action: "eks:*", Resource: "*", Condition: condition };
  const read = parsePolicy(
    requestValue({ Version: "2012-10-17", Statement: [statement], ...over }),
  );
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join("; "));
  const { document } = read;
  const [first] = document.statements;
  const [compiled] = compile(document).statements;
  if (first === undefined || compiled === undefined) throw new Error("no statement");
  const { version } = document;
  const found = canMatch({ statement: first, version, families, budget: new Budget(1_000_000) });
  if (found.answer === "yes") {
    const request = readRequest(found.request);
    if (!request.ok) throw new Error(request.message);
    expect(families).toContain(found.family);
    expect(matchStatement(compiled, request.request, { names: false, bounded: false }).truth).toBe(
      true,
    );
  }
  return found.answer;
}

const rows: readonly (readonly [condition: object, answer: string, page: string])[] = [
  [{ Null: { "aws:ResourceTag/GuardDutyManaged": "false" } }, "yes", keys],
  [{ Null: { "ec2:ResourceTag/GuardDutyManaged": "false" } }, "no", keys],
  [{ Null: { "eks:ResourceTag/GuardDutyManaged": "false" } }, "no", keys],
  [{ StringNotEquals: { "ec2:ResourceTag/GuardDutyManaged": "true" } }, "yes", operators],
  [{ "ForAnyValue:StringEquals": { "aws:TagKeys": "GuardDutyManaged" } }, "yes", operators],
  // Another tag of the same request can have that key: keys of tags have case.
  [{ "ForAnyValue:StringEquals": { "aws:TagKeys": "guarddutymanaged" } }, "yes", operators],
  [{ "ForAllValues:StringNotEquals": { "aws:TagKeys": "GuardDutyManaged" } }, "no", operators],
  [{ StringEquals: { "aws:TagKeys": "GuardDutyManaged" } }, "cannot-tell", operators],
  [{ ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/Team*" } }, "yes", arns],
  [{ ArnLike: { "aws:PrincipalArn": "arn:aws:sts::*:assumed-role/Team/*" } }, "no", arns],
  [{ ArnLike: { "aws:PrincipalArn": "arn:aws-cn:iam::*:role/Team" } }, "no", arns],
  [{ StringEquals: { "aws:PrincipalArn": "arn:aws:iam::*:role/Team" } }, "no", operators],
  [{ StringLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/Team" } }, "yes", operators],
];

describe("a statement can match a request of a family, or none", () => {
  test.each(rows)("%j: %s (%s)", (condition, answer) => {
    expect(asked(condition)).toBe(answer);
  });

  test(`a policy variable is literal text in a document of 2008 (${variables})`, () => {
    const own = {
      ArnLike: { "aws:PrincipalArn": "arn:aws:iam::${aws:PrincipalAccount}:role/Team" },
    };
    expect(asked(own)).toBe("yes");
    expect(asked(own, change, { Version: "2008-10-17" })).toBe("no");
  });

  test(`creation carries no tags of a resource (${keys})`, () => {
    expect(asked({ Null: { "aws:ResourceTag/GuardDutyManaged": "false" } }, [creation])).toBe("no");
    expect(asked({ Null: { "aws:RequestTag/GuardDutyManaged": "true" } }, [creation])).toBe("yes");
  });

  test("neither the effect nor the principal of a statement matters", () => {
    const tagged = { "ForAnyValue:StringEquals": { "aws:TagKeys": "GuardDutyManaged" } };
    const parts = { Action: "eks:TagResource", Resource: "*", Condition: tagged };
    for (const Effect of ["Allow", "Deny"]) {
      const statement = { ...parts, Effect, Principal: { AWS: "arn:aws:iam::999988887777:root" } };
      expect(asked({}, change, { Statement: [{ ...statement, Principal: undefined }] })).toBe(
        "yes",
      );
      const outcome = parsePolicy(requestValue({ Version: "2012-10-17", Statement: [statement] }));
      const own = outcome.ok ? outcome.document.statements[0] : undefined;
      if (own === undefined) throw new Error("no statement");
      const budget = new Budget(1_000_000);
      expect(
        canMatch({ statement: own, version: "2012-10-17", families: change, budget }).answer,
      ).toBe("yes");
    }
  });
});

describe("tag keys that a family leaves free but for some", () => {
  const others: RequestFamily = {
    ...setting("true"),
    context: {
      "aws:RequestTag/GuardDutyManaged": { kind: "absent" },
      "aws:TagKeys": { kind: "any", optional: false, unlike: ["GuardDutyManaged"] },
    },
  };

  test.each([
    [{ "ForAnyValue:StringEquals": { "aws:TagKeys": "GuardDutyManaged" } }, "no"],
    [{ "ForAnyValue:StringLike": { "aws:TagKeys": "*" } }, "yes"],
    [{ Null: { "aws:TagKeys": "true" } }, "no"],
    [{ Null: { "aws:RequestTag/GuardDutyManaged": "false" } }, "no"],
    [{ StringEquals: { "aws:RequestTag/Team": "blue" } }, "yes"],
    [
      {
        StringEquals: { "aws:RequestTag/Team": "blue" },
        "ForAllValues:StringNotEqualsIgnoreCase": { "aws:TagKeys": "Team" },
      },
      "no",
    ],
  ])("%j: %s", (condition, answer) => {
    expect(asked(condition, [others])).toBe(answer);
  });
});
