import type { Place } from "../../model/place.ts";
import type { MapValue, Value } from "../../model/value.ts";

/** An entry with where its key stands. */
export interface KeyedEntry {
  readonly key: Place;
  readonly value: Value;
}

/** An object that a loader makes from another one, keys with their places. */
export class KeyedMap implements MapValue {
  readonly kind = "map";
  readonly sensitive = false;
  readonly rest = undefined;
  readonly duplicates = [];
  readonly place: Place;
  readonly #entries: ReadonlyMap<string, KeyedEntry>;

  constructor(entries: ReadonlyMap<string, KeyedEntry>, place: Place) {
    this.#entries = entries;
    this.place = place;
  }

  keys(): readonly string[] {
    return [...this.#entries.keys()];
  }

  get(key: string): Value {
    const { place } = this;
    return this.#entries.get(key)?.value ?? { kind: "absent", place, sensitive: false };
  }

  keyPlace(key: string): Place {
    return this.#entries.get(key)?.key ?? this.place;
  }
}
