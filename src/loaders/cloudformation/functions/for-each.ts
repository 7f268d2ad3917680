import type { Place } from "../../../model/place.ts";
import type { MapValue, UnknownValue, Value } from "../../../model/value.ts";
import type { Binding, Env } from "../env.ts";
import { resolve } from "../resolve.ts";
import { placed, unknown, unknownFor } from "../values.ts";
import { included } from "./transform.ts";

/** An entry of an object as written, with the names that loops around it give values. */
export interface ExpandedEntry {
  readonly key: Place;
  readonly value: Value;
  readonly bound: Binding | undefined;
}

/** The entries of an object once its loops and included files are put in. */
export interface Expanded {
  readonly entries: ReadonlyMap<string, ExpandedEntry>;
  /** There are, or may be, further entries. */
  readonly rest: UnknownValue | undefined;
}

/** Entries that loops may make of one object. */
const mostEntries = 10_000;

const loop = /^Fn::ForEach::[A-Za-z0-9]+$/;

/**
 * The entries of an object, with each `Fn::ForEach` taken apart and each included file put in.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
 */
export function expandedEntries(map: MapValue, env: Env): Expanded {
  const into = new Map<string, ExpandedEntry>();
  const rests: UnknownValue[] = [];
  expand(map, env, into, rests, 0);
  return { entries: into, rest: map.rest ?? rests[0] };
}

function expand(
  map: MapValue,
  env: Env,
  into: Map<string, ExpandedEntry>,
  rests: UnknownValue[],
  depth: number,
): void {
  for (const key of map.keys()) {
    const value = map.get(key);
    if (loop.test(key)) {
      const rest = expandLoop(value, env, into, depth, rests);
      if (rest !== undefined) rests.push(rest);
    } else if (key === "Fn::Transform") {
      const content = included(value, env);
      if (content.kind === "map" && depth < 8) expand(content, env, into, rests, depth + 1);
      else if (content.kind === "unknown") rests.push(content);
    } else {
      const name = withNames(key, env);
      into.set(name, { key: map.keyPlace(key), value, bound: env.bound });
    }
  }
}

/** @returns why it is not known what the loop makes */
function expandLoop(
  value: Value,
  env: Env,
  into: Map<string, ExpandedEntry>,
  depth: number,
  rests: UnknownValue[],
): UnknownValue | undefined {
  const place = placed(value.place, env.frame);
  const [name, collection, body] = value.kind === "list" ? value.items : [];
  if (name?.kind !== "scalar" || collection === undefined || body?.kind !== "map") {
    return unknown(place, "malformed", "`Fn::ForEach` takes a name, a list and an object");
  }
  if (depth > 8) return unknown(place, "too-large", "loops stand in one another too deep");
  const list = resolve(collection, env);
  if (list.kind === "unknown") return unknownFor(place, { ...list, references: [] });
  if (list.kind !== "list") return unknown(place, "malformed", "`Fn::ForEach` goes over a list");
  for (const item of list.items) {
    if (into.size > mostEntries || !env.stack.work.steps(10)) {
      return unknown(place, "too-large", "the loop makes too many entries");
    }
    const bound = { name: name.text, value: item, outer: env.bound };
    expand(body, { ...env, bound }, into, rests, depth + 1);
  }
  return list.rest === undefined ? undefined : unknownFor(place, { ...list.rest, references: [] });
}

/** Loops put their names into keys: `Subnet${Zone}`, or `&{Zone}` without what is no letter. */
function withNames(key: string, env: Env): string {
  let made = key;
  for (let here = env.bound; here !== undefined; here = here.outer) {
    if (!/[$&]\{/.test(made)) break;
    const { name, value } = here;
    const text = value.kind === "scalar" ? value.text : name;
    made = made
      .replaceAll(`\${${name}}`, () => text)
      .replaceAll(`&{${name}}`, () => text.replace(/[^A-Za-z0-9]/g, ""));
  }
  return made;
}
