import type { Place } from "../model/place.ts";
import type { Fact, Reason, UnknownValue, Value } from "../model/value.ts";

/**
 * Goes down from a value by keys. A block that Terraform keeps as a list of one is gone through.
 *
 * @returns what stands there; what is unknown on the way is unknown there
 */
export function field(value: Value, ...keys: readonly string[]): Value {
  let here = single(value);
  for (const key of keys) {
    if (here.kind === "map") here = single(here.get(key));
    else if (here.kind === "unknown" || here.kind === "absent") return here;
    else return malformed(here, `\`${key}\` is looked for in something that has no keys`);
  }
  return here;
}

/** As {@link field}, for an attribute that may be a list itself. */
export function attribute(value: Value, key: string): Value {
  const here = single(value);
  if (here.kind === "map") return here.get(key);
  if (here.kind === "unknown" || here.kind === "absent") return here;
  return malformed(here, `\`${key}\` is looked for in something that has no keys`);
}

function single(value: Value): Value {
  if (value.kind !== "list") return value;
  const [only, second] = value.items;
  const block = only !== undefined && second === undefined && only.kind === "map";
  return block ? only : value;
}

function malformed(value: Value, detail: string): UnknownValue {
  const { place, sensitive } = value;
  return {
    kind: "unknown",
    reason: { code: "malformed", detail, place },
    references: [],
    place,
    sensitive,
  };
}

/** Reads a string; a number or boolean is read as it is written. */
export function stringFact(value: Value): Fact<string> {
  const { place, sensitive } = value;
  switch (value.kind) {
    case "scalar":
      return { state: "known", value: value.text, place, sensitive };
    case "unknown":
      return { state: "unknown", reason: value.reason, place };
    case "absent":
      return { state: "absent", place };
    default:
      return unreadable(place, "a text was expected here");
  }
}

/** Reads a whole number, written as a number or as a text. */
export function numberFact(value: Value): Fact<number> {
  const text = stringFact(value);
  if (text.state !== "known") return text;
  const number = Number(text.value);
  return Number.isInteger(number) && text.value.trim() !== ""
    ? { ...text, value: number }
    : unreadable(value.place, "a whole number was expected here");
}

/** Reads a boolean, written as one or as `true` or `false`. */
export function booleanFact(value: Value): Fact<boolean> {
  const text = stringFact(value);
  if (text.state !== "known") return text;
  return text.value === "true" || text.value === "false"
    ? { ...text, value: text.value === "true" }
    : unreadable(value.place, "`true` or `false` was expected here");
}

/** Reads a text and turns it into something else. */
export function mapFact<A, B>(fact: Fact<A>, change: (value: A) => B): Fact<B> {
  return fact.state === "known" ? { ...fact, value: change(fact.value) } : fact;
}

/** The first fact that is known; else the first that is unknown; else absent. */
export function firstKnown<T>(first: Fact<T>, ...others: readonly Fact<T>[]): Fact<T> {
  if (first.state === "known") return first;
  let best = first;
  for (const fact of others) {
    if (fact.state === "known") return fact;
    if (best.state === "absent" && fact.state === "unknown") best = fact;
  }
  return best;
}

/** A fact that the program itself knows, such as a default. */
export function known<T>(value: T, place: Place): Fact<T> {
  return { state: "known", value, place, sensitive: false };
}

function unreadable(
  place: Place,
  detail: string,
): { state: "unknown"; reason: Reason; place: Place } {
  return { state: "unknown", reason: { code: "malformed", detail, place }, place };
}

/** The items of a list, of which some may not be known. */
export interface Items {
  readonly items: readonly Value[];
  /** There are, or may be, further items; with what they refer to. */
  readonly rest: UnknownValue | undefined;
}

/** Reads a list; a single value is a list of one, as policies and responses allow it. */
export function listItems(value: Value): Items {
  switch (value.kind) {
    case "list":
      return { items: value.items, rest: value.rest };
    case "unknown":
      return { items: [], rest: value };
    case "absent":
      return { items: [], rest: undefined };
    default:
      return { items: [value], rest: undefined };
  }
}

/** The items of a list, and what may stand for further ones as one more. */
export function itemsAndRest(value: Value): readonly Value[] {
  const { items, rest } = listItems(value);
  return rest === undefined ? items : [...items, rest];
}

/** Nothing, at a place. */
export function absentAt(place: Place): Value {
  return { kind: "absent", place, sensitive: false };
}

/** A field of each entry of a list: `[{ GroupId: "sg-1" }]` by `GroupId` is `["sg-1"]`. */
export function pluck(value: Value, key: string): Value {
  if (value.kind !== "list") return value;
  const { place, rest, sensitive } = value;
  return {
    kind: "list",
    items: value.items.map((item) => field(item, key)),
    rest,
    place,
    sensitive,
  };
}

/** A value, or the default that holds where it is not set; the default stands where it would be set. */
export function orDefault(value: Value, standard: string | boolean): Value {
  if (value.kind !== "absent") return value;
  const { place, sensitive } = value;
  return { kind: "scalar", value: standard, text: String(standard), place, sensitive };
}

/** A value, or that the input does not tell it, where leaving it out does not mean that there is none. */
export function orUntold(value: Value, detail: string): Value {
  if (value.kind !== "absent") return value;
  const { place, sensitive } = value;
  const reason: Reason = { code: "not-in-input", detail, place };
  return { kind: "unknown", reason, references: [], place, sensitive };
}

/** Whether a block is there. */
export function isStated(block: Value): Fact<boolean> {
  const { place } = block;
  if (block.kind === "unknown") return { state: "unknown", reason: block.reason, place };
  const empty = block.kind === "list" && block.items.length === 0;
  if (empty && block.rest !== undefined)
    return { state: "unknown", reason: block.rest.reason, place };
  return known(block.kind !== "absent" && !empty, place);
}
