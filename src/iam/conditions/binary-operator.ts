import type { Reason } from "../../model/value.ts";
import { unknown } from "../truth.ts";
import { plainText, type ConditionOperator } from "./operator.ts";

/**
 * `BinaryEquals`: compares bytes that are written in base64; no wildcards, no variables.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_BinaryEquals
 */
export const binaryOperator: ConditionOperator = {
  name: "BinaryEquals",
  family: "binary",
  negated: false,
  compile: (template) => {
    const wanted = decode(plainText(template));
    if (wanted === undefined) return undefined;
    return (value) => {
      const given = decode(value);
      return given === undefined ? unknown(unreadable) : given === wanted;
    };
  },
};

/** The bytes, one character each; undefined where the text is no base64. */
function decode(text: string | undefined): string | undefined {
  if (text === undefined || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined;
  const content = text.replace(/=+$/, "");
  if (content.length % 4 === 1 || (text !== content && text.length % 4 !== 0)) return undefined;
  return Buffer.from(content, "base64").toString("latin1");
}

const unreadable: Reason = {
  code: "malformed",
  detail: "the request's value is no base64 where the policy compares bytes",
  place: undefined,
};
