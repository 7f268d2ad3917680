import type { UnknownValue, Value } from "../../model/value.ts";
import type { Env } from "./env.ts";
import { isSame } from "./either.ts";
import { resolve } from "./resolve.ts";
import { onlyEntry, shown, unknown, placed } from "./values.ts";

/** Whether a condition holds, or why that is not known. */
export type Truth = boolean | UnknownValue;

/**
 * Works a condition out: in Kleene's logic, so that what holds under every combination of what is
 * not known holds.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html
 *
 * @param value - the condition as written
 * @param env - what its names mean
 */
export function truthOf(value: Value, env: Env): Truth {
  const place = placed(value.place, env.frame);
  return (
    env.stack.work.within(() => truth(value, env)) ??
    unknown(place, "too-large", "its conditions go too deep")
  );
}

function truth(value: Value, env: Env): Truth {
  const place = placed(value.place, env.frame);
  const [name, inner] = onlyEntry(value) ?? [];
  if (name === undefined || inner === undefined) {
    return unknown(place, "malformed", "a condition is a function of its own");
  }
  const operands = inner.kind === "list" ? inner.items : [];
  switch (name) {
    case "Condition":
      return inner.kind === "scalar"
        ? env.stack.condition(inner.text)
        : unknown(place, "malformed", "`Condition` takes the name of a condition");
    case "Fn::And":
      return all(operands.map((operand) => truthOf(operand, env)));
    case "Fn::Or":
      return negated(all(operands.map((operand) => negated(truthOf(operand, env)))));
    case "Fn::Not": {
      const [operand] = operands;
      return operand === undefined
        ? unknown(place, "malformed", "`Fn::Not` takes a list of one condition")
        : negated(truthOf(operand, env));
    }
    case "Fn::Equals": {
      const [one, other] = operands;
      return one === undefined || other === undefined
        ? unknown(place, "malformed", "`Fn::Equals` takes two values")
        : equal(one, other, env);
    }
    default:
      return unknown(place, "unsupported-expression", `\`${shown(name)}\` is not worked out`);
  }
}

function all(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.find((one) => typeof one !== "boolean") ?? true;
}

function negated(truth: Truth): Truth {
  return typeof truth === "boolean" ? !truth : truth;
}

function equal(one: Value, other: Value, env: Env): Truth {
  const [first, second] = [resolve(one, env), resolve(other, env)];
  if (first.kind !== "unknown" && second.kind !== "unknown") {
    // A list that is not wholly known is not known to be another one.
    return isSame(first, second) || first.kind === "scalar" || second.kind === "scalar"
      ? isSame(first, second)
      : unknown(first.place, "unsupported-expression", "lists and objects are not compared");
  }
  const [open, openText, told] =
    first.kind === "unknown" ? ([first, one, second] as const) : ([second, other, first] as const);
  if (open.kind !== "unknown") return isSame(first, second);
  const allowed = allowedFor(openText, env);
  if (allowed !== undefined && told.kind === "scalar" && !allowed.includes(told.text)) return false;
  return open;
}

/** What a parameter may be, where the value is one. */
function allowedFor(value: Value, env: Env): readonly string[] | undefined {
  const [name, inner] = onlyEntry(value) ?? [];
  return name === "Ref" && inner?.kind === "scalar"
    ? env.stack.allowedValues(inner.text)
    : undefined;
}
