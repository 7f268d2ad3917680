import type { Expression } from "../../../../source/hcl/syntax.ts";
import { bool, failure, settled, type Datum, type Open } from "../datum.ts";
import { Doubts } from "../doubts.ts";
import type { Env } from "../env.ts";
import { evaluate } from "../evaluate.ts";
import { eitherOf, unknownLike } from "../unknown.ts";
import type { Call } from "./call.ts";

/** An argument of a function that goes on behind what Terraform refuses. */
export interface Attempt {
  readonly value: Datum;
  /** Why it may be refused, where it is not known whether it is. */
  readonly doubt: Open | undefined;
}

/**
 * https://developer.hashicorp.com/terraform/language/functions/try
 * https://developer.hashicorp.com/terraform/language/functions/can
 */
export const forgivingFunctions: ReadonlyMap<
  string,
  (attempts: readonly Attempt[], call: Call) => Datum
> = new Map([
  ["try", firstAccepted],
  ["can", can],
]);

/** Works out an argument of such a function. */
export function attempted(expression: Expression, env: Env): Attempt {
  const doubts = new Doubts();
  const value = settled(evaluate(expression, { ...env, doubts }));
  return { value, doubt: doubts.first };
}

/** Of an argument that may be refused and those behind it, what they have in common is known. */
function firstAccepted(attempts: readonly Attempt[], call: Call): Datum {
  let behind: Attempt | undefined;
  for (const attempt of attempts.toReversed()) {
    const { value, doubt } = attempt;
    if (isRefused(value)) continue;
    if (doubt === undefined || behind === undefined) behind = attempt;
    else {
      const cause = { ...doubt, references: [] };
      behind = { value: eitherOf(call.at, cause, value, behind.value), doubt: behind.doubt };
    }
  }
  if (behind === undefined) return failure(call.at, "none of the expressions can be worked out");
  if (behind.doubt !== undefined) call.env.doubts?.add(behind.doubt);
  return behind.value;
}

function can([attempt]: readonly Attempt[], call: Call): Datum {
  if (attempt === undefined) return failure(call.at, "the function has no argument");
  if (isRefused(attempt.value)) return bool(false, call.at);
  return attempt.doubt === undefined
    ? bool(true, call.at)
    : unknownLike(call.at, { ...attempt.doubt, references: [] });
}

/** Whether Terraform would refuse any part of a value. */
function isRefused(value: Datum, depth = 0): boolean {
  if (depth > 100) return false;
  if (value.kind === "open") return value.error;
  if (value.kind === "list") return value.items.some((item) => isRefused(item, depth + 1));
  if (value.kind !== "map") return false;
  return [...value.entries.values()].some((entry) => isRefused(entry.value, depth + 1));
}
