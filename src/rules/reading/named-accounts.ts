import { isAccountId } from "../../aws/account-id.ts";
import type { Mention } from "../../iam/search/mentions.ts";
import type { PolicyDocument } from "../../model/policy.ts";

/** What policies say of each condition key, by its name in lower case. */
export type Mentions = ReadonlyMap<string, Mention>;

const accountInArn = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/;
const exactPrincipal = /^arn:[a-z-]+:iam::(\d{12}):(?:role|user)\/[^*?$]+$/;

/**
 * The accounts that a policy names, in conditions on the principal and in `Principal`.
 *
 * @param document - the policy
 * @param mentions - of the policy
 * @returns each once, in the order of the document
 */
export function namedAccounts(document: PolicyDocument, mentions: Mentions): readonly string[] {
  const accounts = new Set<string>();
  for (const text of principalTexts(document, mentions)) {
    const account = isAccountId(text) ? text : accountInArn.exec(text)?.[1];
    if (account !== undefined) accounts.add(account);
  }
  return [...accounts];
}

/**
 * The roles and users that a policy names in full, where {@link namedAccounts} looks.
 *
 * @param document - the policy
 * @param mentions - of the policy
 * @returns each once, in the order of the document
 */
export function namedArns(document: PolicyDocument, mentions: Mentions): readonly string[] {
  const texts = new Set(principalTexts(document, mentions));
  return [...texts].filter((text) => exactPrincipal.test(text));
}

/**
 * Organisations that a policy speaks of, as ids or at the start of paths.
 *
 * @param mentions - of the policy
 */
export function namedOrganizations(mentions: Mentions): readonly string[] {
  const values = ["aws:principalorgid", "aws:principalorgpaths"].flatMap((key) => [
    ...(mentions.get(key)?.values ?? []),
  ]);
  const ids = values.map((value) => value.split("/")[0] ?? value);
  return [...new Set(ids.filter((id) => /^o-[a-z0-9]+$/.test(id)))];
}

function* principalTexts(document: PolicyDocument, mentions: Mentions): Generator<string> {
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
