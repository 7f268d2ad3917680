import type { Place } from "../model/place.ts";
import type { Reason } from "../model/value.ts";

/** Nobody reads more, and what leaves one answer open may leave each of thousands open. */
const mostTold = 20;

/**
 * The reasons of an answer that are told.
 *
 * @param reasons - why the answer is open; a place may be named for the same thing more than once
 * @returns each once, the first ones, and in the end how many further ones there are
 */
export function leadingReasons(reasons: readonly Reason[]): readonly Reason[] {
  const told: Reason[] = [];
  const seen = new Map<Place | undefined, Set<string>>();
  for (const reason of reasons) {
    const details = seen.get(reason.place) ?? new Set<string>();
    if (details.has(reason.detail)) continue;
    seen.set(reason.place, details.add(reason.detail));
    told.push(reason);
  }
  const [first] = told;
  const further = told.length - mostTold;
  if (first === undefined || further <= 0) return told;
  const detail =
    further === 1 ? "1 further thing is not known" : `${further} further things are not known`;
  return [...told.slice(0, mostTold), { code: first.code, detail, place: undefined }];
}
