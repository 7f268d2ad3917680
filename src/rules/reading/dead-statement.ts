import { parseOperator } from "../../iam/conditions/operators.ts";
import { Budget } from "../../iam/search/budget.ts";
import { canMatch } from "../../iam/search/can-match.ts";
import type { Answer, RequestFamily } from "../../iam/search/question.ts";
import type { Place } from "../../model/place.ts";
import type { Condition, Statement } from "../../model/policy.ts";
import type { Reason } from "../../model/value.ts";
import {
  partitionProblem,
  shown,
  whyNeverMet,
  type Circumstances,
  type NeverMet,
} from "./never-met.ts";
import {
  federatedUserOf,
  plainTagChangeFamilies,
  tagChangeFamilies,
} from "./tag-change-families.ts";
import { isMeantByPattern, isTagKeys, isMeant, tagOfKey, type TagGuard } from "./tag-guard.ts";

/** Whether a deny that was written for the tag stops any change of it. */
export type GuardAnswer =
  | { readonly kind: "live" }
  | {
      readonly kind: "dead";
      readonly cause: NeverMet["cause"] | "otherResource" | "contradiction";
      /** A clause. */
      readonly because: string;
      readonly at: Place;
    }
  | { readonly kind: "open"; readonly reasons: readonly Reason[] };

/** Steps that one question may take. */
const each = 300_000;

/** Steps of all questions of a run: some seconds, whatever the input. */
const whole = 30_000_000;

/** Federated users asked about for one statement, at the most. */
const mostFederated = 4;

/** Asks whether statements match requests, within the bounds of one run. */
export class StatementQuestions {
  #left = whole;
  readonly #partitions: ReadonlySet<string>;

  /** @param partitions - those of the clusters */
  constructor(partitions: ReadonlySet<string>) {
    this.#partitions = partitions;
  }

  /** Whether a deny matches any change of the tag, and which part of it keeps it from doing so. */
  judge(guard: TagGuard): GuardAnswer {
    const { statement, version, actions, namesTag } = guard;
    const circumstances = { version, actions, partitions: this.#partitions };
    const families = tagChangeFamilies(
      toldApart(statement, this.#partitions),
      principalArns(statement)
        .flatMap((text) => federatedUserOf(text) ?? [])
        .slice(0, mostFederated),
    );
    const found = this.ask(statement, version, families);
    if (found.answer === "no") return this.#cause(statement, circumstances, families);
    const literal = namesTag ? this.#otherwiseNamed(statement, circumstances) : undefined;
    if (literal !== undefined) return literal;
    if (found.answer === "cannot-tell") return { kind: "open", reasons: found.reasons };
    return { kind: "live" };
  }

  /** Whether a statement matches any request of the families. */
  ask(
    statement: Statement,
    version: TagGuard["version"],
    families: readonly RequestFamily[],
  ): Answer {
    const budget = new Budget(Math.min(each, this.#left));
    const answer = canMatch({ statement, version, families, budget });
    this.#left -= budget.spent;
    return answer;
  }

  /** The one part of a statement that nothing meets; or the first that nothing meets with the rest. */
  #cause(
    statement: Statement,
    circumstances: Circumstances,
    families: readonly RequestFamily[],
  ): GuardAnswer {
    const { version } = circumstances;
    const isMet = (conditions: readonly Condition[]): boolean =>
      this.ask({ ...statement, conditions }, version, families).answer !== "no";
    if (!isMet([])) return otherResource(statement, circumstances);
    for (const condition of statement.conditions) {
      if (isMet([condition])) continue;
      return { kind: "dead", ...whyNeverMet(condition, circumstances) };
    }
    const together: Condition[] = [];
    for (const condition of statement.conditions) {
      together.push(condition);
      if (isMet(together)) continue;
      const { operator, key, place } = condition;
      const because = `\`${shown(operator)}\` of \`${shown(key)}\` never holds together with its other conditions`;
      return { kind: "dead", cause: "contradiction", because, at: place };
    }
    const because = "no change of the tag meets all of its conditions";
    return { kind: "dead", cause: "contradiction", because, at: statement.place };
  }

  /**
   * A condition that names the tag in another spelling alone, or a value that no tag has. Other keys
   * in the same request can meet it, or a value that is that very text, so that it is asked of
   * requests that carry the tag with its usual values and nothing else.
   */
  #otherwiseNamed(statement: Statement, circumstances: Circumstances): GuardAnswer | undefined {
    for (const condition of statement.conditions) {
      if (!isOtherwiseNamed(condition)) continue;
      const only = { ...statement, conditions: [condition] };
      const families = plainTagChangeFamilies(toldApart(statement, this.#partitions));
      if (this.ask(only, circumstances.version, families).answer !== "no") continue;
      const why = whyNeverMet(condition, circumstances);
      if (why.cause !== "unmet") return { kind: "dead", ...why };
    }
    return undefined;
  }
}

/** Of the partitions, those that a statement names, and one that stands for all others. */
function toldApart(statement: Statement, partitions: ReadonlySet<string>): ReadonlySet<string> {
  const resources = (statement.resource?.items ?? []).flatMap((item) =>
    item.kind === "text" ? [item.text] : [],
  );
  const named = [...principalArns(statement), ...resources].flatMap((text) =>
    text === "*" ? [] : [partitionIn(text)],
  );
  if (named.some((text) => text !== "*" && /[*?$]/.test(text))) return partitions;
  const others = [...partitions].filter((one) => !named.includes(one));
  return new Set([...others.slice(0, 1), ...named.filter((one) => partitions.has(one))]);
}

function principalArns({ conditions }: Statement): readonly string[] {
  return conditions
    .filter(({ key }) => key.toLowerCase() === "aws:principalarn")
    .flatMap(({ values }) =>
      values.items.flatMap((item) => (item.kind === "text" ? [item.text] : [])),
    );
}

/** A text that is no ARN can stand for several. */
function partitionIn(text: string): string {
  return /^arn:([^:]*):/.exec(text)?.[1] ?? "?";
}

function isOtherwiseNamed({ operator, key, values }: Condition): boolean {
  const use = parseOperator(operator);
  if (use === undefined || use.operator.negated) return false;
  const tag = tagOfKey(key);
  if (tag !== undefined) return isMeant(tag);
  return (
    isTagKeys(key) &&
    values.items.some((item) => item.kind === "text" && isMeantByPattern(item.text))
  );
}

function otherResource({ resource, place }: Statement, { partitions }: Circumstances): GuardAnswer {
  for (const item of resource?.items ?? []) {
    if (item.kind === "unknown" || resource?.negated === true) continue;
    const found = partitionProblem(item.text, partitions);
    if (found !== undefined) return { kind: "dead", ...found, at: item.place };
  }
  const name = resource?.negated === true ? "NotResource" : "Resource";
  const because = `its \`${name}\` leaves out every EKS cluster`;
  return { kind: "dead", cause: "otherResource", because, at: resource?.place ?? place };
}
