import { isAccountId } from "../../aws/account-id.ts";
import { partitionOf } from "../../aws/partitions.ts";
import { compile } from "../../iam/compile.ts";
import { mentionsOf } from "../../iam/search/mentions.ts";
import type { Estate, Guard } from "../../model/estate.ts";
import type { PolicyDocument } from "../../model/policy.ts";
import { AccountsApart } from "./accounts-apart.ts";
import { namedAccounts } from "./named-accounts.ts";
import { GuardReaches } from "./reaching-guards.ts";

/** An agent: that of the instances of an account. */
export interface Agent {
  readonly account: string;
  readonly partition: string;
  /** Undefined for any. */
  readonly region: string | undefined;
}

/** The agents that a policy binds, as far as it tells them apart. */
export interface BoundAgents {
  readonly agents: readonly Agent[];
  /** Whether they are those of the input, and not some that could be there. */
  readonly isCertain: boolean;
  /** Whether there are more than are asked about. */
  readonly isCut: boolean;
}

/** Accounts and Regions asked about for one policy, at the most. */
const mostAgents = 64;

/** Stands for an account that nothing names. */
const anyAccount = "210987654321";

/** Agents of accounts that the same policies bind, in one Region; no account twice. */
interface Alike {
  readonly first: Agent;
  readonly accounts: Map<string, Agent>;
}

/** The agents of clusters, by the policies that bind them. */
export class TelemetryAgents {
  readonly #byGuard = new Map<Guard, Alike[]>();

  /** @param guards - the policies in question */
  constructor({ clusters, organization }: Estate, guards: readonly Guard[]) {
    const reaches = new GuardReaches(guards, organization);
    const all = new Map<string, Alike>();
    for (const { account, region } of clusters) {
      if (account.state !== "known") continue;
      const { key, possible } = reaches.of({ id: account.value });
      const where = region.state === "known" ? region.value : undefined;
      const agent = { account: account.value, partition: partitionOf(where ?? ""), region: where };
      const own = JSON.stringify([key, agent.partition, agent.region]);
      const known = all.get(own);
      const alike = known ?? { first: agent, accounts: new Map() };
      if (!alike.accounts.has(agent.account)) alike.accounts.set(agent.account, agent);
      if (known !== undefined) continue;
      all.set(own, alike);
      for (const guard of possible) this.#put(guard, alike);
    }
  }

  /** The agents of clusters under a policy; those of its targets where the input has none. */
  under(guard: Guard, document: PolicyDocument): BoundAgents {
    const apart = new AccountsApart([document]);
    const found = new Map<string, Agent>();
    let isCut = false;
    const add = (agent: Agent): void => {
      // Accounts that the policy does not tell apart share one answer.
      const own = apart.has(agent.account) ? agent.account : "";
      const key = JSON.stringify([own, agent.partition, agent.region]);
      if (found.has(key)) return;
      if (found.size < mostAgents) found.set(key, agent);
      else isCut = true;
    };
    for (const { first, accounts } of this.#byGuard.get(guard) ?? []) {
      if (apart.none) add(first);
      else for (const agent of accounts.values()) add(agent);
    }
    for (const target of found.size > 0 ? [] : guard.targets) {
      if (target.kind !== "node" || !isAccountId(target.id)) continue;
      add({ account: target.id, partition: "aws", region: undefined });
    }
    if (found.size > 0) return { agents: [...found.values()], isCertain: true, isCut };
    const named = namedAccounts(document, mentionsOf([compile(document)]));
    for (const account of [anyAccount, ...named]) {
      add({ account, partition: "aws", region: undefined });
    }
    return { agents: [...found.values()], isCertain: false, isCut };
  }

  #put(guard: Guard, alike: Alike): void {
    const known = this.#byGuard.get(guard);
    if (known === undefined) this.#byGuard.set(guard, [alike]);
    else known.push(alike);
  }
}
