import type { Entry, ListDatum, MapDatum, Open, Spot, Datum } from "./datum.ts";

/** What a provider knows of the blocks of a resource. */
export interface Computed {
  /**
   * Something that the blocks do not set.
   *
   * @param steps - leads there from the resource: `vpc_config`, `0`, `cluster_security_group_id`
   */
  attribute(steps: readonly (string | number)[], at: Spot): Datum;
  /** A whole block, of which only a part is set. */
  block(steps: readonly (string | number)[], at: Spot): Open;
}

/**
 * The blocks of a resource as an expression sees them that refers to it: a provider adds what they do
 * not set or set to null, so that it is there and not known.
 *
 * @param blocks - what the configuration sets
 * @param steps - the name of the blocks; for blocks inside others after the way to those
 */
export function withComputed(
  blocks: ListDatum,
  steps: readonly (string | number)[],
  computed: Computed,
): ListDatum {
  const items = blocks.items.map((item, index) =>
    item.kind === "map" ? withUnset(item, [...steps, index], computed) : item,
  );
  return { ...blocks, items };
}

function withUnset(
  block: MapDatum,
  steps: readonly (string | number)[],
  computed: Computed,
): MapDatum {
  const entries = new Map<string, Entry>();
  for (const [key, { key: at, value }] of block.entries) {
    if (value.kind === "null") continue;
    // A list that is written as an attribute has no blocks in it, and no maps of theirs.
    const inner = block.blocks?.has(key) === true && value.kind === "list";
    entries.set(key, {
      key: at,
      value: inner ? withComputed(value, [...steps, key], computed) : value,
    });
  }
  return {
    ...block,
    entries,
    rest: computed.block(steps, block.at),
    unset: (key, at) => computed.attribute([...steps, key], at),
  };
}
