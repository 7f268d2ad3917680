import { compilePattern, matches, type PatternPart } from "../pattern.ts";
import type { ConditionOperator } from "./operator.ts";
import { templatedTest, type Comparison } from "./templated-test.ts";

const equals: Comparison = (parts) => {
  const wanted = joined(parts);
  return (value) => value === wanted;
};

const equalsIgnoreCase: Comparison = (parts) => {
  const wanted = joined(parts).toLowerCase();
  return (value) => value.toLowerCase() === wanted;
};

const like: Comparison = (parts) => {
  const pattern = compilePattern(parts);
  return (value) => matches(pattern, value);
};

function joined(parts: readonly PatternPart[]): string {
  return parts.map((part) => part.text).join("");
}

/**
 * String operators. Only `StringLike` and `StringNotLike` have wildcards; in the others `*` is an
 * asterisk.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String
 */
export const stringOperators: readonly ConditionOperator[] = [
  operator("StringEquals", false, equals),
  operator("StringNotEquals", true, equals),
  operator("StringEqualsIgnoreCase", false, equalsIgnoreCase),
  operator("StringNotEqualsIgnoreCase", true, equalsIgnoreCase),
  operator("StringLike", false, like),
  operator("StringNotLike", true, like),
];

function operator(name: string, negated: boolean, comparison: Comparison): ConditionOperator {
  return {
    name,
    family: "string",
    negated,
    compile: (template) => templatedTest(template, comparison, comparison === like),
  };
}
