import { parseOperator } from "../../iam/conditions/operators.ts";
import type { Place } from "../../model/place.ts";
import type { Condition, PolicyFact, PolicyProblem, Statement, Text } from "../../model/policy.ts";
import type { Reason } from "../../model/value.ts";

/**
 * Global condition keys that hold ids which AWS makes, and which take neither wildcards nor
 * numeric operators in an endpoint policy; in lower case.
 * https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const idKeys: ReadonlySet<string> = new Set([
  "aws:principalaccount",
  "aws:principalorgid",
  "aws:resourceaccount",
  "aws:resourceorgid",
  "aws:sourceaccount",
  "aws:sourceorgid",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:vpceaccount",
  "aws:vpceorgid",
]);

/** White space counts. */
const mostCharacters = 20_480;

/** Characters that have to stand together before or after a wildcard of a string operator. */
const fixedCharacters = 6;

/** What AWS refuses in a policy, and the condition that it is a part of, if any. */
export interface LimitProblem extends PolicyProblem {
  readonly condition?: Place;
}

type KnownPolicy = Extract<PolicyFact, { readonly state: "known" }>;

/**
 * What AWS's limits on endpoint policies say against one.
 * https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 *
 * @param policy - the policy of an endpoint
 * @returns what AWS refuses, in the order of the text; and what leaves open whether it does
 */
export function endpointPolicyLimits({ document, length, place }: KnownPolicy): {
  readonly problems: readonly LimitProblem[];
  readonly because: readonly Reason[];
} {
  const problems: LimitProblem[] = [];
  if (length !== undefined && length > mostCharacters) {
    const message = `it has ${String(length)} characters, and AWS allows ${String(mostCharacters)}`;
    problems.push({ message, place });
  }
  const because: Reason[] = document.rest === undefined ? [] : [document.rest];
  for (const statement of document.statements) checkStatement(statement, problems, because);
  return { problems, because };
}

function checkStatement(statement: Statement, problems: LimitProblem[], because: Reason[]): void {
  if (statement.principal === undefined) {
    const message = "a statement names no `Principal`";
    problems.push({ message, place: statement.place });
  }
  if (statement.conditionsRest !== undefined) because.push(statement.conditionsRest);
  for (const condition of statement.conditions) {
    const { operator, values } = condition;
    const kind = operatorKind(operator);
    if (values.rest !== undefined && kind !== "exact") because.push(values.rest);
    if (kind === "numeric" && idKeys.has(condition.key.toLowerCase())) {
      const message = `\`${operator}\` compares \`${condition.key}\`, which holds an id`;
      problems.push({ message, place: condition.place });
    }
    if (kind === "pattern") {
      for (const value of values.items) checkPattern(condition, value, problems, because);
    }
  }
}

function checkPattern(
  { key, place: condition }: Condition,
  value: Text,
  problems: LimitProblem[],
  because: Reason[],
): void {
  if (value.kind === "unknown") {
    because.push(value.reason);
    return;
  }
  if (!/[*?]/.test(value.text)) return;
  const { place } = value;
  if (idKeys.has(key.toLowerCase())) {
    problems.push({
      message: `a wildcard stands for a part of \`${key}\`, which holds an id`,
      place,
      condition,
    });
    return;
  }
  const parts = value.text.split(/[*?]/);
  const loose = parts.some(
    (part, index) =>
      index > 0 && Math.max(part.length, parts[index - 1]?.length ?? 0) < fixedCharacters,
  );
  if (loose) {
    const message = `a wildcard in \`${key}\` stands beside fewer than ${String(fixedCharacters)} fixed characters`;
    problems.push({ message, place, condition });
  }
}

function operatorKind(operator: string): "pattern" | "numeric" | "exact" {
  const { family, name } = parseOperator(operator)?.operator ?? {};
  if (family === "numeric") return "numeric";
  return name === "StringLike" || name === "StringNotLike" ? "pattern" : "exact";
}
