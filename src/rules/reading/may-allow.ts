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

const actionKey = '"action"';

/** An `Action` whose values are all plain: no wildcard, no escape. */
const plainAction = /"action"\s*:\s*(?:"[^"*?\\]*"|\[(?:\s*"[^"*?\\]*"(?:\s*,)?)*\s*\])/y;

/**
 * Whether a policy's text can allow anything of a service, told without parsing it: only where
 * every action is plain text that does not name the service, it cannot.
 *
 * @param text - a policy document as JSON
 * @param service - the prefix of the service's actions, in lower case
 * @returns false only where the document allows nothing of the service
 */
export function textMayAllow(text: string, service: string): boolean {
  const lower = text.toLowerCase();
  if (lower.includes(service) || lower.includes("notaction") || lower.includes("\\u")) return true;
  for (let at = lower.indexOf(actionKey); at !== -1; at = lower.indexOf(actionKey, at + 1)) {
    plainAction.lastIndex = at;
    if (!plainAction.test(lower)) return true;
  }
  return false;
}
