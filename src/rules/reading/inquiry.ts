import type { Layers } from "../../iam/layers.ts";
import { ask } from "../../iam/search/ask.ts";
import { Budget } from "../../iam/search/budget.ts";
import type { Answer, RequestFamily } from "../../iam/search/question.ts";
import type { Reason } from "../../model/value.ts";

/** Steps that one question may take: a typical one takes ten to fifty thousand. */
const mostSteps = 7_500_000;

/** Steps that all questions of one rule in a run may take together: some seconds. */
const mostStepsOfARun = 45_000_000;

const tooMany: Reason = {
  code: "too-large",
  detail: "the policies and clusters of the input raise more questions than one run asks",
  place: undefined,
};

/** Asks the questions of a rule, which share one budget, so that no input makes a run endless. */
export class Inquiry {
  readonly #budget: Budget;

  /** @param steps - for all questions together */
  constructor(steps = mostStepsOfARun) {
    this.#budget = new Budget(steps);
  }

  /** @returns whether any request of the families gets through the policies */
  ask<F extends RequestFamily>(layers: Layers, families: readonly F[]): Answer<F> {
    const budget = this.#budget.share(mostSteps);
    const answer = ask({ layers, families, budget });
    const isLast = budget.spent >= this.#budget.left;
    this.#budget.spend(budget.spent);
    if (answer.answer !== "cannot-tell" || !isLast) return answer;
    return { ...answer, reasons: [tooMany] };
  }
}
