import { changeTagKeys } from "./change-tag.ts";
import type { AskedQuestion } from "./question.ts";
import { useEndpointKeys } from "./use-endpoint.ts";

/** Follow from who asks, in lower case. */
const ofPrincipals: ReadonlySet<string> = new Set([
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principalisawsservice",
  "aws:principaltype",
  "aws:username",
]);

/** Follow from where the account of who asks stands, in lower case. */
const ofOrganizations: ReadonlySet<string> = new Set([
  "aws:principalorgid",
  "aws:principalorgpaths",
]);

/**
 * @param kind - of the question
 * @param key - a condition key
 * @returns why the key cannot be fixed; undefined where it can
 */
export function fixedKeyProblem(kind: AskedQuestion["kind"], key: string): string | undefined {
  const name = key.toLowerCase();
  if (!/^[a-z0-9-]+:[^*\s]+/.test(name) || name.endsWith("*")) {
    return `\`${key}\` is no condition key: their names begin with a service, as \`aws:SourceVpce\` does`;
  }
  if (ofPrincipals.has(name)) {
    return `\`${key}\` follows from who asks, and cannot be fixed: \`principals\` (--principal) says whom to ask about`;
  }
  if (ofOrganizations.has(name)) {
    return `\`${key}\` follows from where an account stands: \`organization\` of a question file says it`;
  }
  const own =
    kind === "change-tag" ? changeTagKeys : kind === "use-endpoint" ? useEndpointKeys : undefined;
  return own?.has(name) === true
    ? `\`${key}\` is what the question is about, and cannot be fixed`
    : undefined;
}
