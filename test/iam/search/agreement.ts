/**
 * `npm run agreement -- [SEED] [QUESTIONS]`: asks the search random questions, decides the requests
 * of each one by one with both evaluators, and counts how often the answers agree. Every question is
 * made from its own seed, so that one that disagrees can be asked again alone.
 */
import fc from "fast-check";
import { judged } from "./random/judged.ts";
import { randomQuestions } from "./random/question.ts";

/** At the most so many requests of a family are decided one by one. */
const mostRequests = 40;
/** The naive evaluator looks at one of so many requests that are denied. */
const naiveEvery = 4;

const [first = 1, questions = 1000] = process.argv.slice(2).map(Number);
const counts = { yes: 0, no: 0, "cannot-tell": 0, requests: 0, disagreed: 0, missed: 0 };

/** More often than this nothing is told. */
const every = 5000;

for (let at = 1; at <= questions; at += 1) {
  const seed = first + at - 1;
  const [question] = fc.sample(randomQuestions, { seed, numRuns: 1 });
  if (question === undefined) continue;
  const { answer, requests, wrong, missed, followed } = judged(question, mostRequests, naiveEvery);
  counts[answer.answer] += 1;
  counts.requests += requests;
  if (wrong !== undefined) counts.disagreed += 1;
  const isMissed = missed && !followed;
  if (isMissed) counts.missed += 1;
  if (wrong !== undefined || isMissed) {
    const why = wrong ?? "a request that certainly gets through is not found";
    process.stdout.write(`seed ${String(seed)}: ${why}\n  ${JSON.stringify(question)}\n`);
  }
  if (at % every === 0 || at === questions) {
    process.stdout.write(
      `${String(at)} questions from seed ${String(first)}: ${JSON.stringify(counts)}\n`,
    );
  }
}
process.exitCode = counts.disagreed + counts.missed === 0 ? 0 : 1;
