import type { Decision } from "../../iam/decide.ts";
import type { StatementResult } from "../../iam/evaluate-layer.ts";
import { readRequest, type RequestInput } from "../../iam/request.ts";
import type { Place } from "../../model/place.ts";
import type { Condition } from "../../model/policy.ts";
import { isStatementQuotable } from "./quotable.ts";

/** A statement that should have stopped a request, and what let it go. */
export interface NearDenial {
  readonly place: Place;
  /** A clause about the statement: "the deny `DenyTag` does not cover the action …". */
  readonly because: string;
}

/** The later a part is looked at, the nearer the statement came. */
const nearness: Readonly<Record<string, number>> = {
  layer: 0,
  action: 1,
  principal: 2,
  resource: 3,
  condition: 4,
};

const mostValues = 3;

/**
 * The deny that came nearest to stopping a request that is allowed.
 *
 * @param decision - of that request
 * @param request - the request
 * @param concerns - whether a statement is about the matter at all
 */
export function nearestDenial(
  decision: Decision,
  request: RequestInput,
  concerns: (result: StatementResult) => boolean,
): NearDenial | undefined {
  let nearest: StatementResult | undefined;
  for (const result of decision.statements) {
    const { effect } = result.statement;
    if (effect.kind !== "known" || effect.value !== "Deny" || !concerns(result)) continue;
    if (nearest === undefined || rank(result) > rank(nearest)) nearest = result;
  }
  if (nearest?.mismatch === undefined) return undefined;
  const { statement, mismatch } = nearest;
  if (!isStatementQuotable(statement)) {
    return { place: statement.place, because: "the deny, which is sensitive, does not cover it" };
  }
  const name = statement.sid === undefined ? "the deny" : `the deny \`${statement.sid}\``;
  switch (mismatch.part) {
    case "condition": {
      const { condition } = mismatch.condition;
      return { place: condition.place, because: `${name} ${unmet(condition, request)}` };
    }
    case "action":
      return {
        place: statement.action.place,
        because: `${name} does not cover the action \`${request.action}\``,
      };
    case "resource": {
      const place = statement.resource?.place ?? statement.place;
      return { place, because: `${name} does not cover the resource \`${request.resource}\`` };
    }
    case "principal": {
      const because = `${name} does not cover the principal \`${request.principal}\``;
      return { place: statement.principal?.place ?? statement.place, because };
    }
    case "layer":
      return { place: statement.place, because: mismatch.detail };
  }
}

function unmet({ operator, key, values }: Condition, request: RequestInput): string {
  const wanted = values.items.map((item) =>
    item.kind === "text" ? JSON.stringify(item.text) : "a value that is not known",
  );
  const more = wanted.length > mostValues ? ", …" : "";
  const listed = `${wanted.slice(0, mostValues).join(", ")}${more}`;
  const read = readRequest(request);
  const entry = read.ok ? read.request.context.get(key.toLowerCase()) : undefined;
  const has =
    entry?.kind === "values"
      ? `has \`${key}\` ${entry.values.map((value) => JSON.stringify(value)).join(", ")}`
      : `has no \`${key}\``;
  return `applies only where \`${operator}\` \`${key}\` ${listed} holds, and the request ${has}`;
}

function rank(result: StatementResult): number {
  return nearness[result.mismatch?.part ?? "layer"] ?? 0;
}
