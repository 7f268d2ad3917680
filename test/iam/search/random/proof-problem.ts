import type { Layers } from "../../../../src/iam/layers.ts";
import { ask } from "../../../../src/iam/search/ask.ts";
import { Budget } from "../../../../src/iam/search/budget.ts";
import type { Ground, RequestFamily } from "../../../../src/iam/search/question.ts";
import { restricted } from "./restricted.ts";

/** @returns how the grounds are too many or too few for an answer of no; undefined where they are not */
export function proofProblem(
  layers: Layers,
  families: readonly RequestFamily[],
  grounds: readonly Ground[],
): string | undefined {
  const denies = grounds.flatMap((ground) => (ground.kind === "deny" ? [ground.statement] : []));
  const answer = (left: typeof denies): string =>
    ask({ layers: restricted(layers, new Set(left)), families, budget: new Budget(2_000_000) })
      .answer;
  const alone = answer(denies);
  if (alone !== "no") return `its denies alone: ${alone}`;
  for (const [at] of denies.entries()) {
    if (answer(denies.filter((_, other) => other !== at)) === "no")
      return `deny ${String(at)} of ${String(denies.length)} is not needed`;
  }
  return undefined;
}
