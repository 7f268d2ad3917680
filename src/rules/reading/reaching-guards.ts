import type { Guard, Organization, OrganizationNode } from "../../model/estate.ts";
import { AccountsApart } from "./accounts-apart.ts";
import { reachOf, type Bound, type Reach } from "./guard-reach.ts";

/** A policy that binds, or may. */
export interface Reaching {
  readonly guard: Guard;
  readonly reach: Exclude<Reach, { readonly reaches: "no" }>;
}

/** The policies that bind an account, or may, in the order of all. */
export interface ReachingGuards {
  /** The same text wherever the same policies bind as surely. */
  readonly key: string;
  readonly guards: readonly Reaching[];
  /** The policies of `guards`, and those of them that certainly bind. */
  readonly possible: readonly Guard[];
  readonly certain: readonly Guard[];
  /** The accounts that the policies may tell from others below the same unit. */
  readonly apart: AccountsApart;
}

/** Attachments, looked at from where they reach: accounts below one unit share what is found. */
export class GuardReaches {
  readonly #organization: Organization;
  readonly #guards: readonly Guard[];
  readonly #numbers: ReadonlyMap<Guard, number>;
  /** Those that are attached by name, by what they are attached to. */
  readonly #byTarget = new Map<string, Guard[]>();
  /** Those that reach whatever is below a root, or may. */
  readonly #everywhere: Guard[] = [];
  readonly #found = new Map<string, ReachingGuards>();

  /** @param guards - those that are asked about */
  constructor(guards: readonly Guard[], organization: Organization) {
    this.#guards = guards;
    this.#organization = organization;
    this.#numbers = new Map(guards.map((guard, at) => [guard, at]));
    for (const guard of guards) this.#add(guard);
  }

  /** @returns the policies that reach an account, root or unit */
  of(bound: Bound): ReachingGuards {
    const id = bound === "unknown account" ? bound : bound.id;
    const known = this.#found.get(id);
    if (known !== undefined) return known;
    const found = this.#find(bound);
    this.#found.set(id, found);
    return found;
  }

  #add(guard: Guard): void {
    const { nodes } = this.#organization;
    const { attachment, targets } = guard;
    const isWide = targets.some(
      (target) => target.kind === "unknown" || nodes.get(target.id)?.kind === "root",
    );
    if (attachment === "assumed" || isWide) this.#everywhere.push(guard);
    for (const target of targets) {
      if (target.kind === "unknown") continue;
      const there = this.#byTarget.get(target.id);
      if (there === undefined) this.#byTarget.set(target.id, [guard]);
      else if (there.at(-1) !== guard) there.push(guard);
    }
  }

  #find(bound: Bound): ReachingGuards {
    const { nodes, managementAccount } = this.#organization;
    const node = bound === "unknown account" ? undefined : nodes.get(bound.id);
    const line = node === undefined ? undefined : lineOf(node);
    // Where the tree is not told up to a root, anything may stand above.
    if (bound === "unknown account" || line === undefined) return this.#judge(bound, this.#guards);
    const isManaging = managementAccount.state === "known" && managementAccount.value === bound.id;
    const anchor = line.find(({ id, kind }) => kind === "root" || this.#byTarget.has(id));
    if (!isManaging && anchor !== undefined && anchor.id !== bound.id) {
      return this.of({ id: anchor.id });
    }
    const near = new Set([
      ...this.#everywhere,
      ...line.flatMap(({ id }) => this.#byTarget.get(id) ?? []),
    ]);
    const ordered = [...near].sort((left, right) => this.#numberOf(left) - this.#numberOf(right));
    return this.#judge(bound, ordered);
  }

  #judge(bound: Bound, among: readonly Guard[]): ReachingGuards {
    const guards = among.flatMap((guard): readonly Reaching[] => {
      const reach = reachOf(guard, bound, this.#organization);
      return reach.reaches === "no" ? [] : [{ guard, reach }];
    });
    const possible = guards.map(({ guard }) => guard);
    const documents = possible.flatMap(({ policy }) =>
      policy.state === "known" ? [policy.document] : [],
    );
    return {
      key: guards
        .map(({ guard, reach }) => `${String(this.#numberOf(guard))} ${reach.reaches}`)
        .join(),
      guards,
      possible,
      certain: guards.flatMap(({ guard, reach }) => (reach.reaches === "yes" ? [guard] : [])),
      apart: new AccountsApart(documents),
    };
  }

  #numberOf(guard: Guard): number {
    return this.#numbers.get(guard) ?? -1;
  }
}

/** A node and what stands above it, up to a root; undefined where that is not told. */
function lineOf(node: OrganizationNode): readonly OrganizationNode[] | undefined {
  const line: OrganizationNode[] = [];
  let at: OrganizationNode | undefined = node;
  while (at !== undefined) {
    line.push(at);
    if (at.kind === "root") return line;
    at = at.parentKnown ? at.parent : undefined;
  }
  return undefined;
}
