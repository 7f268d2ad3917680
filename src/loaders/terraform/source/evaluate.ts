import type { Expression } from "../../../source/hcl/syntax.ts";
import { asBool, asText } from "./convert.ts";
import {
  bool,
  failure,
  itemsOf,
  list,
  map,
  nothing,
  open,
  settled,
  text,
  through,
  type Datum,
  type Entry,
  type Open,
  type Spot,
} from "./datum.ts";
import { spotIn, tooLarge, type Binding, type Env } from "./env.ts";
import { forExpression } from "./for.ts";
import { callFunction } from "./functions/index.ts";
import { binary, exactNumber, unary } from "./operators.ts";
import { attributeOf, indexOf } from "./step.ts";
import { template } from "./template.ts";
import { eitherOf, unknownLike } from "./unknown.ts";

/**
 * Works out what an expression is, as far as that can be told without asking AWS.
 * https://developer.hashicorp.com/terraform/language/expressions
 *
 * @param expression - as parsed
 * @param env - what its names mean
 * @returns a value of which parts may be unknown; it never throws
 */
export function evaluate(expression: Expression, env: Env): Datum {
  const made = env.work.within(() => evaluated(expression, env));
  const value =
    made !== undefined && env.work.holds(made) ? made : tooLarge(spotIn(env, expression.span));
  if (value.kind === "open" && value.code === "too-large") env.doubts?.add(value);
  return value;
}

function evaluated(expression: Expression, env: Env): Datum {
  const at = spotIn(env, expression.span);
  switch (expression.kind) {
    case "literal":
      return literal(expression.value, at);
    case "template":
      return template(expression, env);
    case "tuple":
      return list(
        expression.items.map((item) => evaluate(item, env)),
        at,
      );
    case "object":
      return object(expression, env, at);
    case "variable":
      return named(expression.name, at, env);
    case "attribute":
      return attribute(expression, env, at);
    case "index":
      return indexed(expression, env, at);
    case "splat":
      return splat(expression, env, at);
    case "splat-element":
      return env.element ?? failure(at, "there is no element here");
    case "call":
      return callFunction(expression, env);
    case "unary": {
      const operand = evaluate(expression.operand, env);
      env.doubts?.typed(operand);
      return unary(expression.operator, operand, at);
    }
    case "binary":
      return operated(expression, env, at);
    case "conditional":
      return conditional(expression, env, at);
    case "for":
      return forExpression(expression, env);
    case "parentheses":
      return evaluate(expression.inner, env);
  }
}

function literal(value: string | number | boolean | null, at: Spot): Datum {
  switch (typeof value) {
    case "string":
      return text(value, at);
    case "number":
      return exactNumber(value, at);
    case "boolean":
      return bool(value, at);
    default:
      return nothing(at);
  }
}

function named(name: string, at: Spot, env: Env): Datum {
  for (let here: Binding | undefined = env.bound; here !== undefined; here = here.outer) {
    if (here.name === name) return here.value;
  }
  return env.names(name, at) ?? failure(at, `there is nothing named \`${name}\``);
}

function attribute(
  expression: Extract<Expression, { kind: "attribute" }>,
  env: Env,
  at: Spot,
): Datum {
  const of = evaluate(expression.of, env);
  const value = attributeOf(of, expression.name, at);
  env.doubts?.taken(value, of);
  return value;
}

function indexed(expression: Extract<Expression, { kind: "index" }>, env: Env, at: Spot): Datum {
  const of = evaluate(expression.of, env);
  const index = evaluate(expression.index, env);
  // Which one is not known: all of them are looked at.
  if (index.kind === "open" && !env.work.goesOver([of])) return tooLarge(at);
  const value = indexOf(of, index, at);
  if (index.kind === "open") env.doubts?.add(index);
  env.doubts?.taken(value, of);
  return value;
}

function object(expression: Extract<Expression, { kind: "object" }>, env: Env, at: Spot): Datum {
  const entries: (readonly [string, Entry])[] = [];
  let rest: Open | undefined;
  for (const item of expression.items) {
    const key = asText(settled(evaluate(item.key, env)));
    const value = evaluate(item.value, env);
    if (key.kind === "open") {
      env.doubts?.typed(key);
      rest ??= unknownLike(key.at, { ...key, references: [] });
    } else entries.push([key.text, { key: spotIn(env, item.key.span), value }]);
  }
  if (rest === undefined) return map(entries, at);
  // A key that is not known may be one of those before it, but then it would not be written so.
  return map(entries, at, rest);
}

function operated(expression: Extract<Expression, { kind: "binary" }>, env: Env, at: Spot): Datum {
  const [left, right] = [evaluate(expression.left, env), evaluate(expression.right, env)];
  if (!env.work.goesThrough([left, right])) return tooLarge(at);
  if (expression.operator !== "==" && expression.operator !== "!=") {
    env.doubts?.typed(left);
    env.doubts?.typed(right);
  }
  return binary(expression.operator, left, right, at);
}

function conditional(
  expression: Extract<Expression, { kind: "conditional" }>,
  env: Env,
  at: Spot,
): Datum {
  const condition = asBool(settled(evaluate(expression.condition, env)));
  if (condition.kind === "bool") {
    const chosen = evaluate(condition.value ? expression.then : expression.otherwise, env);
    return condition.sensitive ? { ...chosen, sensitive: true } : chosen;
  }
  if (condition.error) return unknownLike(at, condition);
  env.doubts?.typed(condition);
  const [one, other] = [evaluate(expression.then, env), evaluate(expression.otherwise, env)];
  if (!env.work.goesThrough([one, other])) return tooLarge(at);
  if ([one, other].some((arm) => arm.kind === "open" && arm.error)) env.doubts?.add(condition);
  return eitherOf(at, { ...condition, references: [] }, one, other);
}

/** https://developer.hashicorp.com/terraform/language/expressions/splat */
function splat(expression: Extract<Expression, { kind: "splat" }>, env: Env, at: Spot): Datum {
  const of = evaluate(expression.of, env);
  const each = (element: Datum): Datum => evaluate(expression.each, { ...env, element });
  if (of.kind === "null") return list([], at);
  if (of.kind === "open") {
    if (of.error) return unknownLike(at, of);
    const rest = settled(each(of));
    return list([], at, rest.kind === "open" ? rest : unknownLike(at, of));
  }
  if (of.kind !== "list") return list([each(of)], at);
  if (!env.work.goesOver([of])) return tooLarge(at);
  const rest = of.rest === undefined ? undefined : settled(each(of.rest));
  const open = rest === undefined || rest.kind === "open" ? rest : of.rest;
  return through(list(itemsOf(of).map(each), at, open), of);
}

/** What an expression that nothing could be read of stands for. */
export function unreadable(at: Spot): Open {
  return open(at, { code: "malformed", detail: "what stands here cannot be read" });
}
