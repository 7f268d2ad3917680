import type { Expression } from "../../../source/hcl/syntax.ts";
import { writeKey } from "../traversal.ts";
import { literalText } from "./module-source.ts";

/**
 * A reference as an address: `module.a["x"].aws_vpc.main`, `tags["k"]`.
 *
 * @returns undefined where the expression is anything else
 */
export function writtenPath(expression: Expression | undefined): string | undefined {
  switch (expression?.kind) {
    case "variable":
      return expression.name;
    case "attribute": {
      const of = writtenPath(expression.of);
      return of === undefined ? undefined : `${of}.${expression.name}`;
    }
    case "index": {
      const of = writtenPath(expression.of);
      const { index } = expression;
      const key =
        index.kind === "literal" && typeof index.value === "number"
          ? index.value
          : literalText(index);
      return of === undefined || key === undefined ? undefined : of + writeKey(key);
    }
    // As it was written before Terraform 0.12.
    case "template":
    case "literal":
      return literalText(expression);
    default:
      return undefined;
  }
}
