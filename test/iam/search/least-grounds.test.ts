import { describe, expect, test } from "vitest";
import { ask } from "../../../src/iam/search/ask.ts";
import { Budget } from "../../../src/iam/search/budget.ts";
import type { RequestFamily } from "../../../src/iam/search/question.ts";
import { fullAccess, layersOf, removing, setting } from "./families.ts";

const byKey = { "ForAnyValue:StringEquals": { "aws:TagKeys": ["GuardDutyManaged"] } };
const deny = (Sid: string, Action: string | readonly string[], Condition: object = byKey) => ({
  Sid,
  Effect: "Deny",
  Action,
  Resource: "*",
  Condition,
});
const both = deny("Both", ["eks:TagResource", "eks:UntagResource"]);
const tag = deny("Tag", "eks:TagResource");
const untag = deny("Untag", "eks:UntagResource");
const byPresence = deny("Present", "eks:TagResource", {
  Null: { "aws:RequestTag/GuardDutyManaged": "false" },
});
const families = [removing("true"), setting("true"), removing("false"), setting("false")];

const asked = (statements: readonly object[], about: readonly RequestFamily[] = families) => {
  const document = { ...fullAccess, Statement: [...fullAccess.Statement, ...statements] };
  const layers = layersOf({ scp: [[document]] });
  return ask({ layers, families: about, budget: new Budget(1_000_000) });
};
const groundsOf = (statements: readonly object[]) => {
  const answer = asked(statements);
  if (answer.answer !== "no") throw new Error(answer.answer);
  return answer.grounds.flatMap((ground) => (ground.kind === "deny" ? [ground.statement.sid] : []));
};

describe("the grounds of several families together", () => {
  test.each([
    { name: "one deny of both calls", statements: [both], needed: ["Both"] },
    { name: "one of each", statements: [tag, untag], needed: ["Untag", "Tag"] },
    { name: "one of one call beside one of both", statements: [untag, both], needed: ["Both"] },
    { name: "two of one call", statements: [byPresence, tag, untag], needed: ["Untag", "Tag"] },
  ])("$name: $needed", ({ statements, needed }) => {
    expect(groundsOf(statements)).toEqual(needed);
    const kept = statements.filter(({ Sid }) => needed.includes(Sid));
    expect(asked(kept).answer).toBe("no");
    for (const left of kept) {
      expect(asked(kept.filter((statement) => statement !== left)).answer).toBe("yes");
    }
  });
});

test("a proof that there is no work left to make smaller is still a proof", () => {
  const only = deny("Only", "*", {
    ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/*a*b*" },
  });
  const other = deny("Other", "*", { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/*b*" } });
  const user = deny("User", "*", { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:user/*" } });
  const document = { ...fullAccess, Statement: [...fullAccess.Statement, user, other, only] };
  const layers = layersOf({ scp: [[document]] });
  const answer = (steps: number) => ask({ layers, families, budget: new Budget(steps) });
  const enough = answer(1_000_000);
  expect(enough).toMatchObject({ answer: "no", least: true });
  // From some budget on there is a proof, and from a larger one on it is known to be the smallest.
  const found = Array.from({ length: 200 }, (_, at) => answer(100 * at)).map((one) =>
    one.answer === "no" ? (one.least ? "least" : "no") : one.answer,
  );
  const kinds = found.filter((one, at) => one !== found[at - 1]);
  expect(kinds).toEqual(["cannot-tell", "no", "least"]);
});
