import type { Fact, Value } from "../model/value.ts";
import { absentAt, attribute, field, listItems, stringFact } from "./read.ts";

/** What a data source looks for. */
export interface Lookup {
  /** What each thing that it finds has: by the names that filters of AWS have, `tag:Name`. */
  readonly traits: readonly Trait[];
  /** The VPC that what it finds lies in, where it names one. */
  readonly vpc: Value | undefined;
  /** It finds all that fit, rather than the one that does. */
  readonly many: boolean;
}

/** A name that AWS filters by, and the only value that passes. */
export type Trait = readonly [filter: string, value: string];

/** The filter by the VPC that something lies in. */
export const vpcFilter = "vpc-id";

/** Arguments that do not narrow down what is found in a Region. */
const plainArguments: ReadonlySet<string> = new Set(["tags", "filter", "region", "timeouts"]);

/**
 * What a data source of Terraform looks for, where all of it is known and something that the input
 * may tell of what it makes.
 *
 * @param filters - by the arguments that do the same: `cidr_block` is `cidr`
 * @returns undefined where it may look for anything else
 */
export function lookupOf(
  body: Value,
  many: boolean,
  filters: ReadonlyMap<string, string>,
): Lookup | undefined {
  const wanted = body.kind === "map" ? wantedBy(body, filters) : undefined;
  if (wanted === undefined) return undefined;
  const traits: Trait[] = [];
  let vpc: Value | undefined;
  for (const [filter, value] of wanted) {
    if (filter === vpcFilter) {
      if (vpc !== undefined) return undefined;
      vpc = value;
      continue;
    }
    const text: Fact<string> = stringFact(value);
    // A filter's `*` and `?` stand for other characters.
    if (text.state !== "known" || /[*?\\]/.test(text.value)) return undefined;
    traits.push([filter, text.value]);
  }
  return traits.length === 0 && vpc === undefined ? undefined : { traits, vpc, many };
}

function wantedBy(
  body: Extract<Value, { kind: "map" }>,
  filters: ReadonlyMap<string, string>,
): readonly (readonly [filter: string, value: Value])[] | undefined {
  if (body.rest !== undefined) return undefined;
  const wanted: (readonly [string, Value])[] = [];
  const keys = new Set(body.keys());
  for (const key of keys) {
    if (plainArguments.has(key) || body.get(key).kind === "absent") continue;
    const filter = filters.get(key);
    if (filter === undefined) return undefined;
    wanted.push([filter, body.get(key)]);
  }
  // What is not written is read, and so not known.
  const written = (key: string): Value => (keys.has(key) ? body.get(key) : absentAt(body.place));
  const tags = written("tags");
  if (tags.kind === "map" && tags.rest === undefined) {
    for (const key of tags.keys()) wanted.push([tagFilter(key), tags.get(key)]);
  } else if (tags.kind !== "absent") return undefined;
  const filtered = listItems(written("filter"));
  if (filtered.rest !== undefined) return undefined;
  const names = new Set(filters.values());
  for (const filter of filtered.items) {
    const name = stringFact(field(filter, "name"));
    const { items, rest } = listItems(attribute(filter, "values"));
    const [value, second] = items;
    if (name.state !== "known") return undefined;
    if (!name.value.startsWith("tag:") && !names.has(name.value)) return undefined;
    if (value === undefined || second !== undefined || rest !== undefined) return undefined;
    wanted.push([name.value, value]);
  }
  return wanted;
}

/** The filter by a tag. */
export function tagFilter(key: string): string {
  return `tag:${key}`;
}
