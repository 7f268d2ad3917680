import { parseOperator } from "../../iam/conditions/operators.ts";
import type { Condition, Statement } from "../../model/policy.ts";

/** Whether a condition of a deny leaves out principals by their ARN. */
export function isException({ key, operator }: Condition): boolean {
  return (
    key.toLowerCase() === "aws:principalarn" && parseOperator(operator)?.operator.negated === true
  );
}

/**
 * Patterns of `aws:PrincipalArn` that a deny leaves out.
 *
 * @param account - stands for `${aws:PrincipalAccount}`; `*` for any
 */
export function exceptedBy({ conditions }: Statement, account: string): readonly string[] {
  return conditions.filter(isException).flatMap(({ operator, values }) => {
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String
    const literal = operator.includes("StringNotEquals");
    return values.items.flatMap((item) =>
      item.kind === "text" && !(literal && /[*?]/.test(item.text))
        ? [item.text.replaceAll("${aws:PrincipalAccount}", account)]
        : [],
    );
  });
}
