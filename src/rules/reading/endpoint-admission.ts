import type { Cluster, Endpoint, IngressPeer, Link, SecurityGroup } from "../../model/estate.ts";
import type { Place } from "../../model/place.ts";
import type { Reason } from "../../model/value.ts";
import { coversRange, parseCidr, type AddressRange } from "./cidr.ts";
import type { EndpointClusters } from "./endpoint-clusters.ts";
import { coversPort, readSources, type Source } from "./telemetry-ingress.ts";

/** Whom the groups of an endpoint let in on the telemetry port. */
export type Admission =
  | { readonly state: "all"; readonly assumptions: readonly string[] }
  | { readonly state: "nobody" }
  /** Some addresses, and not those of one block of the VPC. */
  | { readonly state: "part"; readonly missing: string; readonly place: Place }
  | { readonly state: "open"; readonly because: readonly Reason[] };

/**
 * Whether the agents of an endpoint's VPC reach it: from all of the VPC's addresses, from those of
 * all subnets of its clusters, or from the groups that Amazon EKS makes for its clusters.
 * https://docs.aws.amazon.com/guardduty/latest/ug/validate-vpc-endpoint-config-runtime-monitoring.html
 *
 * @param endpoint - a telemetry endpoint
 * @param groups - its groups, which together let in what any of them does
 * @param clusters - the clusters of its VPC
 */
export function admission(
  endpoint: Endpoint,
  groups: readonly SecurityGroup[],
  clusters: EndpointClusters,
): Admission {
  const seen = new Seen(endpoint, clusters, groups);
  for (const group of groups) seen.read(group);
  return seen.admission();
}

class Seen {
  readonly #endpoint: Endpoint;
  readonly #clusters: EndpointClusters;
  readonly #groups: readonly SecurityGroup[];
  readonly #sources: Source[] = [];
  readonly #because: Reason[] = [];
  readonly #admitted = new Set<Cluster>();
  #network = false;
  #anything = false;

  constructor(endpoint: Endpoint, clusters: EndpointClusters, groups: readonly SecurityGroup[]) {
    this.#endpoint = endpoint;
    this.#clusters = clusters;
    this.#groups = groups;
  }

  read(group: SecurityGroup): void {
    if (group.rest !== undefined) this.#because.push(group.rest);
    for (const rule of group.ingress) {
      const applies = coversPort(rule);
      if (applies === false) continue;
      if (applies !== true) {
        this.#because.push(applies);
        continue;
      }
      this.#anything = true;
      readSources(rule, this.#sources, this.#because);
      for (const peer of rule.peers) this.#peer(peer, group);
    }
  }

  admission(): Admission {
    if (this.#network || this.#coversVpc()) return { state: "all", assumptions: [] };
    const { clusters, rest } = this.#clusters;
    if (clusters.length > 0 && clusters.every((one) => this.#reaches(one))) {
      if (rest !== undefined) return { state: "open", because: [rest] };
      return { state: "all", assumptions: [ofTheClusters(clusters, this.#admitted)] };
    }
    const because = this.#anything ? [...this.#because, ...this.#untold()] : this.#because;
    if (because.length > 0) return { state: "open", because };
    const missing = this.#missing();
    if (!this.#anything || missing === undefined) return { state: "nobody" };
    return { state: "part", ...missing };
  }

  /** @param group - the group of the endpoint that lets the peer in */
  #peer(peer: IngressPeer, group: SecurityGroup): void {
    const { vpc } = this.#endpoint;
    switch (peer.kind) {
      case "network":
        // Its first block alone, where the VPC has several.
        if (vpc.state === "linked" && peer.of.includes(vpc.to) && this.#hasOneBlock()) {
          this.#network = true;
        } else {
          const detail = "a source of the group is a network whose addresses are not known";
          this.#because.push({ code: "not-in-input", detail, place: peer.place });
        }
        return;
      case "cluster":
        for (const cluster of this.#clusters.clusters) {
          if (cluster.place.address === peer.cluster) this.#admitted.add(cluster);
        }
        return;
      // Groups that a cluster is given are those of its control plane, not of its nodes.
      // https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html
      case "self":
        // Nobody puts nodes into the group that a VPC is made with.
        if (group.isDefault.state === "known" && group.isDefault.value) return;
        this.#notNodes(group.subject, peer.place);
        return;
      case "group":
        this.#admit(peer.group);
        return;
      default:
        return;
    }
  }

  #admit(group: Link<SecurityGroup>): void {
    if (group.state === "absent") return;
    const own = this.#clusters.clusters.filter(({ ownGroup }) => isSame(ownGroup, group));
    for (const cluster of own) this.#admitted.add(cluster);
    if (own.length > 0) return;
    this.#notNodes(group.state === "linked" ? group.to.subject : "a group", group.place);
  }

  #notNodes(group: string, place: Place): void {
    const detail = `the input does not tell whether the nodes of the clusters carry ${group}`;
    this.#because.push({ code: "not-in-input", detail, place });
  }

  #hasOneBlock(): boolean {
    const { vpc } = this.#endpoint;
    if (vpc.state !== "linked") return false;
    const { items, rest } = vpc.to.cidrs;
    return items.length <= 1 && (rest === undefined || items.length === 0);
  }

  get #ranges(): readonly AddressRange[] {
    return this.#sources.map(({ range }) => range);
  }

  #coversVpc(): boolean {
    // The VPC always has addresses of IPv4, and may have some of IPv6.
    if (this.#covers({ state: "known", value: "0.0.0.0/0" })) return true;
    const { vpc } = this.#endpoint;
    if (vpc.state !== "linked" || vpc.to.cidrs.rest !== undefined) return false;
    return vpc.to.cidrs.items.every((cidr) => this.#covers(cidr));
  }

  #covers(cidr: { readonly state: string; readonly value?: string }): boolean {
    const range = cidr.value === undefined ? undefined : parseCidr(cidr.value);
    return range !== undefined && coversRange(this.#ranges, range);
  }

  /** Whether the nodes in a cluster's subnets, or those that carry the group made for it, are let in. */
  #reaches(cluster: Cluster): boolean {
    if (this.#admitted.has(cluster)) return true;
    const { items, rest } = cluster.subnets;
    if (items.length === 0 || rest !== undefined) return false;
    return items.every((link) => link.state === "linked" && this.#covers(link.to.cidr));
  }

  /** What would have to be told to know which addresses the VPC has. */
  #untold(): readonly Reason[] {
    const { vpc } = this.#endpoint;
    if (this.#sources.length === 0) return [];
    if (vpc.state === "linked") {
      return vpc.to.cidrs.rest === undefined ? [] : [vpc.to.cidrs.rest];
    }
    const detail = "nothing tells in which VPC the endpoint lies";
    return [{ code: "not-in-input", detail, place: vpc.place }];
  }

  #missing(): { readonly missing: string; readonly place: Place } | undefined {
    const { vpc } = this.#endpoint;
    const cidrs = vpc.state === "linked" ? vpc.to.cidrs.items : [];
    const place = this.#sources[0]?.place ?? this.#groups[0]?.place ?? this.#endpoint.place;
    for (const cidr of cidrs) {
      if (cidr.state === "known" && !this.#covers(cidr)) return { missing: cidr.value, place };
    }
    return undefined;
  }
}

function isSame(one: Link<SecurityGroup>, other: Link<SecurityGroup>): boolean {
  if (one.state === "linked") return other.state === "linked" && one.to === other.to;
  return one.state === "elsewhere" && other.state === "elsewhere" && one.id === other.id;
}

/** What is taken for true where not the whole VPC is let in. */
function ofTheClusters(clusters: readonly Cluster[], admitted: ReadonlySet<Cluster>): string {
  return clusters.every((cluster) => admitted.has(cluster))
    ? "The nodes carry the security group that Amazon EKS makes for their cluster"
    : "The nodes lie in the subnets of their cluster";
}
