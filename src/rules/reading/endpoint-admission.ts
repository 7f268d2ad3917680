import type { Cluster, Endpoint, IngressPeer, SecurityGroup } from "../../model/estate.ts";
import type { Place } from "../../model/place.ts";
import type { Reason } from "../../model/value.ts";
import { coversRange, parseCidr, type AddressRange } from "./cidr.ts";
import { coversPort, readSources, type Source } from "./telemetry-ingress.ts";

/** Whom the groups of an endpoint let in on the telemetry port. */
export type Admission =
  | { readonly state: "all" }
  | { readonly state: "nobody" }
  /** Some addresses, and not those of one block of the VPC. */
  | { readonly state: "part"; readonly missing: string; readonly place: Place }
  | { readonly state: "open"; readonly because: readonly Reason[] };

/**
 * Whether the agents of an endpoint's VPC reach it: from all of the VPC's addresses, from those of
 * all subnets of its clusters, or from the groups of its clusters.
 * https://docs.aws.amazon.com/guardduty/latest/ug/validate-vpc-endpoint-config-runtime-monitoring.html
 *
 * @param endpoint - a telemetry endpoint
 * @param groups - its groups, which together let in what any of them does
 * @param clusters - the clusters of its VPC
 */
export function admission(
  endpoint: Endpoint,
  groups: readonly SecurityGroup[],
  clusters: readonly Cluster[],
): Admission {
  const seen = new Seen(endpoint, clusters, groups);
  for (const group of groups) seen.read(group);
  return seen.admission();
}

class Seen {
  readonly #endpoint: Endpoint;
  readonly #clusters: readonly Cluster[];
  readonly #groups: readonly SecurityGroup[];
  readonly #sources: Source[] = [];
  readonly #because: Reason[] = [];
  readonly #admitted = new Set<Cluster>();
  #network = false;
  #anything = false;

  constructor(endpoint: Endpoint, clusters: readonly Cluster[], groups: readonly SecurityGroup[]) {
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
      for (const peer of rule.peers) this.#peer(peer);
    }
  }

  admission(): Admission {
    const clusters = this.#clusters;
    const all =
      this.#network ||
      this.#coversVpc() ||
      (clusters.length > 0 && clusters.every((one) => this.#reaches(one)));
    if (all) return { state: "all" };
    const because = [...this.#because, ...this.#untold()];
    if (because.length > 0) return { state: "open", because };
    const missing = this.#missing();
    if (!this.#anything || missing === undefined) return { state: "nobody" };
    return { state: "part", ...missing };
  }

  #peer(peer: IngressPeer): void {
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
        for (const cluster of this.#clusters) {
          if (cluster.place.address === peer.cluster) this.#admitted.add(cluster);
        }
        return;
      case "self":
        for (const group of this.#groups) this.#admit(group);
        return;
      case "group":
        if (peer.group.state === "linked") this.#admitNodes(peer.group.to, peer.place);
        else if (peer.group.state !== "absent") this.#notNodes("a group", peer.place);
        return;
      default:
        return;
    }
  }

  /** The clusters that carry a group; their nodes carry it where Amazon EKS makes them. */
  #admit(group: SecurityGroup): boolean {
    const carrying = this.#clusters.filter(({ groups }) =>
      groups.items.some((link) => link.state === "linked" && link.to === group),
    );
    for (const cluster of carrying) this.#admitted.add(cluster);
    return carrying.length > 0;
  }

  #admitNodes(group: SecurityGroup, place: Place): void {
    if (!this.#admit(group)) this.#notNodes(group.subject, place);
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
    const everything = [parseCidr("0.0.0.0/0"), parseCidr("::/0")];
    if (everything.some((range) => range !== undefined && coversRange(this.#ranges, range))) {
      return true;
    }
    const { vpc } = this.#endpoint;
    if (vpc.state !== "linked" || vpc.to.cidrs.rest !== undefined) return false;
    return vpc.to.cidrs.items.every((cidr) => this.#covers(cidr));
  }

  #covers(cidr: { readonly state: string; readonly value?: string }): boolean {
    const range = cidr.value === undefined ? undefined : parseCidr(cidr.value);
    return range !== undefined && coversRange(this.#ranges, range);
  }

  /** Whether the nodes in a cluster's subnets, or those that carry its groups, are let in. */
  #reaches(cluster: Cluster): boolean {
    if (this.#admitted.has(cluster)) return true;
    const { items, rest } = cluster.subnets;
    if (items.length === 0 || rest !== undefined) return false;
    return items.every((link) => link.state === "linked" && this.#covers(link.to.cidr));
  }

  /** What would have to be told to know which addresses the VPC has. */
  #untold(): readonly Reason[] {
    const { vpc } = this.#endpoint;
    if (!this.#anything || this.#sources.length === 0) return [];
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
