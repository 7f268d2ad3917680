import type { Datum, Entry, Piece } from "./datum.ts";

/** Characters of a text that cost as much to go through as one value. */
const charactersAWeight = 32;
/** Values inside values below this are as heavy as can be. */
const deepest = 400;

/**
 * Weighs values: how much there is to go through in them, where what stands in a value several
 * times counts each time. A few names, each of which holds the one before twice, make a value that
 * is small in memory and that nobody gets to the end of.
 */
export class Scales {
  /** By the part that all copies of a value share. */
  readonly #known = new WeakMap<object, number>();

  /**
   * The weight of a value.
   *
   * @param value - whose parts have mostly been weighed before: they are not gone into again
   */
  weigh(value: Datum, depth = 0): number {
    if (depth > deepest) return Infinity;
    switch (value.kind) {
      case "text":
        return value.text.length / charactersAWeight + this.#weighText(value, depth);
      case "open":
        return this.#weighText(value, depth);
      case "list":
        return this.#weighAll(value.items, value.items, itself, depth);
      case "map":
        return this.#weighAll(value.entries, value.entries.values(), valueIn, depth);
      default:
        return 1;
    }
  }

  #weighText({ pieces, document }: Extract<Datum, { kind: "text" | "open" }>, depth: number) {
    const content = document?.datum === undefined ? 1 : this.weigh(document.datum, depth + 1);
    if (pieces === undefined) return content;
    return content + this.#weighAll(pieces, pieces, openIn, depth);
  }

  #weighAll<T>(
    key: object,
    parts: Iterable<T>,
    datumIn: (part: T) => Datum | undefined,
    depth: number,
  ): number {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    let weight = 1;
    for (const part of parts) {
      const datum = datumIn(part);
      weight += datum === undefined ? 1 : this.weigh(datum, depth + 1);
    }
    this.#known.set(key, weight);
    return weight;
  }
}

function itself(item: Datum): Datum {
  return item;
}

function valueIn(entry: Entry): Datum {
  return entry.value;
}

function openIn(piece: Piece): Datum | undefined {
  return piece.kind === "open" ? piece.open : undefined;
}

/** How much there is to go through in a value without going into its parts. */
export function breadth(value: Datum): number {
  if (value.kind === "list") return value.items.length;
  return value.kind === "map" ? value.entries.size : 1;
}
