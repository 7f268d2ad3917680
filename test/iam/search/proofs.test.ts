import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ask } from "../../../src/iam/search/ask.ts";
import { Budget } from "../../../src/iam/search/budget.ts";
import { proofProblem } from "./random/proof-problem.ts";
import { randomQuestions } from "./random/question.ts";
import { layersWithUnknowns } from "./random/unknown-parts.ts";

const proofs = fc
  .sample(randomQuestions, { seed: 20_261_121, numRuns: 400 })
  .flatMap((question) => {
    const layers = layersWithUnknowns(question.policies);
    const answer = ask({ layers, families: [question.family], budget: new Budget(2_000_000) });
    return answer.answer === "no" ? [{ question, layers, grounds: answer.grounds }] : [];
  });

describe("a proof is as small as can be", () => {
  test("its denies alone still let nothing through, and without any of them something may get through", () => {
    const problems = proofs.flatMap(({ question, layers, grounds }) => {
      const problem = proofProblem(layers, [question.family], grounds);
      return problem === undefined ? [] : [[problem, JSON.stringify(question)]];
    });
    expect(problems).toEqual([]);
  });

  test("the random proofs rest on denies, often on several", () => {
    const sizes = proofs.map(({ grounds }) => grounds.filter(({ kind }) => kind === "deny").length);
    expect(sizes.filter((size) => size > 0).length).toBeGreaterThan(80);
    expect(sizes.filter((size) => size > 1).length).toBeGreaterThan(20);
  });
});
