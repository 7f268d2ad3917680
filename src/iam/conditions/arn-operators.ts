import { compileArnPattern } from "../arn-pattern.ts";
import { compilePattern, matches } from "../pattern.ts";
import { sameUnderAll } from "../truth.ts";
import type { ConditionOperator } from "./operator.ts";
import { templatedTest, type Comparison } from "./templated-test.ts";

/**
 * `ArnEquals` and `ArnLike` do the same: each of the six components is compared by itself, with
 * wildcards and with regard to case. What a pattern of fewer components means AWS does not say.
 */
const arnLike: Comparison = (parts) => {
  const pattern = compileArnPattern(parts);
  if (pattern !== undefined) return (value) => matches(pattern, value);
  const whole = compilePattern(parts);
  return (value) =>
    sameUnderAll([matches(whole, value), false], {
      code: "unspecified-by-aws",
      detail: "an ARN operator is given a pattern that is no ARN of six parts",
      place: undefined,
    });
};

/**
 * ARN operators.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export const arnOperators: readonly ConditionOperator[] = (
  [
    ["ArnEquals", false],
    ["ArnLike", false],
    ["ArnNotEquals", true],
    ["ArnNotLike", true],
  ] as const
).map(([name, negated]) => ({
  name,
  family: "arn",
  negated,
  compile: (template) => templatedTest(template, arnLike, true),
}));
