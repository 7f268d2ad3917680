import type { Reason } from "../../model/value.ts";
import { decide, type Decision } from "../decide.ts";
import type { Layers } from "../layers.ts";
import { readRequest, type Request, type RequestInput } from "../request.ts";
import { OutOfBudget } from "./budget.ts";
import type { Formula } from "./formula.ts";
import { Gates } from "./gates.ts";
import type { Language } from "./language.ts";
import { brokenLimit, keepsLimit, withPath } from "./name-limits.ts";
import { Clauses, type Reading } from "./clauses.ts";
import { Prepared, type Part } from "./prepared.ts";
import { isNone, leastGrounds, leastTogether, type Proof } from "./proof.ts";
import type { Answer, Question, RequestFamily } from "./question.ts";
import { solve } from "./solver.ts";
import type { Work } from "./work.ts";
import { universeOf, type Universe } from "./universe.ts";
import type { Model } from "./variable.ts";

/** For fewer formulas values are looked for anew, since those that met some need not be short. */
const manyFormulas = 48;

/** At the most so many reasons are told. */
const mostReasons = 5;

/**
 * Answers whether any request of the families gets through, for all of them: with a request that
 * does, or with the statements that stop every one.
 *
 * Only what a request has met so far is asked of the next: values are found that meet it, and
 * `decide` judges the request that they make. What stops that one is added, until a request gets
 * through or none is left. So a request that is returned has been decided, and the statements of a
 * proof are few.
 */
export function ask<F extends RequestFamily>(question: Question<F>): Answer<F> {
  const proofs: Proof[] = [];
  const reasons: Reason[] = [];
  let open: RequestInput | undefined;
  let isOpen = false;
  const prepared = new Prepared(question);
  for (const family of question.families) {
    for (const answer of answersOf(family, question, prepared)) {
      switch (answer.kind) {
        case "yes":
          return { answer: "yes", family, request: answer.request, decision: answer.decision };
        case "no":
          proofs.push(answer);
          break;
        case "cannot-tell":
          isOpen = true;
          open ??= answer.request;
          for (const reason of answer.reasons) if (!isTold(reason, reasons)) reasons.push(reason);
      }
    }
  }
  if (isOpen)
    return { answer: "cannot-tell", reasons: reasons.slice(0, mostReasons), request: open };
  return { answer: "no", ...leastTogether(proofs, prepared.work) };
}

/**
 * The answer for a family; where it is open as long as any session of a role may make a request,
 * those for each part of it, until no work is left to do.
 */
function* answersOf(
  family: RequestFamily,
  question: Question,
  prepared: Prepared,
): Iterable<PartAnswer> {
  const asked = (part: Part): PartAnswer => doubted(askPart(part, question, prepared), family);
  const whole = asked({ family, session: "open" });
  const parts = whole.kind === "cannot-tell" ? prepared.parts(family) : [];
  if (parts.length === 0) yield whole;
  for (const part of parts) {
    if (prepared.work.budget.left === 0) {
      yield outOfBudget;
      return;
    }
    yield asked(part);
  }
}

function doubted(answer: PartAnswer, { doubt }: RequestFamily): PartAnswer {
  if (answer.kind !== "yes" || doubt === undefined) return answer;
  return { kind: "cannot-tell", reasons: [doubt], request: answer.request };
}

function isTold(reason: Reason, told: readonly Reason[]): boolean {
  return told.some(({ code, detail }) => code === reason.code && detail === reason.detail);
}

type PartAnswer =
  | { readonly kind: "yes"; readonly request: RequestInput; readonly decision: Decision }
  | (Proof & { readonly kind: "no" })
  | {
      readonly kind: "cannot-tell";
      readonly reasons: readonly Reason[];
      readonly request: RequestInput | undefined;
    };

const tooLarge: Reason = {
  code: "too-large",
  detail: "the policies take more work to judge for all requests than one question is given",
  place: undefined,
};

const outOfBudget: PartAnswer = { kind: "cannot-tell", reasons: [tooLarge], request: undefined };

const tooLong: Reason = {
  code: "too-large",
  detail: "the principal has a longer name or path than AWS allows",
  place: undefined,
};

const notFollowed: Reason = {
  code: "too-large",
  detail:
    "a policy variable stands as a part of a pattern, and not every value that it can have was tried",
  place: undefined,
};

function askPart(part: Part, question: Question, prepared: Prepared): PartAnswer {
  try {
    return new PartSearch(part, question, prepared).run();
  } catch (error) {
    if (!(error instanceof OutOfBudget)) throw error;
    return outOfBudget;
  }
}

const noRequest: PartAnswer = { kind: "no", grounds: [], least: true, holdsWith: () => true };

class PartSearch {
  readonly #question: Question;
  readonly #work: Work;
  readonly #part: Part;
  readonly #prepared: Prepared;
  /** Of names, as far as the search came upon a longer one. */
  readonly #limits = new Set<Language>();

  constructor(part: Part, question: Question, prepared: Prepared) {
    this.#part = part;
    this.#question = question;
    this.#work = prepared.work;
    this.#prepared = prepared;
  }

  run(): PartAnswer {
    const { family } = this.#part;
    const spoken = this.#prepared.action(family.action);
    if (spoken === undefined) return noRequest;
    const { layers, sets, mentions } = spoken;
    const caller = this.#prepared.caller(this.#part);
    const universe = universeOf(family, mentions, caller, this.#work);
    if (universe === undefined) return noRequest;
    const gates = new Gates(layers, universe.terms, this.#work);
    const clauses = new Clauses(sets, gates);
    const possibly = this.#search("possibly", layers, clauses, universe);
    if (possibly.kind !== "open") return possibly;
    const certainly = this.#search("certainly", layers, clauses, universe);
    if (certainly.kind === "yes") return certainly;
    const reasons = [
      ...universe.unknown.values(),
      ...possibly.reasons,
      ...(certainly.kind === "open" ? certainly.reasons : []),
    ];
    return { kind: "cannot-tell", reasons, request: possibly.request };
  }

  #rulesOf({ rules, terms: { caller } }: Universe): readonly Formula[] {
    if (caller.kind === "one") return rules;
    return [...rules, ...[...this.#limits].map((limit) => keepsLimit(caller.variable, limit))];
  }

  #search(reading: Reading, layers: Layers, clauses: Clauses, universe: Universe): SearchOutcome {
    const active = clauses.initial(reading);
    const { caller } = universe.terms;
    let near: Model | undefined;
    for (;;) {
      const rules = this.#rulesOf(universe);
      const formulas = [...rules, ...active.formulas()];
      const solution = solve(
        formulas,
        this.#work,
        formulas.length < manyFormulas ? undefined : near,
      );
      if (solution.kind === "none") {
        if (!solution.complete) return openFor(notFollowed);
        return {
          kind: "no",
          ...leastGrounds(active.clauses(), rules, this.#work),
          holdsWith: (grounds) => isNone([...rules, ...clauses.of(grounds)], this.#work),
        };
      }
      near = solution.model;
      let request = universe.requestOf(near);
      let read = readRequest(request);
      const broken = read.ok ? brokenLimit(read.request.principal) : undefined;
      if (broken !== undefined) {
        if (caller.kind === "one") return openFor(tooLong);
        const shorter = withPath(solution.model, caller.variable, formulas, this.#work);
        if (shorter === undefined) {
          this.#limits.add(broken);
          continue;
        }
        near = shorter;
        request = universe.requestOf(shorter);
        read = readRequest(request);
      }
      if (!read.ok) {
        const detail = `no request could be made: ${read.message}`;
        return openFor({ code: "too-large", detail, place: undefined }, request);
      }
      const asked = withUnknown(read.request, universe.unknown);
      const decision = decide(asked, layers);
      this.#work.budget.spend(decision.statements.length);
      if (decision.permitted === "yes") {
        return { kind: "yes", request, decision: decide(asked, this.#question.layers) };
      }
      if (!active.addStopping(decision)) {
        const reasons = decision.permitted === "unknown" ? decision.reasons : [notFollowed];
        return { kind: "open", reasons, request };
      }
    }
  }
}

/** A request whose answer must not depend on what is not known of it. */
function withUnknown(request: Request, unknown: ReadonlyMap<string, Reason>): Request {
  if (unknown.size === 0) return request;
  const context = new Map(request.context);
  for (const [key, reason] of unknown) context.set(key, { kind: "unknown", reason });
  return { ...request, context };
}

type SearchOutcome =
  | Extract<PartAnswer, { kind: "yes" | "no" }>
  | {
      readonly kind: "open";
      readonly reasons: readonly Reason[];
      readonly request: RequestInput | undefined;
    };

function openFor(reason: Reason, request?: RequestInput): SearchOutcome {
  return { kind: "open", reasons: [reason], request };
}
