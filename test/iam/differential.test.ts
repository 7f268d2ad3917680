import fc from "fast-check";
import { expect, test } from "vitest";
import { decide } from "../../src/iam/decide.ts";
import { readRequestFile } from "../../src/iam/read-request.ts";
import { requestFiles } from "./random-request-file.ts";
import { requestValue } from "./request-value.ts";
import { evaluate } from "./spec/evaluate.ts";
import type { RequestFile } from "./spec/request-file.ts";

function decision(file: RequestFile): string {
  const read = readRequestFile(requestValue(file));
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join("; "));
  return decide(read.request, read.layers ?? {}).decision;
}

test("a decision is what a naive evaluator of AWS's pages says", () => {
  const property = fc.property(requestFiles, (file) => {
    expect(decision(file)).toBe(evaluate(file));
  });
  fc.assert(property, { seed: 20_261_121, numRuns: 2_500 });
});

test("the random requests come to every decision, often", () => {
  const files = fc.sample(requestFiles, { seed: 20_261_121, numRuns: 500 });
  const decisions = files.map(decision);
  for (const kind of ["allowed", "explicitly-denied", "implicitly-denied", "undetermined"])
    expect(decisions.filter((found) => found === kind).length, kind).toBeGreaterThan(40);
});
