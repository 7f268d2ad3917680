import type { Endpoint } from "../../model/estate.ts";
import type { PolicyDocument } from "../../model/policy.ts";
import type { Trust } from "../../model/settings.ts";
import { namedAccounts, type Mentions } from "./named-accounts.ts";
import { isQuotable } from "./quotable.ts";

/** The accounts that may use an endpoint. */
export interface TrustedAccounts {
  /** The endpoint's own, where the input tells it. */
  readonly owner: string | undefined;
  /** The owner, or the only account that stands for it. */
  readonly own: string | undefined;
  readonly accounts: readonly string[];
  /** Says which accounts were trusted where nothing tells. */
  readonly assumptions: readonly string[];
}

/**
 * The accounts of the configuration and the endpoint's own; where nothing tells any, those that its
 * policy names.
 *
 * @param endpoint - the endpoint
 * @param document - its policy
 * @param mentions - of the policy
 * @param trust - who may use it, as configured
 */
export function trustedAccounts(
  { account }: Endpoint,
  document: PolicyDocument,
  mentions: Mentions,
  trust: Trust,
): TrustedAccounts {
  const owner = account.state === "known" ? account.value : undefined;
  const told = [...trust.accounts, ...(owner === undefined ? [] : [owner])];
  if (told.length > 0) return { owner, own: owner, accounts: told, assumptions: [] };
  const named = namedAccounts(document, mentions);
  const list = isQuotable(document) ? ` (${named.join(", ")})` : "";
  const assumption = `The accounts that the policy names${list} are taken for trusted, because neither input nor configuration tells the endpoint's account`;
  return {
    owner,
    own: named.length === 1 ? named[0] : undefined,
    accounts: named,
    assumptions: named.length === 0 ? [] : [assumption],
  };
}
