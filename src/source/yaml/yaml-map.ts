import type { Place } from "../../model/place.ts";
import type { MapValue, Value } from "../../model/value.ts";

/** A map of a YAML text; of a key that stands in it twice the last entry counts. */
export class YamlMap implements MapValue {
  readonly kind = "map";
  readonly sensitive = false;
  readonly rest = undefined;
  readonly place: Place;
  readonly duplicates: readonly { readonly key: string; readonly place: Place }[];
  readonly #entries: ReadonlyMap<string, { readonly key: Place; readonly value: Value }>;

  constructor(
    entries: ReadonlyMap<string, { readonly key: Place; readonly value: Value }>,
    duplicates: readonly { readonly key: string; readonly place: Place }[],
    place: Place,
  ) {
    this.#entries = entries;
    this.duplicates = duplicates;
    this.place = place;
  }

  keys(): readonly string[] {
    return [...this.#entries.keys()];
  }

  get(key: string): Value {
    const entry = this.#entries.get(key);
    return entry?.value ?? { kind: "absent", place: this.place, sensitive: false };
  }

  keyPlace(key: string): Place {
    return this.#entries.get(key)?.key ?? this.place;
  }
}
