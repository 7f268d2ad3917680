import { MapDatum, open, type Datum, type Entry, type ObjectDatum, type Open } from "../datum.ts";

/** Whether two values are known and the same. */
export function same(one: Datum, other: Datum): boolean {
  if (one === other) return one.kind !== "open";
  switch (one.kind) {
    case "text":
      return other.kind === "text" && one.text === other.text;
    case "number":
      return other.kind === "number" && one.value === other.value;
    case "bool":
      return other.kind === "bool" && one.value === other.value;
    case "nothing":
      return other.kind === "nothing" && one.is === other.is;
    default:
      return false;
  }
}

/**
 * One of two values, of which it is not known which: what both agree on is known.
 *
 * @param cause - why it is not known, at the expression that picks one
 */
export function either(cause: Open, one: Datum, other: Datum, depth = 0): Datum {
  if (same(one, other)) return one;
  if (depth < 8 && one.kind === "map" && other.kind === "map") {
    const entries = new Map<string, Entry>();
    for (const key of new Set([...one.entries.keys(), ...other.entries.keys()])) {
      const first = one.entries.get(key);
      const second = other.entries.get(key);
      const entry = first ?? second;
      if (entry === undefined) continue;
      const value =
        first !== undefined && second !== undefined
          ? either(cause, first.value, second.value, depth + 1)
          : open(entry.value.at, cause.detail, { code: cause.code });
      entries.set(key, { key: entry.key, value });
    }
    return new MapDatum(entries, one.at, one.rest ?? other.rest, one.born);
  }
  const referring = [one, other].flatMap((value) =>
    value.kind === "open" ? value.references : [],
  );
  const objects = [one, other].flatMap(objectsIn);
  const both = [one, other].every((value) => value.kind === "open" && value.references.length > 0);
  return open(cause.at, cause.detail, {
    code: cause.code,
    references: both ? referring : [],
    there: [one, other].every((value) => isThere(value)),
    ...(objects.length > 0 && objects.length <= mostObjects ? { oneOf: objects } : {}),
  });
}

/** More objects are not kept apart. */
const mostObjects = 8;

function objectsIn(value: Datum): readonly ObjectDatum[] {
  if (value.kind === "object") return [value];
  return value.kind === "open" ? (value.oneOf ?? []) : [];
}

/** Whether a value is certainly neither `undefined` nor `null`. */
export function isThere(value: Datum): boolean {
  return value.kind === "open" ? value.there : value.kind !== "nothing";
}

/** Whether a value counts as true; undefined where that is not known. */
export function truth(value: Datum): boolean | undefined {
  switch (value.kind) {
    case "text":
      return value.text !== "";
    case "number":
      return value.value !== 0 && !Number.isNaN(value.value);
    case "bool":
      return value.value;
    case "nothing":
      return false;
    case "open":
      // A token of a resource is a text that is not empty.
      return value.references.length > 0 && value.there ? true : undefined;
    default:
      return true;
  }
}
