import { describe, expect, test } from "vitest";
import { decide } from "../../../src/iam/decide.ts";
import { readRequest } from "../../../src/iam/request.ts";
import { ask } from "../../../src/iam/search/ask.ts";
import { Budget } from "../../../src/iam/search/budget.ts";
import { fullAccess, layersOf, removing, setting } from "./families.ts";

const operators =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html";
const sets =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html";

const tagged = { "aws:TagKeys": ["GuardDutyManaged"] };

const rows: readonly {
  readonly condition: object;
  readonly set: string;
  readonly remove: string;
  readonly page: string;
}[] = [
  { condition: { "ForAnyValue:StringEquals": tagged }, set: "no", remove: "no", page: sets },
  { condition: { "ForAllValues:StringEquals": tagged }, set: "yes", remove: "yes", page: sets },
  {
    condition: { "ForAnyValue:StringLike": { "aws:TagKeys": ["GuardDuty*"] } },
    set: "no",
    remove: "no",
    page: operators,
  },
  {
    condition: { "ForAnyValue:StringEquals": { "aws:TagKeys": ["guarddutymanaged"] } },
    set: "yes",
    remove: "yes",
    page: operators,
  },
  {
    condition: { "ForAnyValue:StringEqualsIgnoreCase": { "aws:TagKeys": ["guarddutymanaged"] } },
    set: "no",
    remove: "no",
    page: operators,
  },
  {
    condition: { Null: { "aws:RequestTag/GuardDutyManaged": "false" } },
    set: "no",
    remove: "yes",
    page: operators,
  },
  {
    condition: { StringEquals: { "aws:RequestTag/GuardDutyManaged": "false" } },
    set: "yes",
    remove: "yes",
    page: operators,
  },
  {
    condition: { StringNotEquals: { "aws:RequestTag/GuardDutyManaged": "true" } },
    set: "yes",
    remove: "no",
    page: operators,
  },
  {
    condition: { Null: { "aws:ResourceTag/GuardDutyManaged": "false" } },
    set: "yes",
    remove: "no",
    page: operators,
  },
  {
    condition: { StringEquals: { "aws:TagKeys": "GuardDutyManaged" } },
    set: "cannot-tell",
    remove: "cannot-tell",
    page: sets,
  },
];

describe("a deny of tagging stops every change of the tag, or one gets through", () => {
  test.each(rows)("$condition: set $set, remove $remove ($page)", ({ condition, set, remove }) => {
    const deny = {
      Effect: "Deny",
      Action: ["eks:TagResource", "eks:UntagResource"],
      Resource: "*",
      Condition: condition,
    };
    const layers = layersOf({
      scp: [[fullAccess, { Version: "2012-10-17", Statement: [deny] }]],
    });
    const answer = (families: Parameters<typeof ask>[0]["families"]): string => {
      const found = ask({ layers, families, budget: new Budget(1_000_000) });
      if (found.answer === "yes") {
        const read = readRequest(found.request);
        expect(read.ok && decide(read.request, layers).decision).toBe("allowed");
      }
      return found.answer;
    };
    expect(answer([setting("true"), setting("false"), setting(undefined)])).toBe(set);
    expect(answer([removing("true"), removing("false")])).toBe(remove);
  });
});

test("a guard that speaks of ARNs of IAM alone lets federated users through", () => {
  const deny = {
    Effect: "Deny",
    Action: ["eks:TagResource", "eks:UntagResource"],
    Resource: "*",
    Condition: {
      "ForAnyValue:StringEquals": tagged,
      StringLike: { "aws:PrincipalArn": "arn:aws:iam::*" },
    },
  };
  const layers = layersOf({ scp: [[fullAccess, { Version: "2012-10-17", Statement: [deny] }]] });
  const found = ask({ layers, families: [setting("true")], budget: new Budget(1_000_000) });
  expect(found.answer === "yes" && found.request.principal).toBe(
    "arn:aws:sts::111122223333:federated-user/x",
  );
});
