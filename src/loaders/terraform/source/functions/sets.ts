import { compare, list, open, type Datum, type ListDatum, type Open } from "../datum.ts";
import { tooLarge } from "../env.ts";
import { jsonText, openIn, plainOf } from "../plain.ts";
import { unknownBecause, unknownLike } from "../unknown.ts";
import type { Call } from "./call.ts";

/** Each item once, in the order of their first; items that are not known may be any of the others. */
export function unique(
  items: readonly Datum[],
  rest: Open | undefined,
  set: boolean,
  call: Call,
): ListDatum | Open {
  if (!call.env.work.goesThrough(items)) return tooLarge(call.at);
  const kept: Datum[] = [];
  const texts = new Set<string>();
  const others = new Set<string>();
  for (const item of items) {
    const [known, key] = item.kind === "text" ? [texts, item.text] : [others, keyOf(item)];
    if (key !== undefined && known.has(key)) continue;
    if (key !== undefined) known.add(key);
    kept.push(item);
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

/** The same for values that are the same; undefined where that is not known. */
function keyOf(item: Datum): string | undefined {
  const read = plainOf(item);
  return "kind" in read ? undefined : jsonText(read.plain, String);
}

/** What depends on which of several values are the same, where that is not known. */
export function unsettled(call: Call, values: readonly Datum[]): Open {
  const part = openIn(values);
  if (part !== undefined) return unknownLike(call.at, { ...part, references: [] });
  const detail = "which of the values are the same is not worked out here";
  return open(call.at, { code: "unsupported-expression", detail });
}
