import { compilePattern, matches } from "../../iam/pattern.ts";
import type { PolicyDocument, Statement } from "../../model/policy.ts";

/**
 * Whether a document can allow one of some actions to anybody: everything else is denied by default,
 * so that a document that cannot needs no closer look.
 *
 * @param document - a policy
 * @param actions - `service:Name`, in lower case
 */
export function mayAllow(document: PolicyDocument, actions: readonly string[]): boolean {
  return (
    document.rest !== undefined ||
    document.statements.some((statement) => actions.some((action) => speaksOf(statement, action)))
  );
}

function speaksOf({ effect, action }: Statement, asked: string): boolean {
  if (effect.kind === "known" && effect.value === "Deny") return false;
  if (action.rest !== undefined) return true;
  const listed = action.items.some((item) => item.kind !== "text" || covers(item.text, asked));
  if (!action.negated) return listed;
  return !listed || action.items.some((item) => item.kind !== "text");
}

function covers(pattern: string, action: string): boolean {
  const text = pattern.toLowerCase();
  if (!text.includes("*") && !text.includes("?")) return text === action;
  return matches(compilePattern([{ text, wildcards: true }]), action);
}
