import type { Condition, Text } from "../../model/policy.ts";
import type { Reason } from "../../model/value.ts";
import { isMultivalued, type ContextEntry, type RequestContext } from "../context.ts";
import {
  allOf,
  anyOf,
  not,
  or,
  sameUnderAll,
  unknown,
  type Truth,
  type Unknown,
} from "../truth.ts";
import { parseTemplate } from "../variables.ts";
import { parseOperator, type OperatorUse } from "./operators.ts";
import type { ValueTest } from "./operator.ts";

/** A condition made ready for many requests. */
export interface CompiledCondition {
  readonly condition: Condition;
  /** In lower case. */
  readonly key: string;
  /** Undefined where AWS has no such operator: the condition is open. */
  readonly use: OperatorUse | undefined;
  readonly tests: readonly ValueTest[];
  /** There may be further values. */
  readonly rest: Unknown | undefined;
}

/** Prepares a condition; what cannot be understood in it is open, never simply unmet. */
export function compileCondition(
  condition: Condition,
  version: "2012-10-17" | "2008-10-17",
): CompiledCondition {
  const use = parseOperator(condition.operator);
  const rest = condition.values.rest;
  return {
    condition,
    key: condition.key.toLowerCase(),
    use,
    tests:
      use === undefined
        ? []
        : condition.values.items.map((value) => compileValue(value, use, version)),
    rest: rest === undefined ? undefined : unknown(rest),
  };
}

function compileValue(
  value: Text,
  use: OperatorUse,
  version: "2012-10-17" | "2008-10-17",
): ValueTest {
  if (value.kind === "unknown") {
    const open = unknown(value.reason);
    return () => open;
  }
  const test = use.operator.compile(parseTemplate(value.text, version));
  if (test !== undefined) return test;
  const open = unknown({
    code: "malformed",
    detail: `a value of the policy is none that \`${use.operator.name}\` takes`,
    place: value.place,
  });
  return () => open;
}

/**
 * Whether a request meets a condition.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export function meetsCondition(compiled: CompiledCondition, context: RequestContext): Truth {
  const { use, key, condition } = compiled;
  if (use === undefined) {
    return unknown({
      code: "malformed",
      detail: `AWS has no condition operator \`${condition.operator}\``,
      place: condition.place,
    });
  }
  const entry = context.get(key);
  if (use.operator.family === "null") {
    if (entry?.kind === "unknown") return unknown(entry.reason);
    return meetsValue(compiled, use, entry === undefined ? "true" : "false", context);
  }
  if (entry === undefined) return missingKey(use);
  if (entry.kind === "unknown") return unknown(entry.reason);
  const meets = (value: string): Truth => meetsValue(compiled, use, value, context);
  if (use.set !== undefined) return meetsSet(use, entry.values, meets);
  if (!isMultivalued(key, entry)) return anyOf(entry.values, meets);
  return withoutSetOperator(compiled, entry, meets);
}

/**
 * A key that the request does not have: positive operators are not met, negated ones are, and
 * `IfExists` makes any of them met. `ForAnyValue` finds no value, `ForAllValues` no counterexample.
 */
export function missingKey({ set, ifExists, operator }: OperatorUse): boolean {
  if (ifExists) return true;
  if (set !== undefined) return set === "ForAllValues";
  return operator.negated;
}

/** A key that is there but resolves to an empty string counts as having no values at all. */
function meetsSet(
  use: OperatorUse,
  values: readonly string[],
  meets: (value: string) => Truth,
): Truth {
  const all = use.set === "ForAllValues";
  if (values.every((value) => value === "")) return all;
  return all ? allOf(values, meets) : anyOf(values, meets);
}

/** One value of the request against all of the policy: some is met, or none under a negation. */
function meetsValue(
  { tests, rest }: CompiledCondition,
  { operator }: OperatorUse,
  value: string,
  context: RequestContext,
): Truth {
  let met = anyOf(tests, (test) => test(value, context));
  if (rest !== undefined) met = or(met, rest);
  return operator.negated ? not(met) : met;
}

/**
 * AWS requires a set operator for keys of several values and does not say what happens without:
 * some value may have to be met, or all of them, or the condition may never be.
 */
function withoutSetOperator(
  { condition }: CompiledCondition,
  entry: ContextEntry & { kind: "values" },
  meets: (value: string) => Truth,
): Truth {
  const open: Reason = {
    code: "unspecified-by-aws",
    detail: `\`${condition.key}\` holds several values, and AWS does not say what \`${condition.operator}\` means for it without \`ForAnyValue\` or \`ForAllValues\``,
    place: condition.place,
  };
  return sameUnderAll([anyOf(entry.values, meets), allOf(entry.values, meets), false], open);
}
