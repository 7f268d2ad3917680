import { isAccountId } from "../../aws/account-id.ts";
import { partitionOf } from "../../aws/partitions.ts";
import type { Estate, EstateNode, Guard } from "../../model/estate.ts";
import type { Place } from "../../model/place.ts";
import type { Allowances } from "./allowances.ts";
import { AllowLevels } from "./allow-levels.ts";
import type { Bound } from "./guard-reach.ts";
import { GuardReaches, type ReachingGuards } from "./reaching-guards.ts";

/** Accounts that service control policies bind alike: what is asked of one is answered for all. */
export interface AccountClass {
  /** The account, root or unit; a node of the estate where its account is not known. */
  readonly subject: string;
  readonly place: Place;
  /** All of the accounts whose ids are known, each once. */
  readonly accounts: readonly string[];
  /** The account that is asked about; undefined for any. */
  readonly account: string | undefined;
  readonly partition: string;
  /** Where the input shows something to protect; undefined for any Region. */
  readonly regions: readonly string[] | undefined;
  readonly bound: Bound;
  /** The service control policies that bind it, or may. */
  readonly guards: ReachingGuards;
  /** What those policies allow, beside what they deny. */
  readonly allowances: Allowances;
  /** Whether it is, or takes in, the account of a GuardDuty administrator. */
  readonly administrator: boolean;
}

/** One account, before those that are bound alike are put together. */
type Member = Omit<AccountClass, "accounts" | "guards" | "allowances">;

/**
 * The accounts of nodes of the estate, in the classes of which no policy tells one from another;
 * where there are no nodes, those that policies are attached to.
 *
 * @param nodes - what is to be protected; the subject is the account's where it is known
 * @param guards - all service control policies
 * @param relevant - those whose targets are asked about where there are no nodes
 */
export function accountClasses(
  { organization, detectors }: Estate,
  nodes: readonly EstateNode[],
  guards: readonly Guard[],
  relevant: readonly Guard[],
): readonly AccountClass[] {
  const administrators = new Set(
    detectors.flatMap(({ scope, account }) =>
      scope === "organization" && account.state === "known" ? [account.value] : [],
    ),
  );
  const members =
    nodes.length > 0
      ? nodes.map((node) => memberOf(node, administrators))
      : relevant.flatMap((guard) => membersUnder(guard));
  const accounts = new Map<string, Set<string>>();
  const reaches = new GuardReaches(guards, organization);
  const levels = new AllowLevels(guards, organization);
  const found = new Map<string, Omit<AccountClass, "accounts">>();
  for (const member of members) {
    const { account, partition, administrator, bound } = member;
    const reaching = reaches.of(bound);
    const allowances = levels.of(bound);
    const isNamed = account !== undefined && reaching.apart.has(account);
    const own = isNamed ? account : account === undefined ? "any" : "";
    const key = JSON.stringify([own, partition, administrator, reaching.key, allowances.key]);
    const alike = accounts.get(key) ?? new Set<string>();
    accounts.set(key, alike);
    if (account !== undefined) alike.add(account);
    const known = found.get(key);
    const regions = known === undefined ? member.regions : joined(known.regions, member.regions);
    found.set(key, { guards: reaching, allowances, ...member, ...known, regions });
  }
  return [...found].map(([key, one]) => ({ ...one, accounts: [...(accounts.get(key) ?? [])] }));
}

function joined(
  left: readonly string[] | undefined,
  right: readonly string[] | undefined,
): readonly string[] | undefined {
  if (left === undefined || right === undefined) return undefined;
  return right.every((region) => left.includes(region)) ? left : [...new Set([...left, ...right])];
}

function memberOf(
  { subject, place, account, region }: EstateNode,
  administrators: ReadonlySet<string>,
): Member {
  const id = account.state === "known" ? account.value : undefined;
  const where = region.state === "known" ? region.value : undefined;
  return {
    subject: id ?? subject,
    place,
    bound: id === undefined ? "unknown account" : { id },
    account: id,
    partition: partitionOf(where ?? ""),
    regions: where === undefined ? undefined : [where],
    administrator: id !== undefined && administrators.has(id),
  };
}

/** What is attached to a root, or nobody knows where, binds the administrator's account too. */
function membersUnder({ subject, place, attachment, targets }: Guard): readonly Member[] {
  const shared = { place, partition: "aws", regions: undefined };
  if (attachment === "assumed") {
    const bound = "unknown account";
    return [{ ...shared, subject, bound, account: undefined, administrator: true }];
  }
  return targets.flatMap((target): readonly Member[] => {
    if (target.kind === "unknown") return [];
    const { id } = target;
    const account = isAccountId(id) ? id : undefined;
    return [{ ...shared, subject: id, bound: { id }, account, administrator: id.startsWith("r-") }];
  });
}
