import fc from "fast-check";
import { expect, test } from "vitest";
import { decide } from "../../src/iam/decide.ts";
import { readRequestFile } from "../../src/iam/read-request.ts";
import { requestValue } from "./request-value.ts";
import type { RequestFile } from "./spec/evaluate.ts";
import { evaluate } from "./spec/evaluate.ts";
import { requestFiles } from "./spec/random.ts";

function decision(file: RequestFile): string {
  const read = readRequestFile(requestValue(file));
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join("; "));
  return decide(read.request, read.layers ?? {}).decision;
}

test("decide says what a naive evaluator of AWS's pages says", () => {
  fc.assert(
    fc.property(requestFiles, (file) => {
      expect(decision(file)).toBe(evaluate(file));
    }),
    { seed: 20_261_121, numRuns: 4_000 },
  );
}, 60_000);
