import type { Fact, Value } from "../model/value.ts";
import type { Place } from "../model/place.ts";
import type { Origin } from "./draft.ts";
import { firstKnown, stringFact } from "./read.ts";

/** Drafts that speak of one and the same thing; never empty, the one that counts most first. */
export type Group<D> = readonly [D, ...D[]];

/**
 * Puts drafts with the same known id together; a draft whose id is not known stands alone.
 *
 * @param drafts - drafts of one kind
 * @param idOf - the id, in whatever form it is unique everywhere
 * @returns groups in the order of their first draft, what is declared before what is observed
 */
export function groupById<D extends Origin>(
  drafts: readonly D[],
  idOf: (draft: D) => Value,
): readonly Group<D>[] {
  const groups: [D, ...D[]][] = [];
  const byId = new Map<string, [D, ...D[]]>();
  for (const draft of declaredFirst(drafts)) {
    const id = idOf(draft);
    const text = id.kind === "scalar" ? id.text : undefined;
    const known = text === undefined ? undefined : byId.get(text);
    if (known !== undefined) {
      known.push(draft);
      continue;
    }
    const group: [D, ...D[]] = [draft];
    groups.push(group);
    if (text !== undefined) byId.set(text, group);
  }
  return groups;
}

/** Orders drafts so that what is declared comes before what is observed, stably. */
export function declaredFirst<D extends Origin>(drafts: readonly D[]): readonly D[] {
  const declared = drafts.filter(({ document }) => document.standing === "declared");
  const observed = drafts.filter(({ document }) => document.standing === "observed");
  return [...declared, ...observed];
}

/** The first of the drafts that tells a text. */
export function tell<D>(group: Group<D>, read: (draft: D) => Value): Fact<string> {
  const first = stringFact(read(group[0]));
  if (group.length === 1) return first;
  return firstKnown(first, ...group.slice(1).map((draft) => stringFact(read(draft))));
}

/** The value that tells most: known before unknown before absent, declared before observed. */
export function bestValue<D>(group: Group<D>, read: (draft: D) => Value): Value {
  const first = read(group[0]);
  if (group.length === 1) return first;
  const values = group.map(read);
  return (
    values.find((value) => value.kind !== "unknown" && value.kind !== "absent") ??
    values.find((value) => value.kind === "unknown") ??
    first
  );
}

/** What a person calls the thing, and where it stands. */
export function subjectOfGroup<D extends Origin>(
  group: Group<D>,
): { readonly subject: string; readonly place: Place } {
  const { address, place } = group[0].resource;
  return { subject: address, place };
}
