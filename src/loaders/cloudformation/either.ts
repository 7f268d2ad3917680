import type { Place } from "../../model/place.ts";
import type { UnknownValue, Value } from "../../model/value.ts";
import { plainMap } from "../plain-value.ts";
import { listAt, unknownFor } from "./values.ts";

/** Objects and lists below this are not compared. */
const deepest = 8;
/** More items than this are not compared one by one. */
const mostItems = 2_000;

/**
 * One of two values, of which it is not known which: what both agree on is known.
 *
 * @param place - what chooses between them
 * @param cause - why it is not known
 */
export function eitherOf(
  place: Place,
  cause: UnknownValue,
  one: Value,
  other: Value,
  depth = 0,
): Value {
  if (isSame(one, other, depth)) return one;
  if (depth < deepest && one.kind === "map" && other.kind === "map") {
    const keys = new Set([...one.keys(), ...other.keys()]);
    if (keys.size > mostItems || one.rest !== undefined || other.rest !== undefined) {
      return unknownOf(place, cause, [one, other]);
    }
    const entries = [...keys].map((key): readonly [string, Value] => {
      const [first, second] = [one.get(key), other.get(key)];
      const at = first.kind === "absent" ? second.place : first.place;
      return [key, eitherOf(at, cause, first, second, depth + 1)];
    });
    return plainMap(entries, place);
  }
  if (one.kind === "list" && other.kind === "list") {
    const items: Value[] = [];
    // Items that both have at the beginning are there in any case.
    for (const [index, item] of one.items.slice(0, mostItems).entries()) {
      const second = other.items[index];
      if (second === undefined || !isSame(item, second, depth + 1)) break;
      items.push(item);
    }
    const open = [...one.items, ...other.items].slice(items.length);
    return listAt(items, place, unknownOf(place, cause, open));
  }
  return unknownOf(place, cause, [one, other]);
}

/** Refers to what all the values refer to, if each of them is a reference. */
function unknownOf(place: Place, cause: UnknownValue, values: readonly Value[]): UnknownValue {
  const referring = values.every(
    (value) => value.kind === "unknown" && value.references.length > 0,
  );
  const references = referring
    ? values.flatMap((value) => (value.kind === "unknown" ? value.references : []))
    : [];
  return { ...unknownFor(place, cause), references };
}

/** Whether two values are known to be the same. */
export function isSame(one: Value, other: Value, depth = 0): boolean {
  if (depth > deepest) return false;
  switch (one.kind) {
    case "absent":
      return other.kind === "absent";
    case "scalar":
      return other.kind === "scalar" && one.text === other.text;
    case "unknown": {
      if (other.kind !== "unknown") return false;
      const [first, more] = one.references;
      const [second, further] = other.references;
      if (first === undefined || second === undefined) return false;
      return (
        more === undefined &&
        further === undefined &&
        one.parts === undefined &&
        other.parts === undefined &&
        first.address === second.address &&
        first.attribute === second.attribute &&
        first.source === second.source
      );
    }
    case "list": {
      if (other.kind !== "list" || one.rest !== undefined || other.rest !== undefined) return false;
      if (one.items.length !== other.items.length || one.items.length > mostItems) return false;
      return one.items.every((item, index) => {
        const second = other.items[index];
        return second !== undefined && isSame(item, second, depth + 1);
      });
    }
    case "map": {
      if (other.kind !== "map" || one.rest !== undefined || other.rest !== undefined) return false;
      const keys = new Set([...one.keys(), ...other.keys()]);
      if (keys.size > mostItems) return false;
      return [...keys].every((key) => isSame(one.get(key), other.get(key), depth + 1));
    }
  }
}
