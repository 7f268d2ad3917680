import type { Patterns } from "../../model/policy.ts";
import type { Fact, Reason } from "../../model/value.ts";

/**
 * Why a fact that is not known leaves an answer open.
 *
 * @param untold - says so of a fact that nothing in the input states; completes the sentence
 *   "cannot tell, because …"
 */
export function reasonOf(fact: Exclude<Fact<unknown>, { state: "known" }>, untold: string): Reason {
  if (fact.state === "unknown") return { ...fact.reason, place: fact.place };
  return { code: "not-in-input", detail: untold, place: fact.place };
}

/** What a list of patterns holds that is not known. */
export function openIn({ items, rest }: Patterns): readonly Reason[] {
  const open = items.flatMap((item) => (item.kind === "unknown" ? [item.reason] : []));
  return rest === undefined ? open : [...open, rest];
}
