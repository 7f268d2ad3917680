import type { Notification } from "../model/notification.ts";
import type { Place } from "../model/place.ts";
import { unreachable } from "../model/unreachable.ts";
import type { Value } from "../model/value.ts";
import { mistake, quoted } from "./notification.ts";

/** Keys and indexes from the root down. */
export type Steps = readonly (string | number)[];

/**
 * The content of a configuration as plain data. Keys without a value are left out, as if they had
 * not been written. Numbers are the text as written, so that an account id keeps its leading zero;
 * only under `rules`, where options may be numbers, they are numbers.
 *
 * Recurses as deep as the value, whose reader limits its depth.
 *
 * @param value - what was read, without unknown parts
 * @param numbers - what a number becomes
 */
export function plainData(value: Value, numbers: "text" | "number" = "text"): unknown {
  switch (value.kind) {
    case "scalar":
      return typeof value.value === "number" && numbers === "text" ? value.text : value.value;
    case "list":
      return value.items.map((item) => plainData(item, numbers));
    case "map":
      return Object.fromEntries(
        value
          .keys()
          .filter((key) => value.get(key).kind !== "absent")
          .map((key) => [key, plainData(value.get(key), key === "rules" ? "number" : numbers)]),
      );
    case "absent":
    case "unknown":
      return null;
    default:
      return unreachable(value);
  }
}

/**
 * Where a part of the configuration stands.
 *
 * @param root - the whole configuration
 * @param steps - the way to the part
 * @param part - the part itself or the key that holds it
 * @returns the place of the nearest part on the way that is there
 */
export function placeAt(root: Value, steps: Steps, part: "value" | "key" = "value"): Place {
  let value = root;
  let key: Place | undefined;
  for (const step of steps) {
    if (value.kind === "map" && typeof step === "string") {
      key = value.keyPlace(step);
      value = value.get(step);
    } else if (value.kind === "list") {
      const item = value.items[Number(step)];
      if (item === undefined) {
        break;
      }
      key = undefined;
      value = item;
    } else {
      break;
    }
  }
  return part === "key" && key !== undefined ? key : value.place;
}

/**
 * Keys that stand more than once in one map, of which only one could count.
 *
 * Recurses as deep as the value, whose reader limits its depth.
 *
 * @param value - what was read
 */
export function repeatedKeys(value: Value): readonly Notification[] {
  switch (value.kind) {
    case "list":
      return value.items.flatMap(repeatedKeys);
    case "map":
      return [
        ...value.duplicates.map(({ key, place }) =>
          mistake(`the key ${quoted(key)} stands here a second time`, place),
        ),
        ...value.keys().flatMap((key) => repeatedKeys(value.get(key))),
      ];
    case "scalar":
    case "absent":
    case "unknown":
      return [];
    default:
      return unreachable(value);
  }
}
