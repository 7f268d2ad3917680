import type { Reference } from "../../../model/value.ts";
import { writeKey } from "../traversal.ts";
import { asNumber } from "./convert.ts";
import {
  failure,
  quoted,
  settled,
  through,
  type Datum,
  type ListDatum,
  type MapDatum,
  type Open,
  type Spot,
} from "./datum.ts";
import { unknownLike } from "./unknown.ts";

/** `of.name`. */
export function attributeOf(of: Datum, name: string, at: Spot): Datum {
  switch (of.kind) {
    case "lazy":
      return of.get(name, at);
    case "open":
      return extended(of, at, (path) => (path === "" ? name : `${path}.${name}`));
    case "map":
      return entryOf(of, name, at);
    case "list":
      // The old way to write an index.
      if (/^\d+$/.test(name)) return itemAt(of, Number(name), at);
      return failure(at, `\`${name}\` is looked for in a list`);
    default:
      return failure(at, `\`${name}\` is looked for in something that has no attributes`);
  }
}

/** `of[index]`. */
export function indexOf(of: Datum, index: Datum, at: Spot): Datum {
  const key = settled(index);
  if (key.kind === "open") return unknownIndex(of, key, at);
  switch (of.kind) {
    case "lazy": {
      if (key.kind === "text") return of.get(key.text, at);
      return indexOf(of.whole(), key, at);
    }
    case "open": {
      const written =
        key.kind === "number" ? key.value : key.kind === "text" ? key.text : undefined;
      if (written === undefined) return failure(at, "an index is a number or a text");
      return extended(of, at, (path) => path + writeKey(written));
    }
    case "list": {
      const position = asNumber(key);
      return position.kind === "open" ? position : itemAt(of, position.value, at);
    }
    case "map":
      if (key.kind === "text") return entryOf(of, key.text, at, key.sensitive);
      if (key.kind === "number" || key.kind === "bool") return entryOf(of, String(key.value), at);
      return failure(at, "a key is a text");
    default:
      return failure(at, "an index is looked for in something that has none");
  }
}

function itemAt(of: ListDatum, position: number, at: Spot): Datum {
  const item = of.items[position];
  if (of.set) return failure(at, "a set has no positions");
  if (item !== undefined) return through(item, of);
  return of.rest === undefined
    ? failure(at, `there is no item ${String(position)}`)
    : through(unknownLike(at, of.rest), of);
}

function entryOf(of: MapDatum, key: string, at: Spot, secret = false): Datum {
  const entry = of.entries.get(key);
  if (entry !== undefined) return through(entry.value, of);
  if (of.unset !== undefined) return through(of.unset(key, at), of);
  return of.rest === undefined
    ? failure(at, secret ? "there is no such key" : `there is no key ${quoted(key)}`)
    : through(unknownLike(at, of.rest), of);
}

/** Which one of a collection is not known: it refers to any of them. */
function unknownIndex(of: Datum, key: Open, at: Spot): Datum {
  if (of.kind === "open") return unknownLike(at, of);
  const members =
    of.kind === "list"
      ? [...of.items, ...(of.rest === undefined ? [] : [of.rest])]
      : of.kind === "map"
        ? [...of.entries.values()].map(({ value }) => value)
        : [];
  if (of.kind === "map" && of.rest !== undefined) members.push(of.rest);
  const values = members.map(settled);
  const referring = values.every((value) => value.kind === "open" && value.references.length > 0);
  const cause: Open = { ...key, references: [] };
  return referring ? unknownLike(at, cause, values) : unknownLike(at, cause);
}

/** The attribute of what is not known yet: still known by its name. */
function extended(of: Open, at: Spot, extend: (path: string) => string): Open {
  const references = of.references.map((reference): Reference => ({
    ...reference,
    attribute: extend(reference.attribute ?? ""),
  }));
  return { ...unknownLike(at, of), references, error: of.error };
}
