import type { Hop } from "../../../model/place.ts";
import { entry, itemsIn } from "../parsed-json.ts";
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

/**
 * A part of a value of a plan. Which of several blocks is which is not told by their order, since
 * many are a set.
 *
 * @returns undefined where the plan has no such part, or sets it to nothing
 */
export function partOf(
  fact: PlannedFact | undefined,
  steps: readonly (string | number)[],
): PlannedFact | undefined {
  let raw = fact?.raw;
  for (const step of steps) {
    if (typeof step === "number" && itemsIn(raw).length !== 1) return undefined;
    raw = entry(raw, step);
  }
  if (fact === undefined || raw === undefined || raw === null) return undefined;
  return { raw, sensitive: fact.sensitive };
}
