import type { Reason } from "../../model/value.ts";
import { decide, type Decision } from "../decide.ts";
import type { Layers } from "../layers.ts";
import { readRequest, type RequestInput } from "../request.ts";
import { assignments, candidateValues } from "./candidates.ts";
import { mentionedKeys, type Mention } from "./mentions.ts";

/** Whether one of a family of requests gets through. */
export interface SampledQuestion {
  readonly layers: Layers;
  /** Representative requests, the plainest first; all of them are asked. */
  readonly requests: readonly RequestInput[];
  /** Condition keys, in lower case, that requests do not choose freely beyond what they state. */
  readonly fixed: ReadonlySet<string>;
  /** How many choices of values to decide, about; each request has its share. */
  readonly budget: number;
  /** What all questions of a run may cost together. */
  readonly allowance?: Allowance;
  /** What the policies of the layers speak of, where that is known already. */
  readonly mentions?: ReadonlyMap<string, Mention>;
}

/** A number of decisions that many questions share, so that no input makes a run endless. */
export class Allowance {
  #left: number;

  /** @param decisions - how many there are */
  constructor(decisions: number) {
    this.#left = decisions;
  }

  /** @returns whether there was one left, which is now taken */
  take(): boolean {
    this.#left -= 1;
    return this.#left >= 0;
  }

  /** @returns whether one was asked for that was not there */
  isExhausted(): boolean {
    return this.#left < 0;
  }
}

const tooLarge: Reason = {
  code: "too-large",
  detail: "the policies and clusters of the input raise more questions than one run asks",
  place: undefined,
};

/**
 * The answer. `no` says that none of the requests that were asked gets through, and no more.
 */
export type SampledAnswer =
  | { readonly answer: "yes"; readonly request: RequestInput; readonly decision: Decision }
  | { readonly answer: "no"; readonly denied: Decision | undefined }
  | { readonly answer: "cannot-tell"; readonly reasons: readonly Reason[] };

const mostValues = 5;
const mostReasons = 5;

/**
 * Asks representative requests: every one as it stands, then with choices of values for the
 * condition keys that the policies depend on and the request leaves open.
 *
 * @param question - policies and requests
 */
export function askSampled(question: SampledQuestion): SampledAnswer {
  const { layers, requests, fixed } = question;
  const mentions = question.mentions ?? mentionedKeys(documentsOf(layers));
  const reasons: Reason[] = [];
  let denied: Decision | undefined;
  const allowance = question.allowance ?? new Allowance(Infinity);
  const yes = (asked: RequestInput): SampledAnswer | undefined => {
    if (!allowance.take()) return undefined;
    const read = readRequest(asked);
    if (!read.ok) return undefined;
    const decision = decide(read.request, layers);
    if (decision.permitted === "yes") return { answer: "yes", request: asked, decision };
    if (decision.permitted === "unknown" && reasons.length < mostReasons) {
      reasons.push(...decision.reasons.filter((reason) => !isTold(reason, reasons)));
    }
    if (decision.permitted === "no") denied ??= decision;
    return undefined;
  };
  for (const request of requests) {
    const answer = yes(request);
    if (answer !== undefined) return answer;
  }
  if (allowance.isExhausted()) return { answer: "cannot-tell", reasons: [tooLarge] };
  const share = Math.max(2, Math.floor(question.budget / Math.max(requests.length, 1)));
  for (const request of requests) {
    const stated = new Set(Object.keys(request.context ?? {}).map((key) => key.toLowerCase()));
    const free = [...mentions]
      .filter(([key]) => !fixed.has(key) && !stated.has(key) && !key.startsWith("aws:requesttag/"))
      .map(([, mention]) => ({ name: mention.name, values: candidateValues(mention, mostValues) }));
    for (const assignment of assignments(free, share)) {
      if (Object.keys(assignment).length === 0) continue;
      const answer = yes({ ...request, context: { ...assignment, ...request.context } });
      if (answer !== undefined) return answer;
    }
  }
  if (allowance.isExhausted()) return { answer: "cannot-tell", reasons: [tooLarge] };
  return reasons.length > 0
    ? { answer: "cannot-tell", reasons: reasons.slice(0, mostReasons) }
    : { answer: "no", denied };
}

function isTold(reason: Reason, told: readonly Reason[]): boolean {
  return told.some(({ code, detail }) => code === reason.code && detail === reason.detail);
}

function* documentsOf(layers: Layers) {
  const levels = [...(layers.scp?.levels ?? []), ...(layers.rcp?.levels ?? [])];
  const sets = [
    ...levels,
    layers.identity,
    layers["permissions-boundary"],
    layers.session,
    layers["vpc-endpoint"],
    layers.resource,
  ];
  for (const set of sets) {
    for (const { document } of set?.policies ?? []) yield document;
  }
}
