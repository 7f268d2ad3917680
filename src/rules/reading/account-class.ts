import type { Organization } from "../../model/estate.ts";

/** Accounts that are named in a message; more are counted. */
const mostNamed = 3;

/**
 * The root or unit that an account stands under, by which accounts are spoken of together.
 *
 * @returns undefined where the input does not tell
 */
export function parentOf(account: string, { nodes }: Organization): string | undefined {
  return nodes.get(account)?.parent?.id;
}

/**
 * Names accounts for a message: one by its id, many by their number and what they stand under.
 *
 * @param accounts - ids, each once
 * @param parent - the root or unit that all of them stand under
 */
export function accountsText(accounts: readonly string[], parent: string | undefined): string {
  const [only = "", second] = accounts;
  const under = parent === undefined ? "" : ` under \`${parent}\``;
  if (second === undefined) return `the account ${only}${under}`;
  const named = accounts.slice(0, mostNamed).join(", ");
  const more = accounts.length > mostNamed ? ", …" : "";
  return `${String(accounts.length)} accounts${under} (${named}${more})`;
}
