import type { Ground } from "../../iam/search/question.ts";
import type { Related } from "../../model/finding.ts";
import type { Statement } from "../../model/policy.ts";
import { isStatementQuotable } from "./quotable.ts";

/** Statements shown for one answer, at the most. */
const mostStatements = 10;

/** @returns the denies among the grounds of a proof, each once */
export function denyingIn(grounds: readonly Ground[]): readonly Statement[] {
  const statements = new Set<Statement>();
  for (const ground of grounds) if (ground.kind === "deny") statements.add(ground.statement);
  return [...statements];
}

/**
 * The denies that a proof rests on, to be shown beside the answer.
 *
 * @param statements - that carry the proof
 */
export function provingStatements(statements: readonly Statement[]): readonly Related[] {
  return statements.slice(0, mostStatements).map((statement) => ({
    message: `${nameOf(statement)} carries the proof`,
    place: statement.place,
  }));
}

function nameOf(statement: Statement): string {
  const { sid } = statement;
  return sid === undefined || !isStatementQuotable(statement) ? "this deny" : `the deny \`${sid}\``;
}
