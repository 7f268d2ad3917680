import { isAccountId } from "../../aws/account-id.ts";
import type { Layers } from "../../iam/layers.ts";
import type { OrganizationFamily } from "../../iam/search/question.ts";
import type { Estate, Guard } from "../../model/estate.ts";
import type { Place } from "../../model/place.ts";
import type { PolicyDocument } from "../../model/policy.ts";
import type { Trust } from "../../model/settings.ts";
import type { Reason } from "../../model/value.ts";
import { levelsOf, type Allowances, type Binding } from "./allowances.ts";
import { AllowLevels } from "./allow-levels.ts";
import { alikes, clusterToAsk, sampleCluster, type AskedCluster } from "./asked-cluster.ts";
import { exemptArns } from "./exempt-arns.ts";
import type { ExemptRoles, Some } from "./exempt-roles.ts";
import type { Scene } from "./forging-requests.ts";
import { forgingActions } from "./forging-ways.ts";
import type { Bound } from "./guard-reach.ts";
import { fullAccess, type Compiler } from "./policy-layers.ts";
import { GuardReaches } from "./reaching-guards.ts";
import type { Exemption } from "./tag-exemption.ts";
import {
  ownAccount,
  tagChangingActions,
  trustedPrincipals,
  type TrustedPrincipals,
} from "./trusted-principals.ts";

/** An account with the policies that bind it, and those that may. */
export interface Standing {
  readonly bound: Bound;
  readonly cluster: AskedCluster;
  readonly certain: readonly Guard[];
  readonly possible: readonly Guard[];
  /** What the policies allow, beside what they deny. */
  readonly allowances: Allowances;
  /** Why it is open whether the others bind it. */
  readonly reasons: readonly Reason[];
  readonly assumptions: readonly string[];
}

/** Finds the accounts in which an exemption counts, and what is asked there. */
export class Scenes {
  readonly #estate: Estate;
  readonly #trust: Trust;
  readonly #compiler: Compiler;
  /** What is exempt by ARN, each once. */
  readonly #exempt: readonly ExemptArn[];
  readonly #fullAccess: PolicyDocument;
  readonly #reaches: GuardReaches;
  /** Where the clusters stand that a policy reaches. */
  readonly #clusters: ReadonlyMap<Guard, readonly Spot[]>;
  readonly #levels: AllowLevels;

  /**
   * @param exemptions - all of them: whoever is exempt has nothing to come by
   * @param place - stands for AWS's own `FullAWSAccess`, which is in no file
   */
  constructor(
    estate: Estate,
    trust: Trust,
    compiler: Compiler,
    exemptions: readonly Exemption[],
    place: Place,
  ) {
    this.#estate = estate;
    this.#trust = trust;
    this.#compiler = compiler;
    const exempt = exemptions.flatMap(({ exempted }) => (exempted.kind === "arn" ? exempted : []));
    this.#exempt = [...new Map(exempt.map((one) => [JSON.stringify(one), one])).values()];
    this.#fullAccess = fullAccess(place, false);
    this.#levels = new AllowLevels(estate.guards, estate.organization);
    this.#reaches = new GuardReaches(estate.guards, estate.organization);
    this.#clusters = this.#clustersByGuard();
  }

  /**
   * Accounts that the exemption's policy reaches, one for all that the same policies bind: those of
   * the clusters, else those that the policy is attached to; for an ARN with an account, that one.
   *
   * @param roles - accounts in which they are trusted otherwise are asked about by themselves
   */
  standings({ guard, exempted }: Exemption, roles: ExemptRoles): Some<Standing> {
    const pattern = exempted.kind === "arn" ? exempted.pattern : "";
    const named = /^arn:[^:]*:iam::(\d{12}):/.exec(pattern)?.[1];
    const found = new Map<string, Standing>();
    let more = false;
    for (const spot of named === undefined ? this.#places(guard) : at(named)) {
      const { bound, cluster, alike: others } = spot;
      for (const alike of alikes(cluster, [placeOf(pattern)]) ?? [cluster]) {
        const own = this.#keyOf(bound, alike);
        if (found.has(own) || !this.#reaches.of(bound).possible.includes(guard)) continue;
        found.set(own, this.#standing(bound, alike));
        const apart = roles.trustedOtherwise(exempted, alike, new Set(others.keys()));
        more ||= apart.more;
        for (const account of apart.items) {
          const other = others.get(account);
          if (other === undefined) continue;
          found.set(`${own} ${account}`, this.#standing(other.bound, other.cluster));
        }
      }
    }
    return { items: [...found.values()], more };
  }

  /** Who is trusted where these policies apply. */
  trusted(guards: readonly Guard[]): TrustedPrincipals {
    const documents = guards.flatMap(({ kind, policy }) =>
      kind === "scp" && policy.state === "known" ? [policy.document] : [],
    );
    return trustedPrincipals(this.#trust, documents, [...tagChangingActions, ...forgingActions]);
  }

  /** Trusted principals that the guards do not exempt: those whom the protection of roles lets go. */
  helpers(standing: Standing, guards: readonly Guard[]): readonly string[] {
    const exempt = new Set(this.#exemptIn(standing.cluster));
    return this.trusted(guards)
      .patterns.map((text) => text.replaceAll(ownAccount, "*"))
      .filter((pattern) => {
        const exempted = { kind: "arn", pattern, byComponent: true } as const;
        const arns = exemptArns(exempted, "role", standing.cluster);
        return arns.length > 0 && !arns.every((arn) => exempt.has(arn));
      });
  }

  /** What is asked in an account under some policies. */
  scene({ cluster, allowances }: Standing, guards: readonly Guard[]): Scene {
    const exempt = this.#exemptIn(cluster);
    const trusted = this.trusted(guards).patterns.map((text) => text.replaceAll(ownAccount, "*"));
    const { id } = this.#estate.organization;
    const organization: OrganizationFamily =
      id.state === "known"
        ? { kind: "member", id: id.value, paths: undefined }
        : { kind: "other", than: [] };
    return {
      cluster,
      organization,
      layers: this.#layers({ guards, allowances }),
      except: [...new Set([...trusted, ...exempt, "arn:*:iam::*:role/aws-service-role/*"])],
      asksRegion: guards.some(asksRegion),
    };
  }

  #exemptIn(cluster: AskedCluster): readonly string[] {
    return this.#exempt.flatMap((exempted) =>
      (["role", "user"] as const).flatMap((kind) => exemptArns(exempted, kind, cluster)),
    );
  }

  #layers({ guards, allowances }: Binding): Layers {
    const of = (kind: Guard["kind"]): readonly Guard[] =>
      guards.filter((guard) => guard.kind === kind);
    const full = this.#compiler.compile(this.#fullAccess);
    const scp = levelsOf({ guards: of("scp"), allowances }, this.#compiler, full);
    const rcps = of("rcp");
    if (rcps.length === 0) return { scp };
    const set = this.#compiler.layer(rcps.map(({ policy }) => policy));
    return { scp, rcp: { levels: [set], rest: undefined } };
  }

  #standing(bound: Bound, cluster: AskedCluster): Standing {
    const { guards, possible, certain } = this.#reaches.of(bound);
    const assumed = guards.flatMap(({ guard, reach }) =>
      reach.reaches === "yes" && reach.assumption !== undefined && guard.kind === "scp"
        ? [reach.assumption]
        : [],
    );
    const allowances = this.#levels.of(bound);
    return {
      bound,
      cluster,
      certain,
      possible,
      reasons: guards.flatMap(({ reach }) => (reach.reaches === "maybe" ? [reach.reason] : [])),
      allowances,
      assumptions: [...[...new Set(assumed)].slice(0, mostAssumptions), ...allowances.assumptions],
    };
  }

  /** The same for clusters in accounts that the policies bind alike and do not tell apart. */
  #keyOf(bound: Bound, { partition, account }: AskedCluster): string {
    const { key, apart } = this.#reaches.of(bound);
    const own = apart.has(account) ? account : "";
    return JSON.stringify([key, this.#levels.of(bound).key, partition, own]);
  }

  #clustersByGuard(): ReadonlyMap<Guard, readonly Spot[]> {
    const seen = new Map<string, Map<string, Spot>>();
    const found = new Map<Guard, Spot[]>();
    for (const one of this.#estate.clusters) {
      const { account } = one;
      const bound = account.state === "known" ? { id: account.value } : "unknown account";
      const cluster = clusterToAsk(one);
      const key = `${this.#keyOf(bound, cluster)} ${JSON.stringify(cluster.standIn)}`;
      const alike = seen.get(key) ?? new Map<string, Spot>();
      const spot: Spot = { bound, cluster, alike };
      if (!alike.has(cluster.account)) alike.set(cluster.account, spot);
      if (seen.has(key)) continue;
      seen.set(key, alike);
      for (const guard of this.#reaches.of(bound).possible) {
        const known = found.get(guard);
        if (known === undefined) found.set(guard, [spot]);
        else known.push(spot);
      }
    }
    return found;
  }

  #places(guard: Guard): readonly Spot[] {
    const own = this.#clusters.get(guard) ?? [];
    if (own.length > 0) return own;
    if (guard.attachment === "assumed") {
      const { account } = guard;
      return account.state === "known" ? at(account.value) : [anyAccount];
    }
    return guard.targets.flatMap((target) =>
      target.kind === "node" ? at(target.id) : [anyAccount],
    );
  }
}

interface Spot {
  readonly bound: Bound;
  readonly cluster: AskedCluster;
  /** Clusters of accounts that no policy tells apart, by their accounts. */
  readonly alike: ReadonlyMap<string, Spot>;
}

const anyAccount: Spot = {
  bound: "unknown account",
  cluster: sampleCluster(""),
  alike: new Map<string, Spot>(),
};

type ExemptArn = Extract<Exemption["exempted"], { readonly kind: "arn" }>;

/** Assumptions about attachments beyond these say nothing new. */
const mostAssumptions = 3;

function at(id: string): readonly Spot[] {
  return [{ bound: { id }, cluster: sampleCluster(id), alike: new Map<string, Spot>() }];
}

function asksRegion({ policy }: Guard): boolean {
  return (
    policy.state === "known" &&
    policy.document.statements.some(({ conditions }) =>
      conditions.some(({ key }) => key.toLowerCase() === "aws:requestedregion"),
    )
  );
}

/** The account and partition that a pattern of ARNs names, as far as it does. */
function placeOf(pattern: string): {
  readonly account: string | undefined;
  readonly partition: string | undefined;
} {
  const [, partition = "", , , account = ""] = pattern.split(":");
  return {
    account: isAccountId(account) ? account : undefined,
    partition: /[*?]/.test(partition) || partition === "" ? undefined : partition,
  };
}
