import { mentionedKeys } from "../../iam/sample/mentions.ts";
import type { PolicyDocument } from "../../model/policy.ts";

const accountId = /^\d{12}$/;
const accountInArn = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/;
const exactPrincipal = /^arn:[a-z-]+:iam::(\d{12}):(?:role|user)\/[^*?$]+$/;

/**
 * The accounts that a policy names, in conditions on the principal and in `Principal`.
 *
 * @param document - the policy
 * @returns each once, in the order of the document
 */
export function namedAccounts(document: PolicyDocument): readonly string[] {
  const accounts = new Set<string>();
  for (const text of principalTexts(document)) {
    const account = accountId.test(text) ? text : accountInArn.exec(text)?.[1];
    if (account !== undefined) accounts.add(account);
  }
  return [...accounts];
}

/**
 * The roles and users that a policy names in full, where {@link namedAccounts} looks.
 *
 * @param document - the policy
 * @returns each once with its account, in the order of the document
 */
export function namedArns(
  document: PolicyDocument,
): readonly { readonly arn: string; readonly account: string }[] {
  return [...new Set(principalTexts(document))].flatMap((arn) => {
    const account = exactPrincipal.exec(arn)?.[1];
    return account === undefined ? [] : [{ arn, account }];
  });
}

function* principalTexts(document: PolicyDocument): Generator<string> {
  const mentions = mentionedKeys([document]);
  for (const key of ["aws:principalaccount", "aws:principalarn"]) {
    yield* mentions.get(key)?.values ?? [];
  }
  for (const { principal } of document.statements) {
    for (const { kind, patterns } of principal?.groups ?? []) {
      if (kind !== "AWS") continue;
      for (const item of patterns.items) if (item.kind === "text") yield item.text;
    }
  }
}
