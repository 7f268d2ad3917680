import type { Layers } from "../../iam/layers.ts";
import type { RequestInput } from "../../iam/request.ts";
import { ask } from "../../iam/search/ask.ts";
import { Budget } from "../../iam/search/budget.ts";
import type { Answer, RequestFamily } from "../../iam/search/question.ts";
import type { Reason } from "../../model/value.ts";
import { namesOne } from "./exempt-arns.ts";

/** One request of a chain, and how to find it. */
export interface Step {
  /**
   * Families of which one must get through, for a target that fits one of the patterns, and where
   * it is known after which request.
   */
  readonly families: (
    targets: readonly string[],
    before: RequestInput | undefined,
  ) => readonly RequestFamily[];
  readonly layers: Layers;
  /** The target that a request is about: its resource, or who makes it. */
  readonly targetOf: (request: RequestInput) => string;
}

/** Whether a chain of requests gets through. */
export type ChainAnswer =
  | {
      readonly answer: "yes";
      /** The principal that all of them are about. */
      readonly target: string;
      readonly requests: readonly RequestInput[];
    }
  | { readonly answer: "no" }
  | { readonly answer: "cannot-tell"; readonly reasons: readonly Reason[] };

/** Steps for one question, and for all of a run. */
const most = { question: 1_000_000, run: 30_000_000 };

/** Asks questions as long as the run's work lasts. */
export class Asker {
  #left = most.run;

  /** @returns what {@link ask} answers; that it cannot tell where no work is left */
  ask<F extends RequestFamily>(families: readonly F[], layers: Layers): Answer<F> {
    const budget = new Budget(Math.min(most.question, this.#left));
    const answer = ask({ families, layers, budget });
    this.#left -= Math.min(budget.spent, this.#left);
    return answer;
  }
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-names */
const principalArn = /^arn:[a-z-]+:iam::\d{12}:(?:role|user)\/(?:[!-~]+\/)?[\w+=,.@-]{1,64}$/;

const noneFound: Reason = {
  code: "too-large",
  detail:
    "every step of the way is open for some principal that the exemption fits, and none was found for which all are",
  place: undefined,
};

/**
 * Whether every step of a chain gets through for one and the same target.
 *
 * No step that no target gets through leaves a way; otherwise the targets for which single steps
 * got through are tried for all of them.
 *
 * @param targets - patterns, of which the target fits one
 */
export function solveChain(
  steps: readonly Step[],
  targets: readonly string[],
  asker: Asker,
): ChainAnswer {
  const [only, ...others] = targets;
  if (only === undefined) return { answer: "no" };
  if (others.length === 0 && namesOne(only)) return forTarget(steps, only, asker);
  const candidates = new Set<string>();
  const reasons: Reason[] = [];
  for (const step of steps) {
    const answer = asker.ask(step.families(targets, undefined), step.layers);
    if (answer.answer === "no") return { answer: "no" };
    if (answer.answer === "cannot-tell") reasons.push(...answer.reasons);
    else candidates.add(step.targetOf(answer.request));
  }
  for (const candidate of [...candidates].reverse()) {
    if (!principalArn.test(candidate)) continue;
    const answer = forTarget(steps, candidate, asker);
    if (answer.answer === "yes") return answer;
    if (answer.answer === "cannot-tell") reasons.push(...answer.reasons);
  }
  return { answer: "cannot-tell", reasons: reasons.length === 0 ? [noneFound] : reasons };
}

function forTarget(steps: readonly Step[], target: string, asker: Asker): ChainAnswer {
  const requests: RequestInput[] = [];
  const reasons: Reason[] = [];
  let before: RequestInput | undefined;
  for (const step of steps) {
    const answer = asker.ask(step.families([target], before), step.layers);
    if (answer.answer === "no") return { answer: "no" };
    if (answer.answer === "cannot-tell") {
      reasons.push(...answer.reasons);
      continue;
    }
    requests.push(answer.request);
    before = answer.request;
  }
  if (reasons.length > 0) return { answer: "cannot-tell", reasons };
  return { answer: "yes", target, requests };
}
