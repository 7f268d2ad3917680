import type { Hop, Place } from "../../../model/place.ts";
import type { ListValue, MapValue, Reason, UnknownValue, Value } from "../../../model/value.ts";
import { unreachable } from "../../../model/unreachable.ts";
import { embeddedJson } from "../../../source/json/value.ts";
import { documentAttributes } from "../attributes.ts";
import { PlannedAbsence } from "../planned-value.ts";
import { pairedItems } from "./pairs.ts";

/** What the configuration has where a plan has a value. */
export interface Written {
  /** Undefined where it says nothing that could be told apart. */
  readonly value: Value | undefined;
  /** The line that a person would edit. */
  readonly place: Place;
}

/** A value of the configuration, at its own place. */
export function writtenAs(value: Value): Written {
  return { value, place: value.place };
}

/**
 * One value of a plan's and its configuration's. What the plan knows holds; what it does not know,
 * and where all of it stands, the configuration tells. Either may mark it as sensitive.
 *
 * @param planned - of the plan
 * @param written - of the configuration
 */
export function joinedValue(planned: Value, written: Written): Value {
  const { value } = written;
  const sensitive = planned.sensitive || value?.sensitive === true;
  const place = markedPlace(written.place, sensitive);
  switch (planned.kind) {
    case "scalar": {
      const only = onlyItem(value);
      if (only !== undefined) return joinedValue(planned, writtenAs(only));
      const agrees = value?.kind === "scalar" && value.text === planned.text;
      const at = agrees ? place : told(place, planned);
      return { kind: "scalar", value: planned.value, text: planned.text, place: at, sensitive };
    }
    case "unknown":
      return joinedUnknown(planned, value, place, sensitive);
    case "absent": {
      const isGuess = planned instanceof PlannedAbsence && planned.inferred;
      if (isGuess && value !== undefined) return marked(value, sensitive);
      return { kind: "absent", place, sensitive };
    }
    case "list":
      if (tellsMore(planned, value)) return marked(value, sensitive);
      return new JoinedList(planned, value, place, sensitive);
    case "map": {
      const only = onlyItem(value);
      if (only?.kind === "map") return joinedValue(planned, writtenAs(only));
      if (tellsMore(planned, value)) return marked(value, sensitive);
      return new JoinedMap(planned, value, place, sensitive);
    }
    default:
      return unreachable(planned);
  }
}

/** A single one may stand for a list of one. */
function onlyItem(value: Value | undefined): Value | undefined {
  if (value?.kind !== "list" || value.rest !== undefined) return undefined;
  const [only, second] = value.items;
  return second === undefined ? only : undefined;
}

/** Whether a plan does not know of how many parts something is, and the configuration does. */
function tellsMore(planned: ListValue | MapValue, value: Value | undefined): value is Value {
  if (planned.rest === undefined || value === undefined) return false;
  return value.kind === planned.kind && value.rest === undefined;
}

/** Where the text does not show the value, the way to it leads through the plan. */
function told(place: Place, planned: Value): Place {
  const hop: Hop = { kind: "planned-value", label: "its value in the plan", place: planned.place };
  return { ...place, via: [...place.via, hop] };
}

function markedPlace(place: Place, sensitive: boolean): Place {
  return sensitive && place.masked !== true ? { ...place, masked: true } : place;
}

function joinedUnknown(
  planned: UnknownValue,
  value: Value | undefined,
  place: Place,
  sensitive: boolean,
): Value {
  if (value === undefined || value.kind === "absent") {
    const reason: Reason = { ...planned.reason, place };
    return { kind: "unknown", reason, references: planned.references, place, sensitive };
  }
  if (value.kind !== "unknown") return marked(value, sensitive);
  // The configuration has a reference of its own for each part of what the plan refers to as one.
  const isTold = value.references.length > 0 || planned.references.length === 0;
  const references = isTold ? value.references : planned.references;
  const reason = isTold ? value.reason : { ...planned.reason, place };
  return { kind: "unknown", reason, references, place, sensitive };
}

/** A value of the configuration of which the plan says that it is sensitive. */
function marked(value: Value, sensitive: boolean): Value {
  if (!sensitive || value.sensitive) return value;
  const place = markedPlace(value.place, true);
  switch (value.kind) {
    case "scalar":
      return { kind: "scalar", value: value.value, text: value.text, place, sensitive: true };
    case "absent":
      return { kind: "absent", place, sensitive: true };
    case "unknown": {
      const { reason, references } = value;
      return { kind: "unknown", reason, references, place, sensitive: true };
    }
    case "list":
    case "map": {
      const reason: Reason = { code: "sensitive", detail: "it is sensitive", place };
      return { kind: "unknown", reason, references: [], place, sensitive: true };
    }
    default:
      return unreachable(value);
  }
}

class JoinedList implements ListValue {
  readonly kind = "list";
  readonly place: Place;
  readonly sensitive: boolean;
  readonly #planned: ListValue;
  readonly #written: Value | undefined;
  #items: readonly Value[] | undefined;

  constructor(planned: ListValue, written: Value | undefined, place: Place, sensitive: boolean) {
    this.#planned = planned;
    this.#written = written;
    this.place = place;
    this.sensitive = sensitive;
  }

  get rest(): UnknownValue | undefined {
    return this.#planned.rest;
  }

  get items(): readonly Value[] {
    this.#items ??= this.#read();
    return this.#items;
  }

  #read(): readonly Value[] {
    const { items } = this.#planned;
    const written = this.#written;
    const own =
      written?.kind === "list"
        ? pairedItems(items, written.items)
        : items.length === 1 && written !== undefined && written.kind !== "absent"
          ? [written]
          : [];
    return items.map((item, index) => {
      const value = own[index];
      return joinedValue(item, value === undefined ? this.#around() : writtenAs(value));
    });
  }

  #around(): Written {
    return { value: undefined, place: this.place };
  }
}

class JoinedMap implements MapValue {
  readonly kind = "map";
  readonly place: Place;
  readonly sensitive: boolean;
  readonly #planned: MapValue;
  readonly #written: Value | undefined;
  readonly #made = new Map<string, Value>();

  constructor(planned: MapValue, written: Value | undefined, place: Place, sensitive: boolean) {
    this.#planned = planned;
    this.#written = written;
    this.place = place;
    this.sensitive = sensitive;
  }

  get rest(): UnknownValue | undefined {
    return this.#planned.rest;
  }

  get duplicates(): MapValue["duplicates"] {
    if (this.#written?.kind === "map") return this.#written.duplicates;
    return this.#planned.duplicates.map(({ key }) => ({ key, place: this.place }));
  }

  keys(): readonly string[] {
    return this.#planned.keys();
  }

  get(key: string): Value {
    let value = this.#made.get(key);
    if (value === undefined) this.#made.set(key, (value = this.#read(key)));
    return value;
  }

  keyPlace(key: string): Place {
    const place = this.#written?.kind === "map" ? this.#written.keyPlace(key) : this.place;
    return markedPlace(place, this.sensitive);
  }

  #read(key: string): Value {
    const planned = this.#planned.get(key);
    const value = this.#written?.kind === "map" ? this.#written.get(key) : undefined;
    const written = value === undefined ? { value, place: this.place } : writtenAs(value);
    return joinedValue(documentIn(key, planned, value), written);
  }
}

/** The JSON that a text holds, where the configuration is to tell the places inside of it. */
function documentIn(key: string, planned: Value, value: Value | undefined): Value {
  if (planned.kind !== "scalar" || typeof planned.value !== "string") return planned;
  if (!documentAttributes.has(key) || !/^\s*[[{]/.test(planned.value)) return planned;
  if (value?.kind === "scalar") return planned;
  const json = embeddedJson(planned);
  return json.ok ? json.value : planned;
}
