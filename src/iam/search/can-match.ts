import type { PolicyDocument, Statement } from "../../model/policy.ts";
import { compile } from "../compile.ts";
import { policySet } from "../layers.ts";
import { ask } from "./ask.ts";
import type { Budget } from "./budget.ts";
import type { Answer, RequestFamily } from "./question.ts";

/** Whether a statement speaks of any request of some families. */
export interface MatchQuestion<F extends RequestFamily = RequestFamily> {
  readonly statement: Statement;
  /** Of its document. */
  readonly version: PolicyDocument["version"];
  /** Without service-linked roles: policies of an organisation never speak of them. */
  readonly families: readonly F[];
  readonly budget: Budget;
}

/**
 * Whether a statement speaks of any request: action, resource and conditions, whatever its effect
 * and whomever its `Principal` names. It is asked as the only grant that there is, so that a request
 * gets through where the statement matches it.
 *
 * @returns yes with a request that the statement matches; no where it matches none of the families
 */
export function canMatch<F extends RequestFamily>(question: MatchQuestion<F>): Answer<F> {
  const { statement, version, families, budget } = question;
  const { place } = statement;
  const grant: Statement = {
    ...statement,
    effect: { kind: "known", value: "Allow", place },
    principal: undefined,
  };
  const only = compile({ place, version, statements: [grant], rest: undefined });
  const scp = { levels: [policySet([only])], rest: undefined };
  return ask({ layers: { scp }, families, budget });
}
