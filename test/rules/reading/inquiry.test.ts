import { expect, test } from "vitest";
import { compile } from "../../../src/iam/compile.ts";
import type { RequestFamily } from "../../../src/iam/search/question.ts";
import { Inquiry } from "../../../src/rules/reading/inquiry.ts";
import { documentOf } from "./documents.ts";

const policy = compile(
  documentOf({
    Effect: "Allow",
    Action: "*",
    Resource: "*",
    Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/*/Admin" } },
  }),
);
const layers = { identity: { policies: [policy], rest: undefined } };
const family: RequestFamily = {
  action: "eks:TagResource",
  principal: {
    kind: "any",
    kinds: ["role"],
    partition: "aws",
    among: [],
    except: ["arn:aws:iam::*:role/*"],
    exceptAccounts: [],
    preferred: [],
  },
  resource: ["*"],
  organization: { kind: "any" },
  context: {},
};

test("questions are answered as long as the steps of the run last, and never passed after", () => {
  const inquiry = new Inquiry(30_000);
  const answers = Array.from({ length: 100 }, () => inquiry.ask(layers, [family]));
  expect(answers[0]?.answer).toBe("no");
  expect(answers.at(-1)).toMatchObject({
    answer: "cannot-tell",
    reasons: [
      {
        code: "too-large",
        detail: "the policies and clusters of the input raise more questions than one run asks",
      },
    ],
  });
  const first = answers.findIndex(({ answer }) => answer === "cannot-tell");
  expect(new Set(answers.slice(first).map(({ answer }) => answer))).toEqual(
    new Set(["cannot-tell"]),
  );
});
