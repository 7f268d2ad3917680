import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { judged, type Judged } from "./random/judged.ts";
import { randomQuestions, type RandomQuestion } from "./random/question.ts";

/** At the most so many requests of a family are decided one by one. */
const mostRequests = 60;
/** The naive evaluator looks at one of so many requests that are denied. */
const naiveEvery = 3;

type Found = Judged & { readonly question: RandomQuestion };
let found: readonly Found[] = [];
beforeAll(() => {
  found = fc
    .sample(randomQuestions, { seed: 20_261_121, numRuns: 160 })
    .map((question) => ({ question, ...judged(question, mostRequests, naiveEvery) }));
}, 60_000);
const of = (answer: Judged["answer"]["answer"]): readonly Found[] =>
  found.filter((one) => one.answer.answer === answer);

test("answers for all requests are those of the requests decided one by one", () => {
  const wrong = found.filter((one) => one.wrong !== undefined);
  expect(wrong.map(({ question, wrong: why }) => [why, JSON.stringify(question)])).toEqual([]);
});

test("a request that certainly gets through is found, unless there are policy variables", () => {
  const missed = found.filter((one) => one.missed && !one.followed);
  expect(missed.map(({ question }) => JSON.stringify(question))).toEqual([]);
});

test("the random questions come to both answers, often, and few to neither", () => {
  expect(of("yes").length / found.length).toBeGreaterThan(0.2);
  expect(of("no").length / found.length).toBeGreaterThan(0.2);
  expect(of("cannot-tell").length / found.length).toBeLessThan(0.1);
  expect(found.filter((one) => one.unshown).length / found.length).toBeLessThan(0.05);
});
