import type { Value } from "../../../model/value.ts";

/** Comparisons of the items of two lists: beyond this many, items are paired by their positions. */
const mostComparisons = 10_000;

/**
 * For each planned item the written one that made it. A plan sorts sets, so that an equal text or
 * a block without a contradiction comes before the position.
 *
 * @param planned - the items of the plan
 * @param written - those of the configuration
 * @returns as many as there are planned items; undefined where none can be told
 */
export function pairedItems(
  planned: readonly Value[],
  written: readonly Value[],
): readonly (Value | undefined)[] {
  const pairs: (Value | undefined)[] = planned.map(() => undefined);
  const left = new Set(written);
  const byText = new Map<string, Value[]>();
  for (const item of written) {
    if (item.kind !== "scalar") continue;
    const same = byText.get(item.text);
    if (same === undefined) byText.set(item.text, [item]);
    else same.push(item);
  }
  for (const texts of byText.values()) texts.reverse();
  const pair = (index: number, item: Value | undefined): void => {
    if (item === undefined) return;
    pairs[index] = item;
    left.delete(item);
  };
  for (const [index, item] of planned.entries()) {
    if (item.kind === "scalar") pair(index, byText.get(item.text)?.pop());
  }
  const open = planned.flatMap((_, index) => (pairs[index] === undefined ? [index] : []));
  if (open.length * left.size <= mostComparisons) {
    for (const index of open) pair(index, bestOf(planned[index], written[index], left));
  }
  const rest = planned.flatMap((_, index) => (pairs[index] === undefined ? [index] : []));
  // In order, if each has its own.
  if (rest.length === left.size) {
    const items = left.values();
    for (const index of rest) pairs[index] = items.next().value;
  }
  return pairs;
}

/** The block that agrees with a planned one in most attributes, and contradicts it in none. */
function bestOf(
  planned: Value | undefined,
  same: Value | undefined,
  among: ReadonlySet<Value>,
): Value | undefined {
  if (planned?.kind !== "map") return undefined;
  let best: Value | undefined;
  let most = -1;
  for (const item of among) {
    const agreements = agreement(planned, item);
    // Of two that fit alike, the one at the same position.
    const score = agreements * 2 + (item === same ? 1 : 0);
    if (agreements >= 0 && score > most) {
      best = item;
      most = score;
    }
  }
  return best;
}

/** In how many known attributes two blocks agree; -1 where they contradict each other. */
function agreement(planned: Extract<Value, { kind: "map" }>, written: Value): number {
  if (written.kind !== "map") return -1;
  let agreements = 0;
  for (const key of written.keys()) {
    const one = textsOf(planned.get(key));
    const other = textsOf(written.get(key));
    if (one === undefined || other === undefined) continue;
    if (one.size !== other.size) return -1;
    for (const text of other) if (!one.has(text)) return -1;
    agreements += 1;
  }
  return agreements;
}

/** A scalar, or a list of them in any order; undefined where anything of it is not known. */
function textsOf(value: Value): ReadonlySet<string> | undefined {
  if (value.kind === "scalar") return new Set([value.text]);
  if (value.kind !== "list" || value.rest !== undefined) return undefined;
  const texts = new Set<string>();
  for (const item of value.items) {
    if (item.kind !== "scalar") return undefined;
    texts.add(item.text);
  }
  return texts;
}
