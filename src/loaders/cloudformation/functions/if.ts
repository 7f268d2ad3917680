import type { ListValue, UnknownValue, Value } from "../../../model/value.ts";
import { truthOf, type Truth } from "../conditions.ts";
import { eitherOf } from "../either.ts";
import type { Env } from "../env.ts";
import { resolve } from "../resolve.ts";
import { onlyEntry, placed, reached, shown, unknown } from "../values.ts";

/**
 * `Fn::If`: one of two values.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html
 */
export function ifFunction(inner: Value, value: Value, env: Env): Value {
  const place = placed(value.place, env.frame);
  const parts = partsOf(inner);
  if (parts === undefined) {
    return unknown(place, "malformed", "`Fn::If` takes a condition and two values");
  }
  const { name, condition, then, otherwise } = parts;
  const truth = conditionOf(name, condition, env);
  if (typeof truth === "boolean") {
    const chosen = resolve(truth ? then : otherwise, env);
    return reached(chosen, env.frame, {
      kind: "condition",
      label: `${shown(name)} is ${String(truth)}`,
      place: placed(condition.place, env.frame),
    });
  }
  const [one, other] = [resolve(then, env), resolve(otherwise, env)];
  return eitherOf(place, because(name, truth, place), one, other);
}

/** The items of a list that are there. */
export interface Chosen {
  readonly items: readonly Value[];
  /** There may be further ones. */
  readonly rest: UnknownValue | undefined;
}

/**
 * The items of a list, without those that come to nothing; those of which it is not known whether
 * they do are its rest.
 */
export function chosenItems(list: ListValue, env: Env): Chosen {
  const items: Value[] = [];
  let rest = list.rest;
  for (const item of list.items) {
    const made = resolve(item, env);
    if (made.kind === "absent") continue;
    if (made.kind === "unknown" && mayBeNothing(item, env)) rest ??= made;
    else items.push(made);
  }
  return { items, rest };
}

/** Whether a value that is not known may be `AWS::NoValue`. */
function mayBeNothing(item: Value, env: Env): boolean {
  const [name, inner] = onlyEntry(item) ?? [];
  if (name !== "Fn::If" || inner === undefined) return false;
  const parts = partsOf(inner);
  if (parts === undefined) return true;
  return [parts.then, parts.otherwise].some((branch) => {
    const made = resolve(branch, env);
    return made.kind === "absent" || (made.kind === "unknown" && mayBeNothing(branch, env));
  });
}

function partsOf(inner: Value):
  | {
      readonly name: string;
      readonly condition: Value;
      readonly then: Value;
      readonly otherwise: Value;
    }
  | undefined {
  if (inner.kind !== "list") return undefined;
  const [condition, then, otherwise] = inner.items;
  if (condition === undefined || then === undefined || otherwise === undefined) return undefined;
  const name = condition.kind === "scalar" ? condition.text : "the condition";
  return { name, condition, then, otherwise };
}

function conditionOf(name: string, condition: Value, env: Env): Truth {
  return condition.kind === "scalar" ? env.stack.condition(name) : truthOf(condition, env);
}

/** Why it is not known what a condition makes of something. */
export function because(
  name: string,
  truth: UnknownValue,
  place: UnknownValue["place"],
): UnknownValue {
  const detail = `it depends on the condition \`${shown(name)}\`, and ${truth.reason.detail}`;
  return {
    ...unknown(place, truth.reason.code, detail),
    reason: { code: truth.reason.code, detail, place: truth.reason.place },
  };
}
