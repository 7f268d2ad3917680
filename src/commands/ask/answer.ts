import type { Decision } from "../../iam/decide.ts";
import type { Layers } from "../../iam/layers.ts";
import type { RequestInput } from "../../iam/request.ts";
import { ask } from "../../iam/search/ask.ts";
import { Budget } from "../../iam/search/budget.ts";
import type { Ground } from "../../iam/search/question.ts";
import type { Reason } from "../../model/value.ts";
import { unreachable } from "../../model/unreachable.ts";
import { allowedInquiry } from "./allowed.ts";
import { changeTagInquiry } from "./change-tag.ts";
import type { AskedFamily, AskedQuestion, Inquiry } from "./question.ts";
import { useEndpointInquiry } from "./use-endpoint.ts";

/** Requests with the policies that bear on them. */
export interface Asking {
  readonly layers: Layers;
  readonly families: readonly AskedFamily[];
}

/** A request that gets through. */
export interface Through {
  readonly answer: "yes";
  readonly family: AskedFamily;
  readonly request: RequestInput;
  readonly decision: Decision;
  /** The policies that it gets through. */
  readonly layers: Layers;
}

/** Whether any of some requests gets through. */
export type Outcome =
  | Through
  | {
      readonly answer: "no";
      readonly grounds: readonly { readonly ground: Ground; readonly layers: Layers }[];
      /** Whether the answer would be another without any of them. */
      readonly least: boolean;
    }
  | { readonly answer: "cannot-tell"; readonly reasons: readonly Reason[] };

/** Work for one question: some seconds on the worst input. */
const mostSteps = 10_000_000;

/** At the most so many grounds and reasons are told. */
const mostTold = 20;

/** @returns the requests that a question is about */
export function inquiryOf(question: AskedQuestion): Inquiry {
  switch (question.kind) {
    case "change-tag":
      return changeTagInquiry(question);
    case "use-endpoint":
      return useEndpointInquiry(question);
    case "allowed":
      return allowedInquiry(question);
    default:
      return unreachable(question);
  }
}

/**
 * Asks until a request gets through.
 *
 * @param askings - one after the other
 * @param budget - for all of them
 */
export function outcomeOf(askings: readonly Asking[], budget = new Budget(mostSteps)): Outcome {
  const grounds: { readonly ground: Ground; readonly layers: Layers }[] = [];
  const reasons: Reason[] = [];
  let isOpen = false;
  let least = true;
  for (const { layers, families } of askings) {
    const answer = ask({ layers, families, budget });
    switch (answer.answer) {
      case "yes": {
        const { family, request, decision } = answer;
        return { answer: "yes", family, request, decision, layers };
      }
      case "no":
        least &&= answer.least;
        grounds.push(...answer.grounds.map((ground) => ({ ground, layers })));
        break;
      case "cannot-tell":
        isOpen = true;
        reasons.push(...answer.reasons);
    }
  }
  return isOpen
    ? { answer: "cannot-tell", reasons: reasons.slice(0, mostTold) }
    : { answer: "no", grounds: grounds.slice(0, mostTold), least };
}

/**
 * Asks whether the owner gets through, whose account may stand at one of several places.
 *
 * @param families - one for each place
 */
export function ownOutcome(layers: Layers, families: readonly AskedFamily[]): Outcome | undefined {
  const outcomes = families.map((family) => outcomeOf([{ layers, families: [family] }]));
  const [first, ...others] = outcomes;
  if (first === undefined || others.every(({ answer }) => answer === first.answer)) return first;
  const detail =
    "nothing tells at which of the places in the organisation the endpoint's account stands";
  return {
    answer: "cannot-tell",
    reasons: [{ code: "not-in-input", detail, place: undefined }],
  };
}
