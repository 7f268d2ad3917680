import { decide } from "../../../../src/iam/decide.ts";
import { readRequest, type Request, type RequestInput } from "../../../../src/iam/request.ts";
import { ask } from "../../../../src/iam/search/ask.ts";
import { Budget } from "../../../../src/iam/search/budget.ts";
import type { Answer } from "../../../../src/iam/search/question.ts";
import { evaluate, type Verdict } from "../../spec/evaluate.ts";
import { alwaysOf, requestsOf, spokenOf } from "./enumeration.ts";
import { strayOf } from "./membership.ts";
import { unknownPart, type Policies } from "./policies.ts";
import type { RandomQuestion } from "./question.ts";
import { keys } from "./world.ts";
import { concretely, layersWithUnknowns } from "./unknown-parts.ts";

/** What became of one random question. */
export interface Judged {
  readonly answer: Answer;
  /** Requests of the family that were decided one by one. */
  readonly requests: number;
  /** How the answer is wrong; undefined where it is not. */
  readonly wrong: string | undefined;
  /** For `cannot-tell`: whether some request of the family certainly gets through. */
  readonly missed: boolean;
  /** For `cannot-tell`: whether nothing shows that the policies leave it open. */
  readonly unshown: boolean;
  /** Whether a policy variable stands in the policies, so that not every value of it is tried. */
  readonly followed: boolean;
}

export const budgetOfOne = 2_000_000;

/** Asks the search, and decides the requests of the family one by one. */
export function judged({ policies, family }: RandomQuestion, most: number, naiveEvery = 1): Judged {
  const layers = layersWithUnknowns(policies);
  const answer = ask({ layers, families: [family], budget: new Budget(budgetOfOne) });
  const spoken = spokenOf(policies, family);
  const instances = concretely(policies);
  const isKnown = instances.length === 1 && !JSON.stringify(policies).includes(unknownPart);
  const unknownKey = Object.entries(family.context).find(([, { kind }]) => kind === "unknown")?.[0];
  const naive = (request: RequestInput, some: Policies): Verdict =>
    evaluate({ request, policies: some });
  const wrong: string[] = [];
  if (answer.answer === "yes") {
    const { request } = answer;
    const stray = strayOf(request, family);
    if (stray !== undefined) wrong.push(`the witness is none of the family: ${stray}`);
    const held = new Set(Object.keys(request.context ?? {}).map((key) => key.toLowerCase()));
    // What a request does not state can be anything, where all requests have it.
    const always = alwaysOf(spoken).filter((key) => family.context[key] === undefined);
    const open = [unknownKey, ...always].filter(
      (key) => key !== undefined && !held.has(key.toLowerCase()),
    );
    const variants = open.flatMap((key) => (key === undefined ? [] : variantsOf(request, key)));
    for (const one of [request, ...variants]) {
      const decision = decide(read(one), layers);
      if (decision.permitted !== "yes") wrong.push(`decide: ${decision.decision} ${shown(one)}`);
      for (const some of instances) {
        const verdict = naive(one, some);
        if (verdict !== "allowed") wrong.push(`naive: ${verdict} ${shown(one)} ${shown(some)}`);
      }
    }
  }
  let certain = false;
  let open = false;
  const requests = requestsOf(policies, family, most);
  for (const [at, request] of requests.entries()) {
    const decision = decide(read(request), layers);
    if (decision.permitted === "no" && at % naiveEvery !== 0) continue;
    const verdicts = new Set(instances.map((some) => naive(request, some)));
    if (isKnown && !verdicts.has(decision.decision))
      wrong.push(
        `evaluators differ: ${decision.decision} ${[...verdicts].join()} ${shown(request)}`,
      );
    const gets = [...verdicts].some(
      (one) => one === "allowed" || (one === "undetermined" && decision.permitted !== "no"),
    );
    if (decision.permitted !== "no" || gets) open = true;
    if (answer.answer === "no" && (decision.permitted !== "no" || gets))
      wrong.push(`gets through: ${decision.permitted} ${[...verdicts].join()} ${shown(request)}`);
    const allowed = decision.permitted === "yes" && verdicts.size === 1 && verdicts.has("allowed");
    if (allowed && unknownKey === undefined) certain = true;
    if (wrong.length > 0) break;
  }
  if (answer.answer === "cannot-tell") {
    if (answer.reasons.length === 0) wrong.push("cannot tell without a reason");
    if (answer.request !== undefined && unknownKey === undefined) {
      const stray = strayOf(answer.request, family);
      if (stray !== undefined) wrong.push(`the open request is none of the family: ${stray}`);
      const request = readRequest(answer.request);
      const permitted = request.ok ? decide(request.request, layers).permitted : "unreadable";
      const isTried = answer.reasons.every(({ code }) => code !== "too-large");
      if (isTried && permitted !== "unknown")
        wrong.push(`the open request is not open: ${permitted}`);
    }
  }
  return {
    answer,
    requests: requests.length,
    wrong: wrong[0],
    missed: answer.answer === "cannot-tell" && certain,
    followed: JSON.stringify(policies).includes("${"),
    unshown: answer.answer === "cannot-tell" && !open,
  };
}

/** The request with values of a key that it does not state. */
function variantsOf(request: RequestInput, key: string): readonly RequestInput[] {
  const values = keys.find(({ name }) => name === key)?.had ?? [];
  return values.map((value) => ({ ...request, context: { ...request.context, [key]: value } }));
}

function read(input: RequestInput): Request {
  const outcome = readRequest(input);
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.request;
}

function shown(value: unknown): string {
  return JSON.stringify(value);
}
