import {
  because,
  excerpt,
  list,
  ListDatum,
  MapDatum,
  native,
  nothing,
  number,
  open,
  text,
  type Call,
  type ClassDatum,
  type Datum,
  type Entry,
  type NamespaceDatum,
  type Spot,
} from "../datum.ts";
import { truth } from "./either.ts";
import type { Machine } from "./machine.ts";
import { joined, numberOf, unknownOf } from "./operators.ts";
import { parsedJson } from "./json.ts";

type Method = (call: Call) => Datum;

/** What JavaScript itself has under a name. */
export function globalValue(name: string, at: Spot, machine: Machine): Datum {
  const methods = namespaces.get(name);
  if (methods !== undefined) {
    const space: NamespaceDatum = {
      kind: "namespace",
      name,
      at,
      member: (key, here) => {
        const method = methods.get(key);
        return method === undefined ? undefined : native(key, here, method);
      },
    };
    return space;
  }
  const plain = functions.get(name);
  if (plain !== undefined) return native(name, at, plain);
  if (collections.has(name)) return collectionClass(name, at);
  switch (name) {
    case "process":
      return open(at, "`process` is known only where the program runs", { there: true });
    case "NaN":
      return number(NaN, at);
    case "Infinity":
      return number(Infinity, at);
    case "console":
      return {
        kind: "namespace",
        name,
        at,
        member: (key, here) => native(key, here, () => nothing(here)),
      };
    default:
      return (
        machine.library(name, at) ??
        open(at, `${excerpt(at)} is not written in the files that were read`)
      );
  }
}

const objectMethods: ReadonlyMap<string, Method> = new Map<string, Method>([
  ["keys", (call) => overEntries(call, (key, entry) => text(key, entry.key))],
  ["values", (call) => overEntries(call, (_, entry) => entry.value)],
  [
    "entries",
    (call) =>
      overEntries(call, (key, entry) => list([text(key, entry.key), entry.value], entry.key)),
  ],
  ["freeze", ({ args: [first], at }) => first ?? nothing(at)],
  ["assign", assign],
  ["fromEntries", fromEntries],
]);

function overEntries(call: Call, read: (key: string, entry: Entry) => Datum): Datum {
  const { args, at } = call;
  const [of] = args;
  if (of?.kind === "map") {
    return list(
      [...of.entries].map(([key, entry]) => read(key, entry)),
      at,
      of.rest,
    );
  }
  if (of?.kind === "list" && of.rest === undefined) {
    return list(
      of.items.map((value, index) => read(String(index), { key: value.at, value })),
      at,
    );
  }
  return unknownOf(args, at);
}

function assign({ args, at, machine }: Call): Datum {
  const [target, ...others] = args;
  if (target?.kind !== "map" && target?.kind !== "object") return unknownOf(args, at);
  for (const other of others) {
    if (other.kind === "map") {
      for (const [key, { value, key: place }] of other.entries)
        machine.assign(target, key, value, place);
      if (other.rest !== undefined) target.rest = because(at, other.rest);
    } else if (other.kind !== "nothing") target.rest = unknownOf([other], at);
  }
  return target;
}

function fromEntries({ args, at }: Call): Datum {
  const [pairs] = args;
  if (pairs?.kind !== "list") return unknownOf(args, at);
  const map = new MapDatum([], at, pairs.rest);
  for (const pair of pairs.items) {
    const [key, value] = pair.kind === "list" ? pair.items : [];
    if (key?.kind === "text" && value !== undefined)
      map.entries.set(key.text, { key: key.at, value });
    else map.rest ??= unknownOf([pair], at);
  }
  return map;
}

const namespaces: ReadonlyMap<string, ReadonlyMap<string, Method>> = new Map([
  ["Object", objectMethods],
  [
    "JSON",
    new Map<string, Method>([
      [
        "stringify",
        ({ args: [document], at }) =>
          document === undefined ? nothing(at) : { kind: "json", document, at },
      ],
      ["parse", ({ args, at }) => parsedJson(args[0], at)],
    ]),
  ],
  [
    "Array",
    new Map<string, Method>([
      [
        "isArray",
        ({ args, at }) => {
          const [first] = args;
          return first === undefined || first.kind === "open"
            ? unknownOf(args, at)
            : { kind: "bool", value: first.kind === "list", at };
        },
      ],
      ["from", arrayFrom],
      ["of", ({ args, at }) => list(args, at)],
    ]),
  ],
  [
    "Promise",
    new Map<string, Method>([
      ["all", ({ args: [first], at }) => first ?? nothing(at)],
      ["resolve", ({ args: [first], at }) => first ?? nothing(at)],
    ]),
  ],
  [
    "Math",
    new Map<string, Method>([
      ["min", (call) => extreme(call, Math.min)],
      ["max", (call) => extreme(call, Math.max)],
      ["floor", (call) => extreme(call, Math.floor)],
      ["ceil", (call) => extreme(call, Math.ceil)],
    ]),
  ],
]);

function extreme({ args, at }: Call, pick: (...values: number[]) => number): Datum {
  const values = args.flatMap((arg) => (arg.kind === "number" ? [arg.value] : []));
  return values.length === args.length ? number(pick(...values), at) : unknownOf(args, at);
}

/** Items of a list that `Array.from({ length })` makes. */
const mostItems = 1_000;

function arrayFrom({ args, at, machine }: Call): Datum {
  const [from, callback] = args;
  const length = from?.kind === "map" ? from.value("length") : undefined;
  const items =
    from?.kind === "list"
      ? from.items
      : length?.kind === "number" && length.value <= mostItems
        ? Array.from({ length: Math.max(0, length.value) }, () => nothing(at))
        : undefined;
  if (items === undefined) return unknownOf(args, at);
  const made = items.map((item, index) =>
    callback === undefined
      ? item
      : machine.call(callback, { args: [item, number(index, at)], rest: undefined, at }),
  );
  return new ListDatum(made, at, from?.kind === "list" ? from.rest : undefined);
}

const functions: ReadonlyMap<string, Method> = new Map<string, Method>([
  ["String", ({ args, at, machine }) => joined(args.slice(0, 1), at, machine.work)],
  ["Number", ({ args: [first], at }) => numberOf(first ?? number(0, at), at)],
  ["parseInt", ({ args: [first], at }) => numberOf(first ?? number(NaN, at), at)],
  [
    "Boolean",
    ({ args, at }) => {
      const [first] = args;
      const known = first === undefined ? false : truth(first);
      return known === undefined ? unknownOf(args, at) : { kind: "bool", value: known, at };
    },
  ],
]);

const collections: ReadonlySet<string> = new Set([
  "Map",
  "Set",
  "WeakMap",
  "WeakSet",
  "Error",
  "Date",
  "URL",
]);

/** Collections are not followed: what comes out of them is not known, and what goes in is lost. */
function collectionClass(name: string, at: Spot): ClassDatum {
  const unknown = (here: Spot): Datum => open(here, `what a ${name} holds is not followed`);
  return {
    kind: "class",
    name,
    parent: undefined,
    at,
    construct: () => undefined,
    member: (object, member, here) => {
      const cause = unknown(here);
      return native(member, here, ({ machine, args }) => {
        if (member === "forEach")
          for (const arg of args)
            machine.escape(arg, open(object.at, `what a ${name} holds is not followed`));
        return cause;
      });
    },
    own: (_, here) => unknown(here),
  };
}
