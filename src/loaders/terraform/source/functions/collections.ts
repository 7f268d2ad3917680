import { charactersOf } from "./characters.ts";
import { asText } from "../convert.ts";
import {
  entriesOf,
  failure,
  itemsOf,
  list,
  number,
  text,
  type Datum,
  type Entry,
  type MapDatum,
  type Open,
} from "../datum.ts";
import { tooLarge } from "../env.ts";
import { attributeOf, indexOf } from "../step.ts";
import { eitherOf, unknownLike } from "../unknown.ts";
import { countedWrong, ofKnown, type Call, type Implementation } from "./call.ts";

/**
 * Functions on maps, which keep what is known of each entry.
 * https://developer.hashicorp.com/terraform/language/functions#collection-functions
 */
export const collectionFunctions: readonly (readonly [string, Implementation])[] = [
  ["merge", merge],
  ["lookup", lookup],
  ["keys", keys],
  ["values", values],
  ["zipmap", zipmap],
  ["length", length],
  [
    "transpose",
    ofKnown(1, 1, ([lists]) => {
      const turned = new Map<string, string[]>();
      if (!(lists instanceof Map)) return turned;
      for (const [key, items] of lists) {
        if (!Array.isArray(items)) continue;
        for (const item of items) {
          const known = turned.get(String(item));
          if (known === undefined) turned.set(String(item), [String(key)]);
          else known.push(String(key));
        }
      }
      return turned;
    }),
  ],
];

/** A later map wins; one that is not known may hold any key, so it hides those before it. */
function merge(args: readonly Datum[], call: Call): Datum {
  const merged = new Map<string, Entry>();
  let rest: Open | undefined;
  let sensitive = false;
  const veil = (cause: Open): void => {
    for (const [key, entry] of merged) {
      const { at } = entry.value;
      const hidden = eitherOf(at, cause, entry.value, unknownLike(at, cause));
      merged.set(key, { key: entry.key, value: hidden });
    }
    rest = unknownLike(call.at, cause, rest === undefined ? [] : [rest]);
  };
  for (const arg of args) {
    sensitive ||= arg.sensitive;
    if (arg.kind === "null") continue;
    if (arg.kind === "open") {
      if (arg.error) return unknownLike(call.at, arg);
      veil(arg);
    } else if (arg.kind === "map") {
      if (arg.rest !== undefined) veil(arg.rest);
      for (const [key, entry] of entriesOf(arg)) merged.set(key, entry);
    } else return failure(call.at, "only maps can be merged");
  }
  return { kind: "map", entries: merged, rest, at: call.at, sensitive };
}

function lookup(args: readonly Datum[], call: Call): Datum {
  const [map, key, fallback] = args;
  if (map === undefined || key === undefined || args.length > 3) {
    return failure(call.at, "a map and a key are looked up");
  }
  const name = asText(key);
  if (map.kind !== "map" && map.kind !== "open") {
    return failure(call.at, "something is looked up in what is no map");
  }
  const cause = name.kind === "open" ? name : map.kind === "open" ? map : map.rest;
  const isThere = name.kind === "text" && map.kind === "map" && map.entries.has(name.text);
  if (!isThere && cause === undefined && fallback !== undefined) return fallback;
  const found =
    name.kind === "open" ? indexOf(map, name, call.at) : attributeOf(map, name.text, call.at);
  return isThere || cause === undefined || fallback === undefined
    ? found
    : eitherOf(call.at, { ...cause, references: [] }, found, fallback);
}

function keys(args: readonly Datum[], call: Call): Datum {
  const refused = countedWrong(args, 1, 1, call);
  const [whole] = args;
  if (refused !== undefined || whole === undefined) return refused ?? failure(call.at, "no map");
  if (whole.kind === "open") return unknownLike(call.at, whole);
  if (whole.kind !== "map") return failure(call.at, "only a map has keys");
  const names = entriesOf(whole).map(([key, entry]) => text(key, entry.key, whole.sensitive));
  return list(names, call.at, whole.rest);
}

function values(args: readonly Datum[], call: Call): Datum {
  const refused = countedWrong(args, 1, 1, call);
  const [whole] = args;
  if (refused !== undefined || whole === undefined) return refused ?? failure(call.at, "no map");
  // All attributes of a collection of resources: the collection stands for each of them.
  if (whole.kind === "open") return whole.error ? whole : list([], call.at, whole);
  if (whole.kind !== "map") return failure(call.at, "only a map has values");
  const items = entriesOf(whole).map(([, entry]) => entry.value);
  return list(items, call.at, whole.rest);
}

function zipmap(args: readonly Datum[], call: Call): Datum {
  const [names, items] = args;
  if (names?.kind === "open") return unknownLike(call.at, names);
  if (items?.kind === "open") return unknownLike(call.at, items);
  if (names?.kind !== "list" || items?.kind !== "list") {
    return failure(call.at, "a list of keys and one of values are zipped");
  }
  const entries = new Map<string, Entry>();
  let rest: Open | undefined = names.rest ?? items.rest;
  const each = itemsOf(items);
  if (rest === undefined && names.items.length !== each.length) {
    return failure(call.at, "the keys are not as many as the values");
  }
  for (const [index, name] of itemsOf(names).entries()) {
    const key = asText(name);
    const value = each[index];
    if (key.kind === "open") rest ??= key;
    else if (value !== undefined) entries.set(key.text, { key: key.at, value });
  }
  const made: MapDatum = { kind: "map", entries, rest, at: call.at, sensitive: false };
  return made;
}

function length(args: readonly Datum[], call: Call): Datum {
  const [whole] = args;
  if (whole === undefined || args.length > 1) return failure(call.at, "one value has a length");
  switch (whole.kind) {
    case "open":
      return unknownLike(call.at, whole);
    case "text":
      if (!call.env.work.characters(whole.text.length)) return tooLarge(call.at);
      return number(charactersOf(whole.text).length, call.at, whole.sensitive);
    case "list":
      return whole.rest === undefined
        ? number(whole.items.length, call.at, whole.sensitive)
        : unknownLike(call.at, whole.rest);
    case "map":
      return whole.rest === undefined
        ? number(whole.entries.size, call.at, whole.sensitive)
        : unknownLike(call.at, whole.rest);
    default:
      return failure(call.at, "it has no length");
  }
}
