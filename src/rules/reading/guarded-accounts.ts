import { isAccountId } from "../../aws/account-id.ts";
import { partitionOf } from "../../aws/partitions.ts";
import type { Estate, Guard } from "../../model/estate.ts";
import type { Allowances } from "./allowances.ts";
import { AllowLevels } from "./allow-levels.ts";
import type { Bound } from "./guard-reach.ts";
import { GuardReaches, type Reaching } from "./reaching-guards.ts";

/** Accounts that service control policies bind alike, as far as anything in the policies tells. */
export interface GuardedAccounts {
  /** The one that is asked about; undefined for any. */
  readonly account: string | undefined;
  readonly partition: string;
  /** The policies that bind it, or may. */
  readonly guards: readonly Reaching[];
  /** What they allow, beside what they deny. */
  readonly allowances: Allowances;
}

/**
 * The accounts in which clusters stand; where the input has none, those that the policies are
 * attached to. Accounts under the same policies are told once, unless a policy names one of them.
 *
 * @param guards - all service control policies
 * @param relevant - those that are to be judged
 */
export function guardedAccounts(
  { clusters, organization }: Estate,
  guards: readonly Guard[],
  relevant: readonly Guard[],
): readonly GuardedAccounts[] {
  const found = new Map<string, GuardedAccounts>();
  const levels = new AllowLevels(guards, organization);
  const reaches = new GuardReaches(guards, organization);
  const judged = new Set(relevant);
  const add = (bound: Bound, partition: string): void => {
    const reaching = reaches.of(bound);
    const allowances = levels.of(bound);
    const id = bound !== "unknown account" && isAccountId(bound.id) ? bound.id : undefined;
    const own = id !== undefined && reaching.apart.has(id) ? id : undefined;
    const key = JSON.stringify([own, partition, reaching.key, allowances.key]);
    if (found.has(key) || !reaching.possible.some((guard) => judged.has(guard))) return;
    found.set(key, { account: id, partition, guards: reaching.guards, allowances });
  };
  for (const { account, arn, region } of clusters) {
    const partition =
      arn.state === "known"
        ? (arn.value.split(":")[1] ?? "aws")
        : partitionOf(region.state === "known" ? region.value : "");
    add(account.state === "known" ? { id: account.value } : "unknown account", partition);
  }
  if (clusters.length > 0) return [...found.values()];
  for (const { attachment, targets } of relevant) {
    if (attachment === "assumed") add("unknown account", "aws");
    for (const target of targets) if (target.kind === "node") add({ id: target.id }, "aws");
  }
  return [...found.values()];
}
