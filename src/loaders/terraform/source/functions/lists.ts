import { asBool, asNumber } from "../convert.ts";
import {
  bool,
  failure,
  itemsOf,
  list,
  number,
  open,
  type Datum,
  type ListDatum,
  type Open,
} from "../datum.ts";
import { tooLarge } from "../env.ts";
import { indexOf } from "../step.ts";
import { eitherOf, isEqual, unknownBecause, unknownLike } from "../unknown.ts";
import { ofKnown, Refusal, textsIn, type Call, type Implementation } from "./call.ts";
import { numberOf } from "./numbers.ts";
import { unique, unsettled } from "./sets.ts";

/**
 * Functions on lists, which keep what is known of each item.
 * https://developer.hashicorp.com/terraform/language/functions#collection-functions
 */
export const listFunctions: readonly (readonly [string, Implementation])[] = [
  ["concat", concat],
  ["flatten", ofList(flattened)],
  ["reverse", ofList((items, whole, call) => list([...items].reverse(), call.at, whole.rest))],
  ["compact", ofList(compact)],
  ["distinct", ofList((items, whole, call) => unique(items, whole.rest, false, call))],
  ["one", ofList(one)],
  ["alltrue", ofList((items, whole, call) => every(items, whole, call, true))],
  ["anytrue", ofList((items, whole, call) => every(items, whole, call, false))],
  ["element", element],
  ["slice", slice],
  ["contains", contains],
  ["index", index],
  ["coalesce", coalesce],
  ["coalescelist", coalesceList],
  ["chunklist", chunklist],
  ["setproduct", setproduct],
  ["matchkeys", matchkeys],
  ["sort", ofKnown(1, 1, ([items]) => sorted(items))],
  [
    "range",
    ofKnown(1, 3, (args) => {
      const numbers = args.map(numberOf);
      const [a, b, c] = numbers;
      if (a === undefined || numbers.includes(undefined)) return new Refusal("it is no number");
      const start = b === undefined ? 0 : a;
      const end = b ?? a;
      const step = c ?? (end < start ? -1 : 1);
      if (step === 0 || (end - start) * step < 0) return new Refusal("the range has no end");
      const count = Math.ceil((end - start) / step);
      // As Terraform has it. https://developer.hashicorp.com/terraform/language/functions/range
      if (count > 1024) return new Refusal("the range has more than 1024 numbers");
      return Array.from({ length: count }, (_, position) => start + position * step);
    }),
  ],
];

function ofList(
  make: (items: readonly Datum[], whole: ListDatum, call: Call) => Datum,
): Implementation {
  return (args, call) => {
    const [whole] = args;
    if (whole === undefined || args.length > 1) return failure(call.at, "one list was expected");
    if (whole.kind === "open") return unknownLike(call.at, whole);
    if (whole.kind !== "list") return failure(call.at, "a list was expected as an argument");
    const made = make(itemsOf(whole), whole, call);
    return whole.sensitive ? { ...made, sensitive: true } : made;
  };
}

/** The items of all lists; those of an unknown list are the rest. */
function concat(args: readonly Datum[], call: Call): Datum {
  const items: Datum[] = [];
  const rests: Open[] = [];
  for (const arg of args) {
    if (arg.kind === "open") {
      if (arg.error) return unknownLike(call.at, arg);
      rests.push(arg);
    } else if (arg.kind === "list" && !arg.set) {
      for (const item of itemsOf(arg)) items.push(item);
      if (arg.rest !== undefined) rests.push(arg.rest);
    } else return failure(call.at, "only lists can be joined");
  }
  return list(items, call.at, unknownBecause(call.at, rests));
}

function flattened(items: readonly Datum[], whole: ListDatum, call: Call): Datum {
  return call.env.work.goesThrough(items) ? flatten(items, whole, call) : tooLarge(call.at);
}

function flatten(items: readonly Datum[], whole: ListDatum, call: Call, depth = 0): ListDatum {
  const flat: Datum[] = [];
  const rests: Open[] = whole.rest === undefined ? [] : [whole.rest];
  for (const item of items) {
    const value = item.kind === "lazy" ? item.whole() : item;
    if (value.kind === "list" && depth < 50) {
      const inner = flatten(itemsOf(value), value, call, depth + 1);
      for (const below of inner.items) flat.push(below);
      if (inner.rest !== undefined) rests.push(inner.rest);
    } else if (value.kind === "open" && value.references.length === 0) rests.push(value);
    else flat.push(value);
  }
  return list(flat, call.at, unknownBecause(call.at, rests));
}

function compact(items: readonly Datum[], whole: ListDatum, call: Call): Datum {
  const kept: Datum[] = [];
  const rests: Open[] = whole.rest === undefined ? [] : [whole.rest];
  for (const item of items) {
    if (item.kind === "null" || (item.kind === "text" && item.text === "")) continue;
    // What comes from AWS is not empty; of what cannot be told that is not sure.
    if (item.kind === "open" && item.references.length === 0) rests.push(item);
    else kept.push(item);
  }
  return list(kept, call.at, unknownBecause(call.at, rests));
}

function one(items: readonly Datum[], whole: ListDatum, call: Call): Datum {
  const [only, second] = items;
  if (second !== undefined) return failure(call.at, "there is more than one item");
  if (whole.rest !== undefined) return unknownLike(call.at, whole.rest);
  return only ?? { kind: "null", at: call.at, sensitive: false };
}

function every(items: readonly Datum[], whole: ListDatum, call: Call, value: boolean): Datum {
  const read = items.map((item) => (item.kind === "null" ? item : asBool(item)));
  const refused = read.find((item) => item.kind === "open" && item.error);
  if (refused?.kind === "open") return unknownLike(call.at, refused);
  const decisive = read.some((item) =>
    item.kind === "null" ? value : item.kind === "bool" && item.value !== value,
  );
  if (decisive) return bool(!value, call.at);
  const rest = whole.rest === undefined ? [] : [whole.rest];
  return unknownBecause(call.at, [...read, ...rest]) ?? bool(value, call.at);
}

function element([whole, position]: readonly Datum[], call: Call): Datum {
  if (whole === undefined || position === undefined) return failure(call.at, "no list");
  const read = asNumber(position);
  if (whole.kind === "open") return unknownLike(call.at, whole);
  if (whole.kind !== "list") return failure(call.at, "a list was expected as an argument");
  const items = itemsOf(whole);
  if (read.kind === "open" || whole.rest !== undefined) {
    const settled = items.map((item) => (item.kind === "lazy" ? item.whole() : item));
    const cause = read.kind === "open" ? read : (whole.rest ?? failure(call.at, "no list"));
    const referring = settled.every((item) => item.kind === "open" && item.references.length > 0);
    return unknownLike(call.at, cause, referring ? settled : []);
  }
  if (items.length === 0) return failure(call.at, "the list is empty");
  if (read.value < 0) {
    // Terraform counts from the end of a list and refuses to in a tuple.
    const detail = "the position is negative";
    return open(call.at, { code: "unsupported-expression", detail });
  }
  const index = read.value % items.length;
  return items[index] ?? failure(call.at, `there is no item ${String(index)}`);
}

function slice([whole, from, to]: readonly Datum[], call: Call): Datum {
  if (whole === undefined || from === undefined || to === undefined) {
    return failure(call.at, "a list and two positions were expected");
  }
  const [start, end] = [asNumber(from), asNumber(to)];
  if (whole.kind === "open") {
    return start.kind === "open" || end.kind === "open"
      ? unknownLike(call.at, whole)
      : sliceOfUnknown(whole, start.value, end.value, call);
  }
  if (whole.kind !== "list") return failure(call.at, "a list was expected as an argument");
  if (start.kind === "open" || end.kind === "open" || whole.rest !== undefined) {
    const settled = whole.items.map((item) => (item.kind === "lazy" ? item.whole() : item));
    const cause = [start, end, whole.rest].find((part) => part?.kind === "open");
    return cause?.kind === "open"
      ? list([], call.at, unknownLike(call.at, cause, settled))
      : failure(call.at, "no such part");
  }
  if (start.value < 0 || end.value > whole.items.length || start.value > end.value) {
    return failure(call.at, "the list has no such part");
  }
  return list(itemsOf(whole).slice(start.value, end.value), call.at);
}

/** Terraform refuses a list that has fewer items, so that how many there are is known. */
function sliceOfUnknown(whole: Open, start: number, end: number, call: Call): Datum {
  const count = end - start;
  if (!Number.isInteger(start) || !Number.isInteger(count) || start < 0 || count < 0) {
    return failure(call.at, "there is no such part of a list");
  }
  if (!call.env.work.steps(count)) return tooLarge(call.at);
  const items = Array.from({ length: count }, (_, position) =>
    indexOf(whole, number(start + position, call.at), call.at),
  );
  return list(items, call.at);
}

function contains([whole, value]: readonly Datum[], call: Call): Datum {
  if (whole === undefined || value === undefined) return failure(call.at, "no list");
  if (whole.kind === "open") return unknownLike(call.at, whole);
  if (whole.kind !== "list") return failure(call.at, "a list was expected as an argument");
  if (!call.env.work.goesThrough([whole, value])) return tooLarge(call.at);
  const found = whole.items.map((item) => isEqual(item, value));
  if (found.includes(true)) return bool(true, call.at, whole.sensitive || value.sensitive);
  const rest = whole.rest === undefined ? [] : [whole.rest];
  const unknown = unknownBecause(call.at, [...whole.items, value, ...rest]);
  if (unknown !== undefined && (found.includes(undefined) || rest.length > 0)) return unknown;
  if (found.includes(undefined)) return unsettled(call, [whole, value]);
  return bool(false, call.at, whole.sensitive || value.sensitive);
}

function index([whole, value]: readonly Datum[], call: Call): Datum {
  if (whole?.kind !== "list" || value === undefined) {
    return whole?.kind === "open" ? unknownLike(call.at, whole) : failure(call.at, "no list");
  }
  if (!call.env.work.goesThrough([whole, value])) return tooLarge(call.at);
  for (const [position, item] of whole.items.entries()) {
    const equal = isEqual(item, value);
    if (equal === true) return number(position, call.at);
    if (equal === undefined) {
      return unsettled(call, [item, value]);
    }
  }
  return whole.rest === undefined
    ? failure(call.at, "it is not in the list")
    : unknownLike(call.at, whole.rest);
}

function coalesce(args: readonly Datum[], call: Call): Datum {
  for (const [position, arg] of args.entries()) {
    if (arg.kind === "null" || (arg.kind === "text" && arg.text === "")) continue;
    if (arg.kind !== "open" || arg.references.length > 0) return arg;
    // It may be null, and then one of those behind it counts.
    return { ...unknownLike(call.at, arg, args.slice(position)), references: [] };
  }
  return failure(call.at, "all arguments are null or empty");
}

function coalesceList(args: readonly Datum[], call: Call): Datum {
  let behind: Datum | undefined;
  for (const arg of args.toReversed()) {
    const cause = arg.kind === "list" ? arg.rest : arg;
    if (cause?.kind === "null" || (arg.kind === "list" && arg.items.length === 0 && !cause))
      continue;
    const mayBeEmpty = cause?.kind === "open" && !(arg.kind === "list" && arg.items.length > 0);
    behind =
      mayBeEmpty && behind !== undefined
        ? eitherOf(call.at, { ...cause, references: [] }, arg, behind)
        : arg;
  }
  return behind ?? failure(call.at, "all lists are empty");
}

function chunklist([whole, size]: readonly Datum[], call: Call): Datum {
  const unknown = unknownBecause(
    call.at,
    [whole, size].flatMap((arg) => arg ?? []),
  );
  if (whole?.kind !== "list" || size === undefined || whole.rest !== undefined) {
    return unknown ?? failure(call.at, "a list was expected as an argument");
  }
  const each = asNumber(size);
  if (each.kind === "open" || each.value < 0) return failure(call.at, "a number was expected");
  const items = itemsOf(whole);
  const count = each.value === 0 ? items.length : Math.floor(each.value);
  const chunks: Datum[] = [];
  for (let from = 0; from < items.length; from += Math.max(1, count)) {
    chunks.push(list(items.slice(from, from + count), call.at));
  }
  return list(chunks, call.at);
}

/** Every combination; as many as their number are worked out, within bounds. */
function setproduct(args: readonly Datum[], call: Call): Datum {
  const unknown = unknownBecause(call.at, args);
  if (unknown !== undefined) return unknown;
  let rows: readonly (readonly Datum[])[] = [[]];
  for (const arg of args) {
    if (arg.kind !== "list") return failure(call.at, "only lists and sets have a product");
    if (arg.rest !== undefined) return unknownLike(call.at, arg.rest);
    const items = itemsOf(arg);
    if (rows.length * items.length > 20_000 || !call.env.work.steps(rows.length * items.length)) {
      return tooLarge(call.at);
    }
    rows = rows.flatMap((row) => items.map((item) => [...row, item]));
  }
  return list(
    rows.map((row) => list(row, call.at)),
    call.at,
  );
}

function matchkeys([values, keys, wanted]: readonly Datum[], call: Call): Datum {
  const unknown = unknownBecause(
    call.at,
    [values, keys, wanted].flatMap((arg) => arg ?? []),
  );
  if (values?.kind !== "list" || keys?.kind !== "list" || wanted?.kind !== "list") {
    return unknown ?? failure(call.at, "three lists were expected");
  }
  const each = itemsOf(values);
  const kept: Datum[] = [];
  for (const [position, key] of keys.items.entries()) {
    if (!call.env.work.goesThrough([wanted, key])) return tooLarge(call.at);
    const equal = wanted.items.map((item) => isEqual(item, key));
    const value = each[position];
    if (value !== undefined && equal.includes(true)) kept.push(value);
    else if (equal.includes(undefined)) return unsettled(call, [key, wanted]);
  }
  return list(kept, call.at);
}

function sorted(items: Parameters<typeof textsIn>[0][number]): readonly string[] | Refusal {
  const read = Array.isArray(items) ? textsIn(items) : new Refusal("a list was expected");
  return read instanceof Refusal ? read : [...read].sort();
}
