import type { Hop, Place } from "../../../model/place.ts";
import type { ListValue, MapValue, UnknownValue, Value } from "../../../model/value.ts";
import {
  settled,
  through,
  type Datum,
  type Frame,
  type ListDatum,
  type MapDatum,
  type Open,
  type Spot,
} from "./datum.ts";
import { jsonIn } from "./json-text.ts";
import { numberText } from "./number-text.ts";

/**
 * A value of evaluation as a document's value.
 *
 * @param datum - the value
 * @param frame - the resource that it is read for
 * @param document - whether texts are to be read as JSON documents
 */
export function valueOf(datum: Datum, frame: Frame, document = false): Value {
  const here = settled(datum);
  const place = placeOf(here.at, frame, here.sensitive);
  const { sensitive } = here;
  switch (here.kind) {
    case "null":
      return { kind: "absent", place, sensitive };
    case "text": {
      const inner = document ? documentIn(here, frame) : undefined;
      return inner ?? { kind: "scalar", value: here.text, text: here.text, place, sensitive };
    }
    case "number":
      return { kind: "scalar", value: here.value, text: numberText(here.value), place, sensitive };
    case "bool":
      return { kind: "scalar", value: here.value, text: String(here.value), place, sensitive };
    case "open": {
      const inner = document ? documentIn(here, frame) : undefined;
      return inner ?? unknownValue(here, frame);
    }
    case "list":
      return new ListView(here, frame, document);
    case "map":
      return new MapView(here, frame, document);
  }
}

/** What a text says as JSON, every part with its own place; undefined where it is none. */
function documentIn(
  datum: Extract<Datum, { kind: "text" | "open" }>,
  frame: Frame,
): Value | undefined {
  if (datum.document !== undefined) {
    return datum.document.view({ ...frame, via: [...frame.via, ...datum.at.hops] });
  }
  const json = jsonIn(datum);
  return json === undefined ? undefined : valueOf(json, frame);
}

/** An unknown value with its reason. */
export function unknownValue(datum: Open, frame: Frame): UnknownValue {
  const { at, because, code, detail, references, isPartial, sensitive } = datum;
  const place = placeOf(at, frame, sensitive);
  const reason = {
    code,
    detail,
    place: because === undefined ? place : placeOf(because, frame, false),
  };
  const parts = sensitive ? undefined : partsOf(datum);
  return { kind: "unknown", reason, references, isPartial, place, sensitive, parts };
}

/** Texts of more pieces than this name nothing that a rule looks for. */
const mostPieces = 20;

/** What is known of a text, in order, pieces that stand together as one. */
function partsOf({ pieces }: Open): UnknownValue["parts"] {
  if (pieces === undefined || pieces.length > mostPieces) return undefined;
  const parts: (string | undefined)[] = [];
  for (const piece of pieces) {
    const last = parts.at(-1);
    if (piece.kind !== "text") parts.push(undefined);
    else if (last === undefined) parts.push(piece.text);
    else parts[parts.length - 1] = last + piece.text;
  }
  return parts;
}

/**
 * The place of an expression, under the address that it is read for. What `terraform init` has
 * fetched nobody edits: what stands there is changed where a module of one's own calls it.
 */
export function placeOf(at: Spot, frame: Frame, sensitive: boolean): Place {
  const place: Place = {
    source: at.source,
    route: { kind: "span", span: at.span },
    address: frame.address,
    via: at.hops.length === 0 ? frame.via : [...frame.via, ...at.hops],
  };
  const own = isFetched(at.source.path) ? editable(place) : place;
  return sensitive ? { ...own, masked: true } : own;
}

function isFetched(path: string): boolean {
  return path.includes(".terraform/modules/");
}

function editable(place: Place): Place {
  const { source, route, address, via } = place;
  for (let last = via.length - 1; last >= 0; last -= 1) {
    const call = via[last]?.place;
    if (call === undefined || isFetched(call.source.path)) continue;
    const inside: Place = { source, route, address: undefined, via: [] };
    const hop: Hop = { kind: "file", label: "the fetched module", place: inside };
    return { source: call.source, route: call.route, address, via: [...via, hop] };
  }
  return place;
}

class ListView implements ListValue {
  readonly kind = "list";
  readonly place: Place;
  readonly sensitive: boolean;
  readonly rest: UnknownValue | undefined;
  readonly #datum: ListDatum;
  readonly #frame: Frame;
  readonly #document: boolean;
  #items: readonly Value[] | undefined;

  constructor(datum: ListDatum, frame: Frame, document: boolean) {
    this.place = placeOf(datum.at, frame, datum.sensitive);
    this.sensitive = datum.sensitive;
    this.rest =
      datum.rest === undefined ? undefined : unknownValue(through(datum.rest, datum), frame);
    this.#datum = datum;
    this.#frame = frame;
    this.#document = document;
  }

  get items(): readonly Value[] {
    this.#items ??= this.#datum.items.map((item) =>
      valueOf(through(item, this.#datum), this.#frame, this.#document),
    );
    return this.#items;
  }
}

class MapView implements MapValue {
  readonly kind = "map";
  readonly place: Place;
  readonly sensitive: boolean;
  readonly rest: UnknownValue | undefined;
  readonly #datum: MapDatum;
  readonly #frame: Frame;
  readonly #document: boolean;
  readonly #made = new Map<string, Value>();

  constructor(datum: MapDatum, frame: Frame, document: boolean) {
    this.place = placeOf(datum.at, frame, datum.sensitive);
    this.sensitive = datum.sensitive;
    this.rest =
      datum.rest === undefined ? undefined : unknownValue(through(datum.rest, datum), frame);
    this.#datum = datum;
    this.#frame = frame;
    this.#document = document;
  }

  get duplicates(): MapValue["duplicates"] {
    return (this.#datum.duplicates ?? []).map(({ key, at }) => ({
      key,
      place: placeOf(at, this.#frame, this.sensitive),
    }));
  }

  keys(): readonly string[] {
    return [...this.#datum.entries.keys()];
  }

  get(key: string): Value {
    let value = this.#made.get(key);
    if (value === undefined) this.#made.set(key, (value = this.#read(key)));
    return value;
  }

  keyPlace(key: string): Place {
    const entry = this.#datum.entries.get(key);
    return entry === undefined ? this.place : placeOf(entry.key, this.#frame, this.sensitive);
  }

  #read(key: string): Value {
    const entry = this.#datum.entries.get(key);
    if (entry === undefined) {
      return this.rest ?? { kind: "absent", place: this.place, sensitive: this.sensitive };
    }
    return valueOf(through(entry.value, this.#datum), this.#frame, this.#document);
  }
}
