import { guarddutyPrincipal } from "./guardduty.ts";
import { itemsOf, textIn, textsIn } from "./json.ts";
import { policyTypes } from "./organizations.ts";
import type { Session } from "./session.ts";

/** What of the organisation decides where to go on. */
export interface FoundOrganization {
  /** Ids of the accounts that are in use. */
  readonly accounts: readonly string[];
  /** The account that administers GuardDuty; undefined where none was found. */
  readonly guarddutyAdministrator: string | undefined;
}

/** Units deeper than this are no tree of AWS's, which has five levels of them. */
const deepest = 20;

/**
 * Reads the organisation: its tree, its policies and where they are attached.
 *
 * @param session - of the management account or a delegated administrator
 */
export async function readOrganization(session: Session): Promise<FoundOrganization> {
  const described = await session.ask("organizations describe-organization");
  if (described === undefined) return { accounts: [], guarddutyAdministrator: undefined };
  const [accounts, administrators] = await Promise.all([
    readTree(session),
    session.ask("organizations list-delegated-administrators", guarddutyPrincipal),
    readPolicies(session),
  ]);
  const [administrator] = textsIn(administrators?.["DelegatedAdministrators"], "Id");
  return { accounts, guarddutyAdministrator: administrator };
}

async function readTree(session: Session): Promise<readonly string[]> {
  const roots = await session.ask("organizations list-roots");
  const accounts: string[] = [];
  const below = async (parent: string, depth: number): Promise<void> => {
    const [units, own] = await Promise.all([
      session.ask("organizations list-organizational-units-for-parent", parent),
      session.ask("organizations list-accounts-for-parent", parent),
    ]);
    for (const account of itemsOf(own?.["Accounts"])) {
      const id = textIn(account, "Id");
      if (id !== undefined && textIn(account, "Status") !== "SUSPENDED") accounts.push(id);
    }
    if (depth === deepest) return;
    await Promise.all(
      textsIn(units?.["OrganizationalUnits"], "Id").map((unit) => below(unit, depth + 1)),
    );
  };
  await Promise.all(textsIn(roots?.["Roots"], "Id").map((root) => below(root, 0)));
  return accounts;
}

async function readPolicies(session: Session): Promise<void> {
  await Promise.all(
    policyTypes.map(async (type) => {
      const listed = await session.ask("organizations list-policies", type);
      await Promise.all(
        textsIn(listed?.["Policies"], "Id").flatMap((id) => [
          session.ask("organizations describe-policy", id),
          session.ask("organizations list-targets-for-policy", id),
        ]),
      );
    }),
  );
}
