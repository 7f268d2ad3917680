import type { Expression } from "../../../source/hcl/syntax.ts";
import { asBool, asText } from "./convert.ts";
import {
  entriesOf,
  failure,
  itemsOf,
  list,
  number,
  settled,
  text,
  through,
  type Datum,
  type Entry,
  type MapDatum,
  type Open,
} from "./datum.ts";
import { binding, spotIn, tooLarge, type Env } from "./env.ts";
import { evaluate } from "./evaluate.ts";
import { eitherOf, unknownLike } from "./unknown.ts";

type For = Extract<Expression, { kind: "for" }>;

/** What a collection is gone through by. */
export interface Pass {
  readonly key: Datum;
  readonly value: Datum;
}

/** A collection, taken apart. */
export interface Passes {
  readonly passes: readonly Pass[];
  /** Stands for further elements. */
  readonly rest: Open | undefined;
}

/**
 * Takes apart what a `for`, a `for_each` or a template goes over.
 *
 * @returns the reason where it is nothing to go over
 */
export function passesOver(collection: Datum): Passes | Open {
  const whole = collection.kind === "lazy" ? settled(collection) : collection;
  switch (whole.kind) {
    case "open":
      return whole.error ? whole : { passes: [], rest: whole };
    case "list":
      return {
        passes: itemsOf(whole).map((value, index) => ({
          key: whole.set ? value : number(index, value.at),
          value,
        })),
        rest: whole.rest,
      };
    case "map":
      return {
        passes: entriesOf(whole).map(([key, entry]) => ({
          key: text(key, entry.key, whole.sensitive),
          value: entry.value,
        })),
        rest: whole.rest,
      };
    default:
      return failure(whole.at, "a collection was expected here");
  }
}

/** An environment in which a `for` names one element. */
export function passing(env: Env, names: Pick<For, "keyName" | "valueName">, pass: Pass): Env {
  const value = [names.valueName, pass.value] as const;
  return binding(env, names.keyName === undefined ? [value] : [[names.keyName, pass.key], value]);
}

/** https://developer.hashicorp.com/terraform/language/expressions/for */
export function forExpression(expression: For, env: Env): Datum {
  const at = spotIn(env, expression.span);
  const collection = evaluate(expression.collection, env);
  const over = passesOver(collection);
  if ("kind" in over) return unknownLike(at, over);
  env.doubts?.typed(collection);
  if (!env.work.steps(over.passes.length)) return tooLarge(at);
  const made =
    expression.key === undefined
      ? tuple(expression, over, env)
      : object(expression, expression.key, over, env);
  return through(made, { ...collection, at: { ...at, hops: [] } });
}

function tuple(expression: For, over: Passes, env: Env): Datum {
  const at = spotIn(env, expression.span);
  const items: Datum[] = [];
  let rest: Open | undefined;
  for (const pass of over.passes) {
    const inner = passing(env, expression, pass);
    const kept = condition(expression, inner);
    if (kept === false) continue;
    const value = evaluate(expression.value, inner);
    if (kept === true) items.push(value);
    else if (kept.error) return unknownLike(at, kept);
    else rest = further(rest, kept, value);
  }
  if (over.rest !== undefined) rest = further(rest, over.rest, ofRest(expression, over.rest, env));
  return list(items, at, rest);
}

function object(expression: For, keyExpression: Expression, over: Passes, env: Env): Datum {
  const at = spotIn(env, expression.span);
  const entries = new Map<string, Entry>();
  const groups = new Map<string, { key: Entry["key"]; items: Datum[] }>();
  let rest: Open | undefined;
  for (const pass of over.passes) {
    const inner = passing(env, expression, pass);
    const kept = condition(expression, inner);
    if (kept === false) continue;
    const key = asText(settled(evaluate(keyExpression, inner)));
    const value = evaluate(expression.value, inner);
    if (key.kind === "open") {
      if (key.error) return unknownLike(at, key);
      // It may be one that is there already.
      env.doubts?.add(key);
      rest = further(rest, key, value);
      continue;
    }
    if (kept !== true && kept.error) return unknownLike(at, kept);
    const here = { ...key.at, hops: [] };
    if (kept !== true) {
      const maybe = unknownLike(value.at, { ...kept, references: [] });
      entries.set(key.text, { key: here, value: maybe });
    } else if (expression.grouped) {
      const group = groups.get(key.text);
      if (group === undefined) groups.set(key.text, { key: here, items: [value] });
      else group.items.push(value);
    } else if (entries.has(key.text)) return failure(at, "a key comes twice");
    else entries.set(key.text, { key: here, value });
  }
  if (over.rest !== undefined) rest = further(rest, over.rest, ofRest(expression, over.rest, env));
  for (const [name, { key, items }] of groups) {
    entries.set(name, { key, value: list(items, at, rest) });
  }
  const whole: MapDatum = { kind: "map", entries, rest, at, sensitive: false };
  return whole;
}

/** Whether an element is kept; unknown with the reason. */
function condition(expression: For, inner: Env): boolean | Open {
  if (expression.condition === undefined) return true;
  const value = asBool(settled(evaluate(expression.condition, inner)));
  if (value.kind === "bool") return value.value;
  inner.doubts?.typed(value);
  return value;
}

/** What the elements that are not known are made into. */
function ofRest(expression: For, rest: Open, env: Env): Datum {
  const key: Open = { ...rest, references: [] };
  return evaluate(expression.value, passing(env, expression, { key, value: rest }));
}

function further(before: Open | undefined, cause: Open, value: Datum): Open {
  const one = settled(value);
  const next =
    one.kind === "open" && !one.error
      ? {
          ...unknownLike(one.at, cause),
          references: one.references,
          isPartial: one.isPartial,
        }
      : unknownLike(one.at, { ...cause, references: [] });
  if (before === undefined) return next;
  const both = eitherOf(before.at, cause, before, next);
  return both.kind === "open" ? both : before;
}
