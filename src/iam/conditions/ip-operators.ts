import type { Reason } from "../../model/value.ts";
import { unknown } from "../truth.ts";
import { containsRange, parseIpRange } from "./ip-range.ts";
import { plainText, type ConditionOperator } from "./operator.ts";

/**
 * IP address operators: CIDR ranges or single addresses of either version; no wildcards, no
 * variables.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress
 */
export const ipOperators: readonly ConditionOperator[] = (
  [
    ["IpAddress", false],
    ["NotIpAddress", true],
  ] as const
).map(([name, negated]) => ({
  name,
  family: "ip",
  negated,
  compile: (template) => {
    const text = plainText(template);
    const range = text === undefined ? undefined : parseIpRange(text);
    if (range === undefined) return undefined;
    return (value) => {
      const given = parseIpRange(value);
      return given === undefined ? unknown(unreadable) : containsRange(range, given);
    };
  },
}));

const unreadable: Reason = {
  code: "malformed",
  detail: "the request's value is no IP address where the policy compares addresses",
  place: undefined,
};
