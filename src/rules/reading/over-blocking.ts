import { compile, type CompiledPolicy } from "../../iam/compile.ts";
import { ask } from "../../iam/search/ask.ts";
import { Budget } from "../../iam/search/budget.ts";
import type { Answer, RequestFamily } from "../../iam/search/question.ts";
import type { Place } from "../../model/place.ts";
import type { PolicyDocument, Statement } from "../../model/policy.ts";
import type { Reason } from "../../model/value.ts";
import { levelsOf, type Binding } from "./allowances.ts";
import { isException } from "./exceptions.ts";
import { fullAccess, layerOf } from "./policy-layers.ts";

/** Which of some statements stop requests that nothing else stops. */
export type Blame =
  | { readonly kind: "none" }
  | { readonly kind: "statements"; readonly statements: readonly Statement[] }
  | { readonly kind: "open"; readonly reasons: readonly Reason[] };

/** Steps that one question may take. */
const each = 500_000;

/** Steps of all questions of a run: some seconds, whatever the input. */
const whole = 30_000_000;

/** Versions of one document that are kept, the latest ones. */
const mostKept = 4;

const tooLarge: Reason = {
  code: "too-large",
  detail: "which of the denies stop it takes more work than one question is given",
  place: undefined,
};

/** Asks who is to blame where nobody gets a request through service control policies. */
export class OverBlocking {
  readonly #full: CompiledPolicy;
  readonly #neutral = new Map<Statement, Statement>();
  readonly #documents = new Map<PolicyDocument, readonly CompiledPolicy[]>();
  #left = whole;

  /** @param place - stands for AWS's own `FullAWSAccess`, which is in no file */
  constructor(place: Place) {
    this.#full = compile(fullAccess(place, false));
  }

  /**
   * @param binding - the policies that bind
   * @param suspects - statements of them
   * @param families - requests of which some should get through
   * @param exempting - whether the exceptions of the suspects count: without, they are asked of those
   *   whom they do not exempt
   */
  blame(
    binding: Binding,
    suspects: readonly Statement[],
    families: readonly RequestFamily[],
    exempting: boolean,
  ): Blame {
    const answer = (without: readonly Statement[]): Answer =>
      this.#ask(binding, suspects, without, families, exempting);
    let found = answer([]);
    if (found.answer === "yes") return { kind: "none" };
    if (found.answer === "cannot-tell") return { kind: "open", reasons: found.reasons };
    const rest = answer(suspects);
    if (rest.answer === "cannot-tell") return { kind: "open", reasons: rest.reasons };
    if (rest.answer === "no") return { kind: "none" };
    const statements: Statement[] = [];
    while (found.answer === "no") {
      if (!found.least) return { kind: "open", reasons: [tooLarge] };
      const next = this.#suspectIn(found, suspects);
      if (next === undefined || statements.includes(next)) break;
      statements.push(next);
      found = answer(statements);
    }
    return statements.length === 0 ? { kind: "none" } : { kind: "statements", statements };
  }

  #suspectIn(
    { grounds }: Answer & { readonly answer: "no" },
    suspects: readonly Statement[],
  ): Statement | undefined {
    for (const ground of grounds) {
      if (ground.kind !== "deny") continue;
      const { statement } = ground;
      const own = suspects.find((one) => one === statement || this.#neutral.get(one) === statement);
      if (own !== undefined) return own;
    }
    return undefined;
  }

  #ask(
    binding: Binding,
    suspects: readonly Statement[],
    without: readonly Statement[],
    families: readonly RequestFamily[],
    exempting: boolean,
  ): Answer {
    const compiled = (document: PolicyDocument): CompiledPolicy =>
      this.#compiled(document, suspects, without, exempting);
    const scp = levelsOf(
      binding,
      { layer: (facts, more) => layerOf(facts, more, compiled) },
      this.#full,
    );
    const budget = new Budget(Math.min(each, this.#left));
    const answer = ask({ layers: { scp }, families, budget });
    this.#left -= budget.spent;
    return answer;
  }

  #compiled(
    document: PolicyDocument,
    suspects: readonly Statement[],
    without: readonly Statement[],
    exempting: boolean,
  ): CompiledPolicy {
    const { statements } = document;
    const neutral = exempting ? [] : statements.filter((one) => suspects.includes(one));
    const left = statements
      .filter((one) => !without.includes(one))
      .map((one) => (neutral.includes(one) ? this.#withoutExceptions(one) : one));
    // Most documents are asked about again and again, with the same statements.
    const known = this.#documents.get(document) ?? [];
    const same = known.find((one) => isSame(one.document.statements, left));
    if (same !== undefined) return same;
    const made = compile({ ...document, statements: left });
    this.#documents.set(document, [...known, made].slice(-mostKept));
    return made;
  }

  #withoutExceptions(statement: Statement): Statement {
    const known = this.#neutral.get(statement);
    if (known !== undefined) return known;
    const conditions = statement.conditions.filter((condition) => !isException(condition));
    const neutral = { ...statement, conditions };
    this.#neutral.set(statement, neutral);
    return neutral;
  }
}

function isSame(left: readonly Statement[], right: readonly Statement[]): boolean {
  return left.length === right.length && left.every((one, at) => one === right[at]);
}
