import type { Level } from "../model/finding.ts";
import type { EditGroup } from "./edit-group.ts";

/** What different rules say of one and the same piece of source: shown together, counted each. */
export interface PlaceGroup {
  /** The most severe. */
  readonly first: EditGroup;
  /** The others, the more severe ones first. */
  readonly others: readonly EditGroup[];
}

const rank: Readonly<Record<Exclude<Level, "off">, number>> = { error: 0, warning: 1, note: 2 };

/**
 * Puts together what stands on the same place, which one edit may well mend.
 *
 * @param groups - in the order in which they are shown
 * @returns the places in the order of their first groups
 */
export function placeGroups(groups: readonly EditGroup[]): readonly PlaceGroup[] {
  const places = new Map<string, EditGroup[]>();
  for (const group of groups) {
    const { path, region, via } = group.first.place;
    const key = JSON.stringify([path, region, via.map(({ kind, label }) => [kind, label])]);
    const place = places.get(key);
    if (place === undefined) places.set(key, [group]);
    else place.push(group);
  }
  return [...places.values()].flatMap((all) => {
    const [first, ...others] = [...all].sort((a, b) => rank[a.first.level] - rank[b.first.level]);
    return first === undefined ? [] : [{ first, others }];
  });
}
