import type { Hop } from "../../../model/place.ts";
import type { PlannedFact } from "../plan-facts.ts";
import { datumOf, plainJson } from "./plain.ts";
import type { Datum, Spot } from "./datum.ts";

/** What a plan of a root knows, which its configuration does not tell. */
export interface Planned {
  /** Which plan it is, where several are read beside one root. */
  readonly via: readonly Hop[];
  /** The keys of the instances of a resource or module call; undefined where it does not tell. */
  keys(collection: string): readonly (string | number)[] | undefined;
  /** An attribute that is wholly known. */
  attribute(address: string, name: string): PlannedFact | undefined;
}

/**
 * A value of a plan in an expression.
 *
 * @param at - the expression that refers to it
 * @returns undefined where the plan does not know it either
 */
export function plannedDatum(fact: PlannedFact | undefined, at: Spot): Datum | undefined {
  const plain = fact === undefined ? undefined : plainJson(fact.raw);
  return plain === undefined ? undefined : datumOf(plain, at, fact?.sensitive);
}
