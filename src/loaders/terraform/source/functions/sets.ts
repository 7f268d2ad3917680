import { compare, list, type Datum, type ListDatum, type Open } from "../datum.ts";
import { tooLarge } from "../env.ts";
import { isEqual, unknownBecause } from "../unknown.ts";
import type { Call } from "./call.ts";

/** Each item once, in the order of their first; items that are not known may be any of the others. */
export function unique(
  items: readonly Datum[],
  rest: Open | undefined,
  set: boolean,
  call: Call,
): ListDatum | Open {
  const kept: Datum[] = [];
  const scalars = new Set<string>();
  for (const item of items) {
    const key = scalarKey(item);
    if (key !== undefined) {
      if (!scalars.has(key)) kept.push(item);
      scalars.add(key);
    } else {
      if (!call.env.work.steps(kept.length)) return tooLarge(call.at);
      if (!kept.some((other) => isEqual(other, item) === true)) kept.push(item);
    }
  }
  return { ...list(set ? kept.sort(bySetOrder) : kept, call.at, rest), set };
}

/** The items of several sets. */
export function union(args: readonly Datum[], call: Call): Datum {
  const sets = args.filter((arg) => arg.kind === "list");
  const rests = [...args, ...sets.flatMap(({ rest }) => rest ?? [])];
  const items = sets.flatMap((set) => set.items);
  return unique(items, unknownBecause(call.at, rests), true, call);
}

/** Terraform goes through a set of texts in their order, and of numbers in theirs. */
function bySetOrder(one: Datum, other: Datum): number {
  if (one.kind === "number" && other.kind === "number") return one.value - other.value;
  if (one.kind === "text" && other.kind === "text") return compare(one.text, other.text);
  return 0;
}

function scalarKey(item: Datum): string | undefined {
  switch (item.kind) {
    case "text":
      return `t${item.text}`;
    case "number":
    case "bool":
      return `${item.kind}${String(item.value)}`;
    case "null":
      return "null";
    default:
      return undefined;
  }
}
