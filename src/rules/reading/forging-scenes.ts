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
import type { Scene } from "./forging-requests.ts";
import { forgingActions } from "./forging-ways.ts";
import { reachOf, type Bound, type Reach } from "./guard-reach.ts";
import { fullAccess, type Compiler } from "./policy-layers.ts";
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
  readonly #exemptions: readonly Exemption[];
  readonly #fullAccess: PolicyDocument;
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
    this.#exemptions = exemptions;
    this.#fullAccess = fullAccess(place, false);
    this.#levels = new AllowLevels(estate.guards, estate.organization);
  }

  /**
   * Accounts that the exemption's policy reaches, one for all that the same policies bind: those of
   * the clusters, else those that the policy is attached to; for an ARN with an account, that one.
   */
  standings({ guard, exempted }: Exemption): readonly Standing[] {
    const pattern = exempted.kind === "arn" ? exempted.pattern : "";
    const named = /^arn:[^:]*:iam::(\d{12}):/.exec(pattern)?.[1];
    const found = new Map<string, Standing>();
    for (const { bound, cluster } of named === undefined ? this.#places(guard) : at(named)) {
      for (const alike of alikes(cluster, [placeOf(pattern)]) ?? [cluster]) {
        const standing = this.#standing(bound, alike);
        if (!standing.possible.includes(guard)) continue;
        const key = JSON.stringify([
          alike.partition,
          standing.possible.map((one) => this.#estate.guards.indexOf(one)),
          standing.certain.map((one) => this.#estate.guards.indexOf(one)),
          standing.allowances.key,
        ]);
        if (!found.has(key)) found.set(key, standing);
      }
    }
    return [...found.values()];
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
    return this.#exemptions.flatMap(({ exempted }) =>
      exempted.kind === "arn"
        ? (["role", "user"] as const).flatMap((kind) => exemptArns(exempted, kind, cluster))
        : [],
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
    const { guards, organization } = this.#estate;
    const reaches = guards.map((guard) => ({ guard, reach: reachOf(guard, bound, organization) }));
    const those = (kinds: readonly Reach["reaches"][]): readonly Guard[] =>
      reaches.flatMap(({ guard, reach }) => (kinds.includes(reach.reaches) ? [guard] : []));
    const assumed = reaches.flatMap(({ guard, reach }) =>
      reach.reaches === "yes" && reach.assumption !== undefined && guard.kind === "scp"
        ? [reach.assumption]
        : [],
    );
    const allowances = this.#levels.of(bound);
    return {
      bound,
      cluster,
      certain: those(["yes"]),
      possible: those(["yes", "maybe"]),
      reasons: reaches.flatMap(({ reach }) => (reach.reaches === "maybe" ? [reach.reason] : [])),
      allowances,
      assumptions: [...[...new Set(assumed)].slice(0, mostAssumptions), ...allowances.assumptions],
    };
  }

  #places(guard: Guard): readonly Spot[] {
    const { clusters, organization } = this.#estate;
    const own = clusters.flatMap((cluster): readonly Spot[] => {
      const { account } = cluster;
      const bound = account.state === "known" ? { id: account.value } : "unknown account";
      if (reachOf(guard, bound, organization).reaches === "no") return [];
      return [{ bound, cluster: clusterToAsk(cluster) }];
    });
    if (own.length > 0) return own;
    if (guard.attachment === "assumed") {
      const { account } = guard;
      return account.state === "known"
        ? at(account.value)
        : [{ bound: "unknown account", cluster: sampleCluster("") }];
    }
    return guard.targets.flatMap((target) =>
      target.kind === "node"
        ? at(target.id)
        : [{ bound: "unknown account", cluster: sampleCluster("") } as const],
    );
  }
}

interface Spot {
  readonly bound: Bound;
  readonly cluster: AskedCluster;
}

/** Assumptions about attachments beyond these say nothing new. */
const mostAssumptions = 3;

function at(id: string): readonly Spot[] {
  return [{ bound: { id }, cluster: sampleCluster(id) }];
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
    account: /^\d{12}$/.test(account) ? account : undefined,
    partition: /[*?]/.test(partition) || partition === "" ? undefined : partition,
  };
}
