import { arnOperators } from "./arn-operators.ts";
import { binaryOperator } from "./binary-operator.ts";
import { boolOperator, readBoolean } from "./bool-operator.ts";
import { ipOperators } from "./ip-operators.ts";
import { plainText, type ConditionOperator } from "./operator.ts";
import { dateOperators, numericOperators } from "./ordered-operators.ts";
import { stringOperators } from "./string-operators.ts";

/**
 * `Null`: whether the key is missing; its value test is asked with `true` for a missing key and
 * `false` for a present one.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Null
 */
const nullOperator: ConditionOperator = {
  name: "Null",
  family: "null",
  negated: false,
  compile: (template) => {
    const wanted = readBoolean(plainText(template));
    return wanted === undefined ? undefined : (missing) => (missing === "true") === wanted;
  },
};

/** Every condition operator by its name, which has case. */
export const operators: ReadonlyMap<string, ConditionOperator> = new Map(
  [
    ...stringOperators,
    ...numericOperators,
    ...dateOperators,
    boolOperator,
    binaryOperator,
    ...ipOperators,
    ...arnOperators,
    nullOperator,
  ].map((operator) => [operator.name, operator]),
);

/** How a condition asks over several values of the request. */
export type SetOperator = "ForAnyValue" | "ForAllValues";

/** A condition operator with what surrounds it. */
export interface OperatorUse {
  readonly operator: ConditionOperator;
  readonly set: SetOperator | undefined;
  readonly ifExists: boolean;
}

/**
 * Reads an operator as conditions write it: `ForAnyValue:StringEqualsIfExists`.
 *
 * @returns undefined where AWS has no such operator; `Null` takes neither prefix nor `IfExists`
 */
export function parseOperator(text: string): OperatorUse | undefined {
  let name = text;
  let set: SetOperator | undefined;
  for (const prefix of ["ForAnyValue", "ForAllValues"] as const) {
    if (name.startsWith(`${prefix}:`)) {
      set = prefix;
      name = name.slice(prefix.length + 1);
      break;
    }
  }
  const ifExists = name.endsWith("IfExists");
  if (ifExists) name = name.slice(0, -"IfExists".length);
  const operator = operators.get(name);
  if (operator === undefined) return undefined;
  if (operator.family === "null" && (ifExists || set !== undefined)) return undefined;
  return { operator, set, ifExists };
}
