import type { Level } from "../model/finding.ts";
import type { Location } from "../model/report.ts";
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
 * Puts together what stands on the same place, which one edit may well mend, and what says itself
 * that the edit at another place mends it.
 *
 * @param groups - in the order in which they are shown
 * @returns the places in the order of their first groups
 */
export function placeGroups(groups: readonly EditGroup[]): readonly PlaceGroup[] {
  const told = new Set(groups.map(({ first }) => saying(first.rule, first.place)));
  const places = new Map<string, Standing[]>();
  for (const group of groups) {
    const { rule, place, related } = group.first;
    const mending = related.find(
      ({ mendedWith, place: at }) =>
        mendedWith !== undefined && mendedWith !== rule && told.has(saying(mendedWith, at)),
    );
    const key = keyOf(mending?.place ?? place);
    const standing = { group, elsewhere: mending !== undefined };
    const known = places.get(key);
    if (known === undefined) places.set(key, [standing]);
    else known.push(standing);
  }
  return [...places.values()].flatMap((all) => {
    const [first, ...others] = [...all].sort(bySeverity).map(({ group }) => group);
    return first === undefined ? [] : [{ first, others }];
  });
}

interface Standing {
  readonly group: EditGroup;
  /** It stands on another place, and is mended here. */
  readonly elsewhere: boolean;
}

function bySeverity(one: Standing, other: Standing): number {
  const levels = rank[one.group.first.level] - rank[other.group.first.level];
  return levels === 0 ? Number(one.elsewhere) - Number(other.elsewhere) : levels;
}

function keyOf({ path, region, via }: Location): string {
  return JSON.stringify([path, region, via.map(({ kind, label }) => [kind, label])]);
}

function saying(rule: string, place: Location): string {
  return `${rule} ${keyOf(place)}`;
}
