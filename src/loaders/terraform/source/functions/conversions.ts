import { asBool, asNumber, asText } from "../convert.ts";
import {
  bool,
  failure,
  itemsOf,
  list,
  masked,
  type Datum,
  type Entry,
  type Open,
} from "../datum.ts";
import { tooLarge } from "../env.ts";
import { isSensitive } from "../plain.ts";
import { isEqual, unknownLike } from "../unknown.ts";
import type { Call, Implementation } from "./call.ts";
import { union, unique, unsettled } from "./sets.ts";

/** https://developer.hashicorp.com/terraform/language/functions#type-conversion-functions */
export const conversionFunctions: readonly (readonly [string, Implementation])[] = [
  ["tostring", scalar(asText)],
  ["tonumber", scalar(asNumber)],
  ["tobool", scalar(asBool)],
  ["tolist", (args, call) => collection(args, call, false)],
  ["toset", (args, call) => collection(args, call, true)],
  ["tomap", tomap],
  ["sensitive", ([value], call) => (value === undefined ? none(call) : masked(value))],
  [
    "nonsensitive",
    ([value], call) => (value === undefined ? none(call) : { ...value, sensitive: false }),
  ],
  [
    "issensitive",
    ([value], call) => {
      if (value === undefined) return none(call);
      return call.env.work.goesThrough([value])
        ? bool(isSensitive(value), call.at)
        : tooLarge(call.at);
    },
  ],
  ["setunion", union],
  ["setintersection", (args, call) => against(args, call, true)],
  ["setsubtract", (args, call) => against(args, call, false)],
];

function none({ at }: Call): Open {
  return failure(at, "the function has no argument");
}

function scalar(convert: (value: Datum) => Datum): Implementation {
  return ([value], call) => {
    if (value === undefined) return none(call);
    return value.kind === "null" ? value : convert(value);
  };
}

function collection([whole]: readonly Datum[], call: Call, set: boolean): Datum {
  if (whole === undefined) return none(call);
  if (whole.kind === "open" || whole.kind === "null") return whole;
  if (whole.kind !== "list") return failure(call.at, "a list or set was expected");
  const items = sameType(itemsOf(whole));
  const { rest, sensitive } = whole;
  if (!set) return { ...list(items, whole.at, rest), sensitive };
  const made = unique(items, rest, true, call);
  return { ...made, sensitive };
}

/** Items of one list have one type: where one is a text, the others are written out. */
function sameType(items: readonly Datum[]): readonly Datum[] {
  return items.some(({ kind }) => kind === "text")
    ? items.map((item) => (item.kind === "number" || item.kind === "bool" ? asText(item) : item))
    : items;
}

function tomap([whole]: readonly Datum[], call: Call): Datum {
  if (whole === undefined) return none(call);
  if (whole.kind === "open" || whole.kind === "null") return whole;
  if (whole.kind !== "map") return failure(call.at, "a map was expected");
  const keys = [...whole.entries.keys()];
  const values = sameType([...whole.entries.values()].map(({ value }) => value));
  const entries = new Map<string, Entry>();
  for (const [position, key] of keys.entries()) {
    const entry = whole.entries.get(key);
    const value = values[position];
    if (entry !== undefined && value !== undefined) entries.set(key, { key: entry.key, value });
  }
  return { ...whole, entries };
}

/** What is in all of several sets, or in the first of two only. */
function against(args: readonly Datum[], call: Call, both: boolean): Datum {
  const sets = args.filter((arg) => arg.kind === "list");
  const cause =
    args.find((arg) => arg.kind === "open") ?? sets.find(({ rest }) => rest !== undefined)?.rest;
  if (cause !== undefined) return unknownLike(call.at, cause);
  const [first, ...others] = sets;
  if (first === undefined || sets.length !== args.length)
    return failure(call.at, "sets were expected");
  const kept: Datum[] = [];
  for (const item of itemsOf(first)) {
    if (!call.env.work.goesThrough([item, ...others])) return tooLarge(call.at);
    const inside = others.map((set) => set.items.map((other) => isEqual(item, other)));
    const unsure = inside.flat().includes(undefined) && !inside.flat().includes(true);
    if (unsure) return unsettled(call, [item, ...others]);
    const kept1 = both
      ? inside.every((found) => found.includes(true))
      : !inside.some((found) => found.includes(true));
    if (kept1) kept.push(item);
  }
  return unique(kept, undefined, true, call);
}
