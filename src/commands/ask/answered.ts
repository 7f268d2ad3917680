import type { Layers } from "../../iam/layers.ts";
import type { RequestInput } from "../../iam/request.ts";
import { inquiryOf, outcomeOf, ownOutcome, type Asking, type Outcome } from "./answer.ts";
import { classesOf, type Classes } from "./classes.ts";
import type { AskedQuestion, Inquiry } from "./question.ts";
import { areQuotable, writtenPolicies } from "./written-policies.ts";

/** Where the policies of a question come from. */
export interface Policies {
  /** What to ask under which policies. */
  readonly askings: readonly Asking[];
  /** What bears on the owner of an endpoint; undefined where it is not asked about. */
  readonly own: Layers | undefined;
  /** What was taken for granted, a sentence each. */
  readonly assumptions: readonly string[];
  /** As the file states them; undefined where they come from elsewhere. */
  readonly stated: object | undefined;
}

/** A request file. */
export interface Witness {
  readonly request: RequestInput;
  /** Left out where they cannot be shown. */
  readonly policies?: object;
}

/** A question with all that is to be told about it. */
export interface Answered {
  readonly question: AskedQuestion;
  readonly inquiry: Inquiry;
  readonly outcome: Outcome;
  /** Whether the endpoint's owner gets through; undefined where that is no part of the question. */
  readonly own: Outcome | undefined;
  /** Undefined where they were not asked for. */
  readonly classes: Classes | undefined;
  readonly assumptions: readonly string[];
  /** The file that confirms an outcome; undefined where there is none, or none may be shown. */
  readonly witnessOf: (outcome: Outcome) => Witness | undefined;
}

/**
 * Asks a question.
 *
 * @param question - what to ask
 * @param policies - under which
 * @param all - whether to list every class of principals that gets through
 */
export function answerTo(question: AskedQuestion, policies: Policies, all: boolean): Answered {
  const inquiry = inquiryOf(question);
  const { askings, own, stated } = policies;
  const outcome = outcomeOf(askings);
  return {
    question,
    inquiry,
    outcome,
    own: own === undefined ? undefined : ownOutcome(own, inquiry.own),
    classes: all ? (outcome.answer === "no" ? nobody : classesOf(askings)) : undefined,
    assumptions: [
      ...policies.assumptions,
      ...(outcome.answer === "yes" ? outcome.decision.assumptions : []),
      ...inquiry.assumptions,
    ],
    witnessOf: (one) => witnessOf(one, stated),
  };
}

const nobody: Classes = { classes: [], complete: true };

function witnessOf(outcome: Outcome, stated: object | undefined): Witness | undefined {
  if (outcome.answer !== "yes") return undefined;
  const { request, layers } = outcome;
  // Values of the request can come from the policies.
  if (stated === undefined && !areQuotable(layers)) return undefined;
  const policies = stated ?? writtenPolicies(layers);
  return policies === undefined ? { request } : { request, policies };
}
