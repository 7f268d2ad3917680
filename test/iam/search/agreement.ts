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
const counts = { yes: 0, no: 0, "cannot-tell": 0 };
let requests = 0;
let wrong = 0;
let missed = 0;
for (let seed = first; seed < first + questions; seed += 1) {
  const [question] = fc.sample(randomQuestions, { seed, numRuns: 1 });
  if (question === undefined) continue;
  const found = judged(question, mostRequests, naiveEvery);
  counts[found.answer.answer] += 1;
  requests += found.requests;
  const isMissed = found.missed && !found.followed;
  if (found.wrong !== undefined) wrong += 1;
  if (isMissed) missed += 1;
  if (found.wrong !== undefined || isMissed) {
    const why = found.wrong ?? "a request that certainly gets through is not found";
    process.stdout.write(`seed ${String(seed)}: ${why}\n  ${JSON.stringify(question)}\n`);
  }
}
process.stdout.write(
  `${String(questions)} questions from seed ${String(first)}, ${String(requests)} requests decided one by one: ` +
    `${String(counts.yes)} yes, ${String(counts.no)} no, ${String(counts["cannot-tell"])} cannot tell; ` +
    `${String(wrong)} disagreed, ${String(missed)} missed\n`,
);
process.exitCode = wrong + missed === 0 ? 0 : 1;
