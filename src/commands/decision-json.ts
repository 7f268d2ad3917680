import type { Place } from "../model/place.ts";
import type { Block, Decision } from "../iam/decide.ts";
import type { StatementResult } from "../iam/evaluate-layer.ts";
import { explain } from "../iam/explain.ts";
import type { Request } from "../iam/request.ts";
import { isUnknown, type Truth } from "../iam/truth.ts";
import type { Located } from "./located.ts";

/**
 * The answer as `schema/decision.schema.json` describes it.
 *
 * @param decision - the answer
 * @param request - what was asked
 * @param located - finds places
 */
export function decisionJson(decision: Decision, request: Request, located: Located): object {
  const statement = (result: StatementResult): object => statementJson(result, request, located);
  return {
    decision: decision.decision,
    permitted: decision.permitted,
    action: request.action,
    resource: request.resource,
    determining: decision.determining.map(statement),
    blockedBy: decision.blockedBy.map(blockJson),
    statements: decision.statements.map(statement),
    reasons: decision.reasons.map(({ code, detail, place }) => ({
      code,
      detail,
      ...locationJson(place, located),
    })),
    assumptions: decision.assumptions,
  };
}

function blockJson({ layer, level }: Block): object {
  return { layer, ...(level === undefined ? {} : { level }) };
}

function statementJson(result: StatementResult, request: Request, located: Located): object {
  const { layer, level, document, statement, truth } = result;
  const because = explain(result, request);
  return {
    layer,
    ...(level === undefined ? {} : { level }),
    document,
    statement: statement.index,
    ...(statement.sid === undefined ? {} : { sid: statement.sid }),
    effect: statement.effect.kind === "known" ? statement.effect.value : "unknown",
    matches: matchesJson(truth),
    ...(because === undefined ? {} : { because }),
    ...locationJson(statement.place, located),
  };
}

function matchesJson(truth: Truth): "yes" | "no" | "unknown" {
  if (isUnknown(truth)) return "unknown";
  return truth ? "yes" : "no";
}

function locationJson(place: Place | undefined, located: Located): object {
  const location = place === undefined ? undefined : located(place);
  return location === undefined ? {} : { location };
}
