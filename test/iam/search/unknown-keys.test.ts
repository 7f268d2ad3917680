import { describe, expect, test } from "vitest";
import { ask } from "../../../src/iam/search/ask.ts";
import { Budget } from "../../../src/iam/search/budget.ts";
import type { KeyFamily } from "../../../src/iam/search/question.ts";
import { fullAccess, layersOf, setting } from "./families.ts";

const team = "aws:ResourceTag/team";
const unknown: KeyFamily = {
  kind: "unknown",
  reason: { code: "not-in-input", detail: "nothing tells the cluster's team", place: undefined },
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
describe("a key of which nothing is known", () => {
  const rows = [
    { condition: { StringEquals: { [team]: "web" } }, expected: "cannot-tell" },
    { condition: { StringNotEquals: { [team]: "web" } }, expected: "cannot-tell" },
    { condition: { Null: { [team]: "false" } }, expected: "cannot-tell" },
    { condition: { StringEquals: { "aws:ResourceTag/other": "web" } }, expected: "yes" },
    { condition: undefined, expected: "no" },
  ];
  test.each(rows)("a deny with $condition: $expected", ({ condition, expected }) => {
    const deny = {
      Effect: "Deny",
      Action: "eks:TagResource",
      Resource: "*",
      ...(condition === undefined ? {} : { Condition: condition }),
    };
    const layers = layersOf({ scp: [[fullAccess, { Version: "2012-10-17", Statement: [deny] }]] });
    const family = setting(undefined);
    const context = { ...family.context, [team]: unknown };
    const found = ask({
      layers,
      families: [{ ...family, context }],
      budget: new Budget(1_000_000),
    });
    expect(found.answer).toBe(expected);
  });
});
