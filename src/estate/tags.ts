import type { Tag, TagSet } from "../model/estate.ts";
import type { Place } from "../model/place.ts";
import type { Reason, Value } from "../model/value.ts";
import { field, listItems, stringFact } from "./read.ts";

/**
 * Reads tags from maps (`{ Team: "a" }`) or lists (`[{ Key: "Team", Value: "a" }]`).
 *
 * @param values - several values may tell the tags of one thing, such as Terraform's `tags` and
 *   `tags_all`: an earlier one tells where a key stands, and the last one that is there holds all of
 *   them, those of the provider included, so that it tells whether there can be others
 * @param place - where a tag would be added, if no value has a place for it
 */
export function tagSet(
  values: readonly Value[],
  place: Place,
  standing: TagSet["standing"],
): TagSet {
  const tags: Tag[] = [];
  const seen = new Set<string>();
  const rests: (Reason | undefined)[] = [];
  for (const [index, value] of values.entries()) {
    if (value.kind === "absent") continue;
    const rest = readTags(value, seen, (tag) => {
      tags.push({ ...tag, inherited: index > 0 });
    });
    rests.push(rest);
  }
  return {
    tags,
    rest: rests.at(-1) === undefined ? undefined : rests.find((rest) => rest !== undefined),
    place: values.find((value) => value.kind !== "absent")?.place ?? place,
    standing,
  };
}

/** @param seen - keys that were found before, to which those are added that are found now */
function readTags(
  value: Value,
  seen: Set<string>,
  found: (tag: Omit<Tag, "inherited">) => void,
): Reason | undefined {
  switch (value.kind) {
    case "map":
      for (const key of value.keys()) {
        if (seen.has(key)) continue;
        const tag = value.get(key);
        if (tag.kind === "absent") continue;
        seen.add(key);
        found({ key, keyPlace: value.keyPlace(key), value: stringFact(tag) });
      }
      return value.rest?.reason;
    case "list": {
      let rest = value.rest?.reason;
      for (const item of listItems(value).items) {
        const key = stringFact(field(item, "Key"));
        if (key.state === "known") {
          if (seen.has(key.value)) continue;
          seen.add(key.value);
          const tag = field(item, "Value");
          const empty = { state: "known", value: "", place: tag.place, sensitive: false } as const;
          const stated = tag.kind === "absent" ? empty : stringFact(tag);
          found({ key: key.value, keyPlace: key.place, value: stated });
        } else if (key.state === "unknown") rest = key.reason;
      }
      return rest;
    }
    case "unknown":
      return value.reason;
    default:
      return { code: "malformed", detail: "the tags are not a map", place: value.place };
  }
}
