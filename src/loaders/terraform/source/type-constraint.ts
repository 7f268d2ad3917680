import type { Expression } from "../../../source/hcl/syntax.ts";
import { asBool, asNumber, asText } from "./convert.ts";
import {
  failure,
  itemsOf,
  list,
  nothing,
  settled,
  through,
  type Datum,
  type Entry,
  type Open,
} from "./datum.ts";
import { tooLarge, type Env } from "./env.ts";
import { evaluate } from "./evaluate.ts";
import { literalText } from "./module-source.ts";
import { unique } from "./functions/sets.ts";
import { unknownLike } from "./unknown.ts";

/** Types inside types, deeper than this, convert nothing. */
const deepest = 30;

/**
 * Converts a value to the type that a variable says.
 * https://developer.hashicorp.com/terraform/language/expressions/type-constraints
 *
 * @param value - what the variable is given
 * @param type - the type as written; undefined converts nothing
 * @param env - for the defaults of optional attributes
 */
export function converted(value: Datum, type: Expression | undefined, env: Env, depth = 0): Datum {
  const here = settled(value);
  if (depth === 0 && !env.work.goesThrough([here])) return tooLarge(here.at);
  if (type === undefined || depth > deepest || here.kind === "null") return here;
  if (here.kind === "open") return here;
  const name = type.kind === "variable" ? type.name : literalText(type);
  switch (name) {
    case "string":
      return asText(here);
    case "number":
      return asNumber(here);
    case "bool":
      return asBool(here);
    case "list":
    case "map":
      return here;
    default:
      return type.kind === "call" ? constructed(here, type, env, depth) : here;
  }
}

function constructed(
  value: Exclude<Datum, Open>,
  type: Extract<Expression, { kind: "call" }>,
  env: Env,
  depth: number,
): Datum {
  const [inner] = type.arguments;
  const each = (item: Datum): Datum => converted(item, inner, env, depth + 1);
  switch (type.name) {
    case "list":
    case "set": {
      if (value.kind !== "list") return mistyped(value, `a ${type.name} was expected`);
      const items = itemsOf(value).map(each);
      const { at, rest, sensitive } = value;
      const made =
        type.name === "set"
          ? unique(items, rest, true, { at, env })
          : { ...list(items, at, rest), sensitive };
      return made;
    }
    case "map": {
      if (value.kind !== "map") return mistyped(value, "a map was expected");
      const entries = [...value.entries].map(
        ([key, entry]) =>
          [key, { key: entry.key, value: each(through(entry.value, value)) }] as const,
      );
      return { ...value, entries: new Map(entries) };
    }
    case "object":
      if (value.kind !== "map") return mistyped(value, "an object was expected");
      return inner?.kind === "object" ? objectOf(value, inner, env, depth) : value;
    case "tuple": {
      if (value.kind !== "list") return mistyped(value, "a tuple was expected");
      const types = inner?.kind === "tuple" ? inner.items : [];
      const items = itemsOf(value).map((item, index) =>
        converted(item, types[index], env, depth + 1),
      );
      return { ...value, items };
    }
    default:
      return value;
  }
}

/** Attributes that the type does not name are dropped, and optional ones are filled in. */
function objectOf(
  value: Extract<Datum, { kind: "map" }>,
  type: Extract<Expression, { kind: "object" }>,
  env: Env,
  depth: number,
): Datum {
  const entries = new Map<string, Entry>();
  for (const item of type.items) {
    const name = item.key.kind === "literal" ? String(item.key.value) : literalText(item.key);
    if (name === undefined) continue;
    const { value: written } = item;
    const optional = written.kind === "call" && written.name === "optional";
    const [inner, fallback] = optional ? written.arguments : [written];
    const entry = value.entries.get(name);
    const given = entry === undefined ? undefined : settled(through(entry.value, value));
    const isThere = given !== undefined && (given.kind !== "null" || fallback === undefined);
    if (isThere) {
      const made = converted(given, inner, env, depth + 1);
      entries.set(name, { key: entry?.key ?? value.at, value: made });
    } else if (value.rest !== undefined && given === undefined) {
      entries.set(name, { key: value.at, value: unknownLike(value.at, value.rest) });
    } else if (fallback !== undefined) {
      const made = converted(evaluate(fallback, env), inner, env, depth + 1);
      entries.set(name, { key: value.at, value: made });
    } else if (optional) entries.set(name, { key: value.at, value: nothing(value.at) });
    else return mistyped(value, `the attribute \`${name}\` is missing`);
  }
  return { ...value, entries, rest: undefined };
}

function mistyped(value: Datum, detail: string): Open {
  return failure(value.at, detail);
}
