import type { Reason } from "../../model/value.ts";
import { unknown, type Truth } from "../truth.ts";
import { parseDate } from "./date.ts";
import { compareDecimals, parseDecimal } from "./decimal.ts";
import { plainText, type ConditionOperator } from "./operator.ts";

/** What an ordering must be for the operator to be met. */
const relations: readonly {
  readonly suffix: string;
  readonly negated: boolean;
  readonly met: (order: number) => boolean;
}[] = [
  { suffix: "Equals", negated: false, met: (order) => order === 0 },
  { suffix: "NotEquals", negated: true, met: (order) => order === 0 },
  { suffix: "LessThan", negated: false, met: (order) => order < 0 },
  { suffix: "LessThanEquals", negated: false, met: (order) => order <= 0 },
  { suffix: "GreaterThan", negated: false, met: (order) => order > 0 },
  { suffix: "GreaterThanEquals", negated: false, met: (order) => order >= 0 },
];

/**
 * Numeric operators: no wildcards, no variables.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Numeric
 */
export const numericOperators = ordered("numeric", "Numeric", parseDecimal, compareDecimals);

/**
 * Date operators: ISO 8601 or seconds since 1970; no wildcards, no variables.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date
 */
export const dateOperators = ordered("date", "Date", parseDate, (a, b) =>
  a < b ? -1 : a > b ? 1 : 0,
);

function ordered<T>(
  family: "numeric" | "date",
  prefix: string,
  parse: (text: string) => T | undefined,
  compare: (left: T, right: T) => number,
): readonly ConditionOperator[] {
  return relations.map(({ suffix, negated, met }) => ({
    name: prefix + suffix,
    family,
    negated,
    compile: (template) => {
      const text = plainText(template);
      if (family === "date" && text !== undefined && /^\d{4}$/.test(text)) {
        return () => unknown(yearOrSeconds);
      }
      const wanted = text === undefined ? undefined : parse(text);
      if (wanted === undefined) return undefined;
      return (value): Truth => {
        const given = parse(value);
        return given === undefined ? unknown(unreadable(family)) : met(compare(given, wanted));
      };
    },
  }));
}

const yearOrSeconds: Reason = {
  code: "unspecified-by-aws",
  detail: "four digits in a date condition can be a year or seconds since 1970",
  place: undefined,
};

function unreadable(family: "numeric" | "date"): Reason {
  const detail =
    family === "numeric"
      ? "the request's value is no number where the policy compares numbers"
      : "the request's value is no date where the policy compares dates";
  return { code: "malformed", detail, place: undefined };
}
