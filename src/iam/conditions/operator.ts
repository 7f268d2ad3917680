import type { RequestContext } from "../context.ts";
import type { Template } from "../variables.ts";
import type { Truth } from "../truth.ts";

/**
 * Whether one value of the request meets one value of the policy, in the operator's positive form:
 * `StringNotEquals` asks what `StringEquals` asks, and is negated over all values afterwards.
 */
export type ValueTest = (value: string, context: RequestContext) => Truth;

/** What kinds of values operators compare. */
export type OperatorFamily =
  "string" | "numeric" | "date" | "bool" | "binary" | "ip" | "arn" | "null";

/**
 * A condition operator without set prefix and `IfExists`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export interface ConditionOperator {
  readonly name: string;
  readonly family: OperatorFamily;
  /** Met where no value of the policy is met, and where the request does not have the key. */
  readonly negated: boolean;
  /**
   * @param template - one value of the policy
   * @returns its test; undefined where the value is none that the operator takes
   */
  readonly compile: (template: Template) => ValueTest | undefined;
}

/** The text of a template without variables; undefined where it has any. */
export function plainText(template: Template): string | undefined {
  const [piece, ...others] = template.pieces;
  if (piece === undefined) return "";
  return piece.kind === "text" && others.length === 0 ? piece.text : undefined;
}
