import type { Link, Subnet, Vpc } from "../model/estate.ts";
import type { LoadedDocument } from "../model/resource.ts";
import type { Reference, Value } from "../model/value.ts";
import { compatible, type Whereabouts } from "./account.ts";
import { ClusterNames } from "./cluster-names.ts";
import { ofKind, type Draft, type DraftOf } from "./draft.ts";
import { stringFact } from "./read.ts";
import { Register } from "./register.ts";

/**
 * What a cluster tells of its network, for what refers to it through the cluster.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/eks_cluster
 */
const vpcAttribute = /^vpc_config(?:\[0\]|\.0)\.vpc_id$/;
const subnetsAttribute = /^vpc_config(?:\[0\]|\.0)\.subnet_ids$/;

/** The clusters that are named for the sake of their networks. */
export class ClusterNetworks {
  readonly #names = new ClusterNames<DraftOf<"cluster">>();
  readonly #lookups = new Register<DraftOf<"cluster-lookup">>("cluster");
  readonly #whereabouts: Whereabouts;
  #isFollowing = false;

  /** @param drafts - all drafts; those of other kinds are passed over */
  constructor(drafts: readonly Draft[], whereabouts: Whereabouts) {
    this.#whereabouts = whereabouts;
    for (const draft of ofKind(drafts, "cluster")) {
      this.#names.add(draft, stringFact(draft.name), [draft]);
    }
    for (const draft of ofKind(drafts, "cluster-lookup")) {
      this.#lookups.add(draft, { state: "absent", place: draft.resource.place }, [draft]);
    }
  }

  /** @returns the VPC that a reference names through a cluster, as far as its subnets tell it */
  vpcs(
    document: LoadedDocument,
    reference: Reference,
    vpcsOf: (subnets: Value, document: LoadedDocument) => ReadonlySet<Vpc>,
  ): readonly Link<Vpc>[] {
    if (!vpcAttribute.test(reference.attribute ?? "")) return [];
    const cluster = this.#cluster(document, reference);
    if (cluster === undefined) return [];
    const [only, second] = this.#once(() => vpcsOf(cluster.subnets, cluster.document)) ?? [];
    const { place } = cluster.resource;
    return only === undefined || second !== undefined ? [] : [{ state: "linked", to: only, place }];
  }

  /** @returns the subnets that a reference names through a cluster, where it names all of them */
  subnets(
    document: LoadedDocument,
    reference: Reference,
    register: Register<Subnet>,
  ): readonly Link<Subnet>[] {
    if (!subnetsAttribute.test(reference.attribute ?? "")) return [];
    const cluster = this.#cluster(document, reference);
    if (cluster === undefined) return [];
    const links = this.#once(() => register.links(cluster.subnets, cluster.document));
    return links?.rest === undefined ? (links?.items ?? []) : [];
  }

  /** Clusters that take their subnets from one another lead nowhere. */
  #once<R>(follow: () => R): R | undefined {
    if (this.#isFollowing) return undefined;
    this.#isFollowing = true;
    const found = follow();
    this.#isFollowing = false;
    return found;
  }

  #cluster(document: LoadedDocument, reference: Reference): DraftOf<"cluster"> | undefined {
    const [lookup, another] = this.#lookups.referred(document, reference);
    if (another !== undefined) return undefined;
    if (lookup === undefined) {
      const [cluster, second] = this.#names.referred(document, reference);
      return second === undefined ? cluster : undefined;
    }
    const link = this.#names.link(lookup.name, lookup.document);
    if (link.state !== "linked") return undefined;
    const [own, theirs] = [this.#whereabouts.of([lookup]), this.#whereabouts.of([link.to])];
    return compatible(own, theirs) ? link.to : undefined;
  }
}
