import type { Place } from "../../model/place.ts";
import type { ListValue, MapValue, UnknownValue, Value } from "../../model/value.ts";
import {
  excerpt,
  type Datum,
  type ListDatum,
  type MapDatum,
  type Open,
  type Spot,
} from "./datum.ts";

/** Deeper than this nothing of ours lies, and an object may hold itself. */
const deepest = 60;

/** The place of an expression, under the address that it is read for. */
export function placeOf(at: Spot, address: string | undefined): Place {
  return { source: at.source, route: { kind: "span", span: at.span }, address, via: [] };
}

/** An unknown value with its reason. */
export function unknownValue(datum: Open, address: string | undefined): UnknownValue {
  const place = placeOf(datum.at, address);
  const { code, detail, references } = datum;
  const parts = datum.pieces?.map((piece) => (typeof piece === "string" ? piece : undefined));
  return {
    kind: "unknown",
    reason: { code, detail, place },
    references,
    place,
    sensitive: false,
    parts,
  };
}

/**
 * A value of evaluation as a document's value.
 *
 * @param datum - the value
 * @param address - the resource that it is read for
 */
export function valueOf(datum: Datum, address: string | undefined, depth = 0): Value {
  const place = placeOf(datum.at, address);
  switch (datum.kind) {
    case "nothing":
      return { kind: "absent", place, sensitive: false };
    case "text":
      return { kind: "scalar", value: datum.text, text: datum.text, place, sensitive: false };
    case "number":
    case "bool": {
      const { value } = datum;
      return { kind: "scalar", value, text: String(value), place, sensitive: false };
    }
    case "json":
      return valueOf(datum.document, address, depth + 1);
    case "open":
      return unknownValue(datum, address);
    case "list":
      return depth > deepest ? opaque(datum.at, address) : new ListView(datum, address, depth);
    case "map":
      return depth > deepest ? opaque(datum.at, address) : new MapView(datum, address, depth);
    case "object": {
      const plain = depth > deepest ? undefined : datum.nature?.plain?.();
      return plain === undefined ? opaque(datum.at, address) : valueOf(plain, address, depth + 1);
    }
    case "function":
    case "class":
    case "namespace":
      return opaque(datum.at, address);
  }
}

function opaque(at: Spot, address: string | undefined): UnknownValue {
  const place = placeOf(at, address);
  const detail = `${excerpt(at)} is no plain value`;
  const reason = { code: "unsupported-expression", detail, place } as const;
  return { kind: "unknown", reason, references: [], place, sensitive: false };
}

class ListView implements ListValue {
  readonly kind = "list";
  readonly sensitive = false;
  readonly place: Place;
  readonly rest: UnknownValue | undefined;
  readonly #datum: ListDatum;
  readonly #address: string | undefined;
  readonly #depth: number;
  #items: readonly Value[] | undefined;

  constructor(datum: ListDatum, address: string | undefined, depth: number) {
    this.place = placeOf(datum.at, address);
    this.rest = datum.rest === undefined ? undefined : unknownValue(datum.rest, address);
    this.#datum = datum;
    this.#address = address;
    this.#depth = depth;
  }

  get items(): readonly Value[] {
    this.#items ??= this.#datum.items
      .filter((item) => item.kind !== "nothing")
      .map((item) => valueOf(item, this.#address, this.#depth + 1));
    return this.#items;
  }
}

class MapView implements MapValue {
  readonly kind = "map";
  readonly sensitive = false;
  readonly duplicates = [];
  readonly place: Place;
  readonly rest: UnknownValue | undefined;
  readonly #datum: MapDatum;
  readonly #address: string | undefined;
  readonly #depth: number;
  readonly #made = new Map<string, Value>();

  constructor(datum: MapDatum, address: string | undefined, depth: number) {
    this.place = placeOf(datum.at, address);
    this.rest = datum.rest === undefined ? undefined : unknownValue(datum.rest, address);
    this.#datum = datum;
    this.#address = address;
    this.#depth = depth;
  }

  keys(): readonly string[] {
    return [...this.#datum.entries]
      .filter(([, { value }]) => value.kind !== "nothing")
      .map(([key]) => key);
  }

  get(key: string): Value {
    let value = this.#made.get(key);
    if (value === undefined) this.#made.set(key, (value = this.#read(key)));
    return value;
  }

  keyPlace(key: string): Place {
    const entry = this.#datum.entries.get(key);
    return entry === undefined ? this.place : placeOf(entry.key, this.#address);
  }

  #read(key: string): Value {
    const entry = this.#datum.entries.get(key);
    if (entry === undefined) {
      return this.rest ?? { kind: "absent", place: this.place, sensitive: false };
    }
    return valueOf(entry.value, this.#address, this.#depth + 1);
  }
}
