import type { Notification } from "../model/notification.ts";
import type { Place, Source } from "../model/place.ts";
import type { Value } from "../model/value.ts";
import { findDuplicateKeys } from "../source/json/scan.ts";

/** More repetitions than this in one document are told as one. */
const mostTold = 20;

/**
 * Keys that an object states more than once, wherever in a value. Parsers disagree on which one
 * counts, so whatever such a document says is not sure.
 *
 * @param root - a value whose depth its reader has limited
 * @returns an error for each repetition, in the order of the text
 */
export function duplicateKeys(root: Value): readonly Notification[] {
  const notifications: Notification[] = [];
  const seen = new Set<Value>();
  const waiting: Value[] = [root];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    // Aliases make one value stand in many places.
    if (seen.has(value)) continue;
    seen.add(value);
    const below: Value[] = [];
    if (value.kind === "list") {
      for (const item of value.items) below.push(item);
    } else if (value.kind === "map") {
      for (const { key, place } of value.duplicates) notifications.push(duplicate(key, place));
      for (const key of value.keys()) below.push(value.get(key));
    }
    for (let item = below.pop(); item !== undefined; item = below.pop()) waiting.push(item);
  }
  return shortened(notifications);
}

/**
 * The same for the whole text of a JSON source, in one pass over it.
 *
 * @param source - a source whose text is JSON
 */
export function duplicateKeysInText(source: Source): readonly Notification[] {
  return shortened(
    findDuplicateKeys(source.text).map(({ key, span }) =>
      duplicate(key, { source, route: { kind: "span", span }, address: undefined, via: [] }),
    ),
  );
}

/** The error for one repeated key. */
export function duplicate(key: string, place: Place): Notification {
  const shown = key.length > 60 ? `${key.slice(0, 60)}…` : key;
  return {
    level: "error",
    code: "duplicate-key",
    message: `the key \`${shown}\` is stated twice in one object`,
    path: place.source.path,
    place,
  };
}

function shortened(notifications: readonly Notification[]): readonly Notification[] {
  const next = notifications[mostTold];
  if (next === undefined) return notifications;
  const more = String(notifications.length - mostTold);
  const message = `${more} more keys are stated twice in one object`;
  return [...notifications.slice(0, mostTold), { ...next, message }];
}
