import type { Block, Decision } from "../iam/decide.ts";
import type { StatementResult } from "../iam/evaluate-layer.ts";
import { explain } from "../iam/explain.ts";
import type { Request } from "../iam/request.ts";
import type { Located } from "./located.ts";

/**
 * The answer for people: the decision, the statements it rests on, and why each other statement
 * does not match.
 *
 * @param decision - the answer
 * @param request - what was asked
 * @param located - finds places
 */
export function decisionText(decision: Decision, request: Request, located: Located): string {
  const lines = [`${decision.decision}: ${request.action} on ${request.resource}`];
  const blocks = decision.blockedBy.map(blockText);
  if (decision.decision === "implicitly-denied") {
    lines.push(
      blocks.length === 0
        ? "  Nothing allows it."
        : `  Nothing in it allows the request: ${blocks.join(", ")}.`,
    );
  }
  if (decision.decision === "undetermined" && decision.permitted === "no") {
    lines.push("  It does not get through; whether a statement denies it explicitly is open.");
  }
  for (const reason of decision.reasons) {
    lines.push(`  Cannot tell, because ${reason.detail}.`);
  }
  for (const assumption of decision.assumptions) lines.push(`  ${assumption}`);
  section(lines, "Determining statements", decision.determining, (result) => [
    headline(result, located),
  ]);
  const others = decision.statements.filter((result) => !decision.determining.includes(result));
  section(lines, "Other statements", others, (result) => {
    const because = explain(result, request) ?? "it matches, but does not decide";
    return [headline(result, located), `    ${sentence(because)}`];
  });
  return `${lines.join("\n")}\n`;
}

function section(
  lines: string[],
  title: string,
  results: readonly StatementResult[],
  write: (result: StatementResult) => readonly string[],
): void {
  if (results.length === 0) return;
  lines.push("", `${title}:`);
  for (const result of results) lines.push(...write(result));
}

/** @returns the line that names a statement: its effect, where it stands among the layers, its place */
export function headline(
  result: Pick<StatementResult, "layer" | "level" | "document" | "statement">,
  located: Located,
): string {
  const { statement, document } = result;
  const effect = statement.effect.kind === "known" ? statement.effect.value : "unknown effect";
  const name = statement.sid === undefined || statement.sid === "" ? "" : ` (${statement.sid})`;
  const at = located(statement.place);
  const where =
    at === undefined
      ? ""
      : `  ${at.path}:${String(at.region.startLine)}:${String(at.region.startColumn)}`;
  const number = `document ${String(document + 1)}, statement ${String(statement.index + 1)}`;
  return `  ${effect}  ${blockText(result)}, ${number}${name}${where}`;
}

/** @returns a layer, or its level, in words */
export function blockText({ layer, level }: Pick<Block, "layer" | "level">): string {
  return level === undefined ? layer : `${layer} level ${String(level + 1)}`;
}

/** @returns the text with a capital letter and a final period */
export function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
