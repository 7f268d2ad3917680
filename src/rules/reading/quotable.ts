import type { Place } from "../../model/place.ts";
import type { Patterns, PolicyDocument } from "../../model/policy.ts";

/**
 * Whether a policy may be quoted: nothing in it is marked as sensitive, so that values taken from
 * it may stand in a message or a witness.
 *
 * @param document - the policy
 */
export function isQuotable(document: PolicyDocument): boolean {
  return shown(document.place) && document.statements.every(isStatementQuotable);
}

/** Whether one statement may be quoted. */
export function isStatementQuotable(statement: PolicyDocument["statements"][number]): boolean {
  const { action, resource, conditions, principal } = statement;
  const groups = (principal?.groups ?? []).map(({ patterns }) => patterns);
  const values = conditions.map((condition) => condition.values);
  return (
    shown(statement.place) &&
    conditions.every(({ place }) => shown(place)) &&
    [action, ...(resource === undefined ? [] : [resource]), ...groups, ...values].every(areShown)
  );
}

function areShown({ items, place }: Patterns): boolean {
  return shown(place) && items.every((item) => shown(item.place));
}

function shown(place: Place): boolean {
  return place.masked !== true;
}
