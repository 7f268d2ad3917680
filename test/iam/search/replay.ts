import { decide } from "../../../src/iam/decide.ts";
import { readRequest, type RequestInput } from "../../../src/iam/request.ts";
import type { RequestFile } from "../spec/request-file.ts";
import { evaluate } from "../spec/evaluate.ts";
import { layersOf } from "./families.ts";

/** @returns what `decide` says of a request, and what the naive evaluator does */
export function replayed(
  request: RequestInput,
  policies: NonNullable<RequestFile["policies"]>,
): readonly [string, string] {
  const read = readRequest(request);
  if (!read.ok) return [read.message, read.message];
  const { decision } = decide(read.request, layersOf(policies));
  return [decision, evaluate({ request, policies })];
}
