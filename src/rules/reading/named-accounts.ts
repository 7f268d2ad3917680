import { mentionedKeys } from "../../iam/sample/mentions.ts";
import type { PolicyDocument } from "../../model/policy.ts";

const accountId = /^\d{12}$/;
const accountInArn = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/;

/**
 * The accounts that a policy names, in conditions on the principal and in `Principal`.
 *
 * @param document - the policy
 * @returns each once, in the order of the document
 */
export function namedAccounts(document: PolicyDocument): readonly string[] {
  const accounts = new Set<string>();
  const add = (text: string): void => {
    const account = accountId.test(text) ? text : accountInArn.exec(text)?.[1];
    if (account !== undefined) accounts.add(account);
  };
  const mentions = mentionedKeys([document]);
  for (const key of ["aws:principalaccount", "aws:principalarn"]) {
    for (const value of mentions.get(key)?.values ?? []) add(value);
  }
  for (const { principal } of document.statements) {
    for (const { kind, patterns } of principal?.groups ?? []) {
      if (kind !== "AWS") continue;
      for (const item of patterns.items) if (item.kind === "text") add(item.text);
    }
  }
  return [...accounts];
}
