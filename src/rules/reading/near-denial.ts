import type { Decision } from "../../iam/decide.ts";
import type { StatementResult } from "../../iam/evaluate-layer.ts";
import type { Place } from "../../model/place.ts";

/** A statement that should have stopped a request, and what let it go. */
export interface NearDenial {
  readonly place: Place;
  /** A clause about the statement: "`DenyTag` does not speak of this action". */
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

/**
 * The deny that came nearest to stopping a request that is allowed.
 *
 * @param decision - of that request
 * @param concerns - whether a statement is about the matter at all
 */
export function nearestDenial(
  decision: Decision,
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
  const name = statement.sid === undefined ? "the deny" : `the deny \`${statement.sid}\``;
  switch (mismatch.part) {
    case "condition": {
      const { operator, key, place } = mismatch.condition.condition;
      const because = `${name} applies only if \`${operator}\` on \`${key}\` is met, and it is not`;
      return { place, because };
    }
    case "action":
      return { place: statement.action.place, because: `${name} does not cover this action` };
    case "resource": {
      const place = statement.resource?.place ?? statement.place;
      return { place, because: `${name} does not cover this resource` };
    }
    case "principal":
      return { place: statement.place, because: `${name} does not cover this principal` };
    case "layer":
      return { place: statement.place, because: mismatch.detail };
  }
}

function rank(result: StatementResult): number {
  return nearness[result.mismatch?.part ?? "layer"] ?? 0;
}
