import { expect, test } from "vitest";
import { answerJson } from "../../../src/commands/ask/answer-json.ts";
import { answerText } from "../../../src/commands/ask/answer-text.ts";
import { inquiryOf, outcomeOf, type Outcome } from "../../../src/commands/ask/answer.ts";
import { answerTo, type Answered } from "../../../src/commands/ask/answered.ts";
import type { AllowedQuestion } from "../../../src/commands/ask/question.ts";
import { Budget } from "../../../src/iam/search/budget.ts";
import { layersOf } from "../../iam/search/families.ts";
import { violations } from "./asked.ts";

const question: AllowedQuestion = {
  kind: "allowed",
  actions: ["eks:TagResource"],
  resources: ["arn:aws:eks:us-east-1:111122223333:cluster/prod"],
  principals: ["arn:aws:*::111122223333:*"],
  trusted: ["arn:aws:iam::*:role/aws-service-role/*"],
  context: {},
  organization: undefined,
};

const deny = (pattern: string, operator: string) => ({
  Effect: "Deny",
  Action: "*",
  Resource: "*",
  Condition: { [operator]: { "aws:PrincipalArn": pattern } },
});

const layers = layersOf({
  scp: [
    [
      {
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Action: "*", Resource: "*" },
          deny("arn:aws:iam::*:role/*b*", "ArnLike"),
          deny("arn:aws:iam::*:role/*a*b*", "ArnNotLike"),
        ],
      },
    ],
  ],
});

/** The answer within the least of these budgets that is enough for a proof. */
function withLeastWork(): Answered {
  const askings = [{ layers, families: inquiryOf(question).families }];
  const policies = { askings, own: undefined, assumptions: [], stated: undefined };
  let outcome: Outcome | undefined;
  for (let steps = 100; outcome?.answer !== "no"; steps += 100) {
    outcome = outcomeOf(askings, new Budget(steps));
  }
  return { ...answerTo(question, policies, false), outcome };
}

test("a proof that there was no work left to make smaller says so", () => {
  const answered = withLeastWork();
  const json = { ...answerJson(answered, () => undefined), warnings: [] };
  expect(json).toMatchObject({ answer: "no", minimal: false });
  expect(violations("answer", json)).toBe("");
  expect(answerText(answered)).toContain("These are enough for the proof.");
});

test("one that was made as small as it gets does not", () => {
  const askings = [{ layers, families: inquiryOf(question).families }];
  const policies = { askings, own: undefined, assumptions: [], stated: undefined };
  const answered = answerTo(question, policies, false);
  expect(answered.outcome).toMatchObject({ answer: "no", least: true });
  expect(answerJson(answered, () => undefined)).not.toHaveProperty("minimal");
  expect(answerText(answered)).not.toContain("enough for the proof");
});
