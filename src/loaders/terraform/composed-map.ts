import type { Place } from "../../model/place.ts";
import type { MapValue, UnknownValue, Value } from "../../model/value.ts";

/** A map that the loader puts together; the place of a key is its value's. */
export class ComposedMap implements MapValue {
  readonly kind = "map";
  readonly duplicates = [];
  readonly place: Place;
  readonly rest: UnknownValue | undefined;
  readonly #entries: ReadonlyMap<string, Value>;

  /**
   * @param entries - keys and values in order
   * @param place - where the whole stands
   * @param rest - stands for further keys that are not known
   */
  constructor(entries: Iterable<readonly [string, Value]>, place: Place, rest?: UnknownValue) {
    this.#entries = new Map(entries);
    this.place = place;
    this.rest = rest;
  }

  get sensitive(): boolean {
    return this.place.masked === true;
  }

  keys(): readonly string[] {
    return [...this.#entries.keys()];
  }

  get(key: string): Value {
    const value = this.#entries.get(key) ?? this.rest;
    return value ?? { kind: "absent", place: this.place, sensitive: this.sensitive };
  }

  keyPlace(key: string): Place {
    return this.#entries.get(key)?.place ?? this.place;
  }
}
