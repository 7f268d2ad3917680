import type { Place } from "../model/place.ts";
import type {
  AbsentValue,
  MapValue,
  Reason,
  ScalarValue,
  UnknownValue,
  Value,
} from "../model/value.ts";

/**
 * A map that a loader makes itself.
 *
 * @param entries - keys in order; the place of a key is its value's
 * @param place - where the whole stands
 */
export function plainMap(entries: Iterable<readonly [string, Value]>, place: Place): MapValue {
  return new PlainMap(new Map(entries), place);
}

/** A string that no text spells as such, such as an account id taken out of an ARN. */
export function plainString(text: string, place: Place): ScalarValue {
  return { kind: "scalar", value: text, text, place, sensitive: place.masked === true };
}

/** Nothing was set at this place. */
export function absentAt(place: Place): AbsentValue {
  return { kind: "absent", place, sensitive: false };
}

/** Something at this place cannot be read. */
export function unknownAt(code: Reason["code"], detail: string, place: Place): UnknownValue {
  return {
    kind: "unknown",
    reason: { code, detail, place },
    references: [],
    place,
    sensitive: false,
  };
}

/**
 * A map with some of its values put in place of others, and further ones added behind.
 *
 * @param map - what the text says; its places, its rest and its duplicates stay
 * @param entries - the values that take precedence
 */
export function withEntries(map: MapValue, entries: ReadonlyMap<string, Value>): MapValue {
  return entries.size === 0 ? map : new OverlaidMap(map, entries);
}

/** The text of a known scalar. */
export function textOf(value: Value): string | undefined {
  return value.kind === "scalar" ? value.text : undefined;
}

/** A key's value below a value, where that is a map. */
export function entryOf(value: Value, key: string): Value {
  return value.kind === "map" ? value.get(key) : absentAt(value.place);
}

/** The known items of a list; nothing for every other value. */
export function itemsOf(value: Value): readonly Value[] {
  return value.kind === "list" ? value.items : [];
}

/**
 * Parsed JSON whose parts have no places of their own, because the text was decoded on the way:
 * everything stands at one place.
 *
 * @param raw - what `JSON.parse` returned
 * @param place - where the undecoded text stands
 * @param levels - containers below this depth come out unknown
 */
export function valueAt(raw: unknown, place: Place, levels: number): Value {
  switch (typeof raw) {
    case "string":
    case "number":
    case "boolean":
      return { ...plainString(String(raw), place), value: raw };
    case "object":
      if (raw === null) return absentAt(place);
      if (levels === 0) return unknownAt("too-large", "it is nested too deep", place);
      if (Array.isArray(raw)) {
        const items = raw.map((item) => valueAt(item, place, levels - 1));
        return { kind: "list", items, rest: undefined, place, sensitive: place.masked === true };
      }
      return plainMap(
        Object.entries(raw).map(
          ([key, value]) => [key, valueAt(value, place, levels - 1)] as const,
        ),
        place,
      );
    default:
      return absentAt(place);
  }
}

class PlainMap implements MapValue {
  readonly kind = "map";
  readonly rest = undefined;
  readonly duplicates = [];
  readonly place: Place;
  readonly sensitive: boolean;
  readonly #entries: ReadonlyMap<string, Value>;

  constructor(entries: ReadonlyMap<string, Value>, place: Place) {
    this.#entries = entries;
    this.place = place;
    this.sensitive = place.masked === true;
  }

  keys(): readonly string[] {
    return [...this.#entries.keys()];
  }

  get(key: string): Value {
    return this.#entries.get(key) ?? absentAt(this.place);
  }

  keyPlace(key: string): Place {
    return this.get(key).place;
  }
}

class OverlaidMap implements MapValue {
  readonly kind = "map";
  readonly place: Place;
  readonly sensitive: boolean;
  readonly rest: UnknownValue | undefined;
  readonly #below: MapValue;
  readonly #entries: ReadonlyMap<string, Value>;

  constructor(below: MapValue, entries: ReadonlyMap<string, Value>) {
    this.#below = below;
    this.#entries = entries;
    this.place = below.place;
    this.sensitive = below.sensitive;
    this.rest = below.rest;
  }

  get duplicates(): MapValue["duplicates"] {
    return this.#below.duplicates;
  }

  keys(): readonly string[] {
    return [...new Set([...this.#below.keys(), ...this.#entries.keys()])];
  }

  get(key: string): Value {
    return this.#entries.get(key) ?? this.#below.get(key);
  }

  keyPlace(key: string): Place {
    return this.#below.get(key).kind === "absent" ? this.get(key).place : this.#below.keyPlace(key);
  }
}
