import type { PolicyDocument, Statement } from "../../model/policy.ts";
import type { CompiledStatement } from "../compile.ts";
import type { Request } from "../request.ts";
import { matchesElement, type PrincipalRules } from "../statement-match.ts";
import { isUnknown } from "../truth.ts";
import { conditionFormula } from "./condition-formula.ts";
import { allOf, always, exactly, never, open, type Judgement } from "./formula.ts";
import type { Keys } from "./item.ts";
import type { Subject } from "./item-formula.ts";
import {
  isNamedFormula,
  namingFormula,
  type Caller,
  type NamingFormula,
} from "./principal-formula.ts";
import { resourceFormula } from "./resource-formula.ts";
import type { Work } from "./work.ts";

/** What the requests of a family have in common. */
export interface Terms {
  /** One of the requests; its action is that of all. */
  readonly sample: Request;
  readonly caller: Caller;
  readonly resource: Subject;
  readonly keys: Keys;
}

/** What must be true of a request for a statement to speak of it. */
export interface StatementFormula {
  readonly matches: Judgement;
  /** How its `Principal` names who makes the request; undefined where it has none. */
  readonly naming: NamingFormula | undefined;
}

/**
 * The same as deciding whether a statement matches a request, for all requests of a family.
 *
 * @returns undefined where the statement speaks of another action
 */
export function statementFormula(
  compiled: CompiledStatement,
  version: PolicyDocument["version"],
  rules: PrincipalRules,
  terms: Terms,
  work: Work,
): StatementFormula | undefined {
  const { statement, action, resource, conditions, conditionsRest } = compiled;
  const acts = matchesElement(action, terms.sample);
  if (acts === false) return undefined;
  work.budget.spend(lengthOf(statement));
  const { principal, effect } = statement;
  const known = effect.kind === "known" ? effect.value : "Deny";
  const naming =
    rules.names && principal !== undefined
      ? namingFormula(principal, terms.caller, rules.bounded, known)
      : undefined;
  const named =
    naming !== undefined
      ? isNamedFormula(naming)
      : !rules.names && principal === undefined
        ? exactly(always)
        : open;
  const parts: Judgement[] = [isUnknown(acts) ? open : exactly(always), named];
  if (resource !== undefined) {
    parts.push(resourceFormula(resource.element, version, terms.resource, terms.keys, work));
  }
  for (const condition of conditions) {
    if (parts.some(({ possibly }) => possibly === never)) break;
    parts.push(conditionFormula(condition, version, terms.keys, work));
  }
  if (conditionsRest !== undefined || effect.kind === "unknown") parts.push(open);
  return { matches: allOf(parts), naming };
}

/** A principal is parsed, and compared component by component. */
const stepsOfPrincipal = 10;

/** Characters to make languages of, and principals to compare, which is work that no request shows. */
function lengthOf({ principal, resource, conditions }: Statement): number {
  const lists = [
    ...(resource === undefined ? [] : [resource]),
    ...conditions.map(({ values }) => values),
  ];
  let length = 0;
  for (const { patterns } of principal?.groups ?? []) {
    length += stepsOfPrincipal * patterns.items.length;
  }
  for (const { items } of lists) {
    for (const item of items) if (item.kind === "text") length += item.text.length;
  }
  return length;
}
