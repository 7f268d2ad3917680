import {
  because,
  bool,
  ListDatum,
  native,
  nothing,
  number,
  open,
  type Call,
  type Datum,
  type Open,
  type Spot,
} from "../datum.ts";
import { same, truth } from "./either.ts";
import { joined, textOf, unknownOf } from "./operators.ts";
import { isCertain } from "./maybe.ts";
import type { Work } from "./work.ts";

/** A member of a list; undefined where it is not worked out. */
export function listMember(of: ListDatum, name: string, at: Spot): Datum | undefined {
  if (/^\d{1,9}$/.test(name)) {
    const { rest } = of;
    const further = rest === undefined ? nothing(of.at) : { ...rest, at };
    return of.items[Number(name)] ?? further;
  }
  if (name === "length") {
    return of.rest === undefined ? number(of.items.length, at) : because(at, of.rest);
  }
  return native(name, at, (call) => method(of, name, call));
}

function method(of: ListDatum, name: string, call: Call): Datum {
  const { at, args, machine } = call;
  const [first, second] = args;
  switch (name) {
    case "push":
    case "unshift":
      return add(of, args, name === "push", call);
    case "map":
      return new ListDatum(
        of.items.map((item, index) => apply(first, item, index, call)),
        at,
        restOf(of, first, call),
      );
    case "flatMap": {
      const made = of.items.map((item, index) => apply(first, item, index, call));
      return flattened(made, at, restOf(of, first, call), machine.work);
    }
    case "forEach":
      for (const [index, item] of of.items.entries()) apply(first, item, index, call);
      restOf(of, first, call);
      return nothing(at);
    case "filter": {
      const kept: Datum[] = [];
      let rest = of.rest;
      for (const [index, item] of of.items.entries()) {
        const known = truth(apply(first, item, index, call));
        if (known === true) kept.push(item);
        if (known === undefined) rest ??= open(at, "which items are kept is not known");
      }
      return new ListDatum(kept, at, rest);
    }
    case "find": {
      for (const [index, item] of of.items.entries()) {
        const known = truth(apply(first, item, index, call));
        if (known === true) return item;
        if (known === undefined) return unknownOf([item], at);
      }
      return of.rest === undefined ? nothing(at) : because(at, of.rest);
    }
    case "reduce": {
      if (second === undefined || of.rest !== undefined) return unknownOf([of.rest ?? of], at);
      let made = second;
      for (const item of of.items) {
        made = machine.call(first ?? nothing(at), { args: [made, item], rest: undefined, at });
      }
      return made;
    }
    case "some":
    case "every": {
      const results = of.items.map((item, index) => truth(apply(first, item, index, call)));
      const decisive = name === "some";
      if (results.includes(decisive)) return bool(decisive, at);
      if (results.includes(undefined) || of.rest !== undefined)
        return unknownOf([of.rest ?? of], at);
      return bool(!decisive, at);
    }
    case "includes":
      if (first !== undefined && of.items.some((item) => same(item, first))) return bool(true, at);
      if (
        of.rest !== undefined ||
        first === undefined ||
        [first, ...of.items].some(({ kind }) => kind === "open")
      ) {
        return unknownOf([of.rest ?? of], at);
      }
      return bool(false, at);
    case "concat": {
      const all = new ListDatum(of.items, at, of.rest);
      for (const arg of args) {
        if (arg.kind === "list") {
          if (!machine.work.steps(arg.items.length)) return unknownOf([], at);
          for (const item of arg.items) all.items.push(item);
          all.rest ??= arg.rest;
        } else if (arg.kind === "open") all.rest ??= arg;
        else all.items.push(arg);
      }
      return all;
    }
    case "slice": {
      const from = first === undefined ? 0 : first.kind === "number" ? first.value : undefined;
      const to = second === undefined ? undefined : second.kind === "number" ? second.value : null;
      if (from === undefined || to === null || of.rest !== undefined)
        return unknownOf([of.rest ?? of], at);
      return new ListDatum(of.items.slice(from, to), at);
    }
    case "join": {
      if (of.rest !== undefined) return because(at, of.rest);
      const between = first === undefined ? "," : (textOf(first) ?? ",");
      const parts = of.items.flatMap((item, index): readonly Datum[] =>
        index === 0 ? [item] : [{ kind: "text", text: between, at }, item],
      );
      return joined(parts, at, machine.work);
    }
    case "flat":
      return flattened(of.items, at, of.rest, machine.work);
    case "entries":
      return new ListDatum(
        of.items.map((item, index) => new ListDatum([number(index, at), item], at)),
        at,
        of.rest,
      );
    case "values":
    case "toString":
      return of;
    case "sort":
    case "reverse":
    case "toSorted":
    case "toReversed":
      // What an order is for matters to nothing that is judged.
      return new ListDatum(of.items, of.at, of.rest, of.born);
    case "at": {
      const index = first?.kind === "number" ? first.value : undefined;
      const found = index === undefined || of.rest !== undefined ? undefined : of.items.at(index);
      return found ?? unknownOf([of.rest ?? of], at);
    }
    default: {
      const cause = open(at, "what the method does with the list is not known");
      of.rest ??= cause;
      return cause;
    }
  }
}

function add(of: ListDatum, args: readonly Datum[], last: boolean, call: Call): Datum {
  const { machine, at, rest } = call;
  if (!isCertain(of.born, machine.maybe)) {
    const why = machine.maybe?.because;
    of.rest ??= why === undefined ? unknownOf(args, at) : because(at, why);
  } else if (!machine.work.steps(args.length)) of.rest ??= unknownOf(args, at);
  else if (last) for (const arg of args) of.items.push(arg);
  else for (const arg of [...args].reverse()) of.items.unshift(arg);
  if (rest !== undefined) of.rest ??= because(at, rest);
  return number(of.items.length, at);
}

function apply(callback: Datum | undefined, item: Datum, index: number, call: Call): Datum {
  const { machine, at } = call;
  return machine.call(callback ?? nothing(at), {
    args: [item, number(index, at)],
    rest: undefined,
    at,
  });
}

/** What a callback makes of the items that are not known. */
function restOf(of: ListDatum, callback: Datum | undefined, call: Call): Open | undefined {
  const { rest } = of;
  if (rest === undefined || callback === undefined) return rest;
  const made = call.machine.under(rest, () =>
    call.machine.call(callback, { args: [rest], rest: undefined, at: call.at }),
  );
  return made.kind === "open" ? made : because(call.at, rest);
}

function flattened(parts: readonly Datum[], at: Spot, rest: Open | undefined, work: Work): Datum {
  const all = new ListDatum([], at, rest);
  for (const part of parts) {
    if (part.kind === "list" && work.steps(part.items.length)) {
      for (const item of part.items) all.items.push(item);
      all.rest ??= part.rest;
    } else if (part.kind === "open") all.rest ??= part;
    else all.items.push(part);
  }
  return all;
}
