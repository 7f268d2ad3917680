import type { Reason } from "../../model/value.ts";
import { unknown } from "../truth.ts";
import { plainText, type ConditionOperator } from "./operator.ts";

/**
 * `Bool`: `true` or `false` in any case, no wildcards, and no negated form. AWS's pages disagree
 * about variables (the operators page takes them, the variables page does not), so that a value
 * with one is open.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Boolean
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export const boolOperator: ConditionOperator = {
  name: "Bool",
  family: "bool",
  negated: false,
  compile: (template) => {
    if (template.variable) return () => unknown(variable);
    const wanted = readBoolean(plainText(template));
    if (wanted === undefined) return undefined;
    return (value) => {
      const given = readBoolean(value);
      return given === undefined ? unknown(unreadable) : given === wanted;
    };
  },
};

/** @returns the truth value a text spells, in any case */
export function readBoolean(text: string | undefined): boolean | undefined {
  switch (text?.toLowerCase()) {
    case "true":
      return true;
    case "false":
      return false;
    default:
      return undefined;
  }
}

const variable: Reason = {
  code: "unspecified-by-aws",
  detail: "AWS's pages disagree about policy variables in `Bool`",
  place: undefined,
};

const unreadable: Reason = {
  code: "malformed",
  detail: "the request's value is neither `true` nor `false` where the policy uses `Bool`",
  place: undefined,
};
