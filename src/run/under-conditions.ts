import { runRules, type ActiveRule } from "../engine/run-rules.ts";
import type { OpenCondition } from "../loaders/cloudformation/stack.ts";
import type { Result } from "../model/finding.ts";
import type { LinkedInputs } from "./read-estate.ts";

type Judged = ReturnType<typeof runRules>;

/** Conditions that are tried, each on its own: the work grows with their number, not with its power. */
const mostConditions = 4;

/**
 * Asks again where an answer is open and conditions of templates are: once with each condition taken
 * to hold, once with it taken not to hold, all others staying open. What is so under both is so;
 * what is wrong under one is told with the condition.
 *
 * @param read - the inputs
 * @param active - the rules that ran
 * @param judged - what they answered
 */
export async function underConditions(
  read: LinkedInputs,
  active: readonly ActiveRule[],
  judged: Judged,
): Promise<Judged> {
  const open = new Set(
    judged.results.filter(({ verdict }) => verdict === "undetermined").map(({ rule }) => rule),
  );
  const conditions = read.loaded.flatMap(({ openConditions }) => openConditions?.() ?? []);
  if (open.size === 0 || conditions.length === 0) return judged;
  const again = active.filter(({ rule }) => open.has(rule.id));
  let { results } = judged;
  for (const condition of conditions.slice(0, mostConditions)) {
    const answersIf = async (holds: boolean): Promise<ReadonlyMap<string, Result>> => {
      const estate = await read.under({ ...condition, holds });
      const { results: answers } = runRules(estate, again, read.settings);
      return new Map(answers.map((answer) => [identity(answer), answer]));
    };
    const [met, unmet] = [await answersIf(true), await answersIf(false)];
    results = results.map((result) =>
      result.verdict === "undetermined"
        ? (decided(met.get(identity(result)), unmet.get(identity(result)), condition) ?? result)
        : result,
    );
  }
  return { ...judged, results };
}

function identity({ rule, subject, place }: Result): string {
  return JSON.stringify([rule, subject, place.source.path]);
}

/**
 * What two answers say together; an answer that is missing is that of a resource that is not there.
 *
 * @returns undefined where the condition does not settle the matter
 */
function decided(
  met: Result | undefined,
  unmet: Result | undefined,
  { name }: OpenCondition,
): Result | undefined {
  const both = met !== undefined && unmet !== undefined && met.verdict === unmet.verdict;
  const shown = `\`${name}\``;
  if (both) {
    if (met.verdict === "undetermined") return undefined;
    return assuming(met, `This is so whether the condition ${shown} is true or false`);
  }
  if (met?.verdict === "violated") {
    return assuming(met, `This is so where the condition ${shown} is true`);
  }
  if (unmet?.verdict === "violated") {
    return assuming(unmet, `This is so where the condition ${shown} is false`);
  }
  // Where the resource is not there, nothing can be wrong with it.
  const only = met ?? unmet;
  return (met === undefined || unmet === undefined) && only?.verdict === "satisfied"
    ? assuming(only, `The condition ${shown} decides whether it is there`)
    : undefined;
}

function assuming(result: Result, assumption: string): Result {
  return { ...result, assumptions: [...result.assumptions, assumption] };
}
