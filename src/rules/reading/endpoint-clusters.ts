import type { Cluster, Endpoint, Estate, Vpc } from "../../model/estate.ts";
import type { Related } from "../../model/finding.ts";
import type { Reason } from "../../model/value.ts";

/** The clusters in the VPC of an endpoint. */
export interface EndpointClusters {
  readonly clusters: readonly Cluster[];
  /** Why there are further ones that are not looked at. */
  readonly rest: Reason | undefined;
}

/**
 * More clusters of one VPC than any has are not gone through for each of its endpoints. Amazon EKS
 * allows 100 in a Region unless more are asked for.
 * https://docs.aws.amazon.com/eks/latest/userguide/service-quotas.html
 */
const mostClusters = 200;

/** More clusters tell the reader of a finding nothing new. */
const mostTold = 10;

/** Sorts the clusters of an estate by their VPCs, once for all endpoints. */
export function clustersByEndpoint(estate: Estate): (endpoint: Endpoint) => EndpointClusters {
  const byVpc = new Map<Vpc, Cluster[]>();
  for (const cluster of estate.clusters) {
    if (cluster.vpc.state !== "linked") continue;
    const known = byVpc.get(cluster.vpc.to);
    if (known === undefined) byVpc.set(cluster.vpc.to, [cluster]);
    else known.push(cluster);
  }
  return ({ vpc }) => {
    const all = vpc.state === "linked" ? (byVpc.get(vpc.to) ?? []) : [];
    if (all.length <= mostClusters) return { clusters: all, rest: undefined };
    const detail = `the VPC has ${all.length} clusters, and ${mostClusters} of them are looked at`;
    const rest: Reason = { code: "too-large", detail, place: vpc.place };
    return { clusters: all.slice(0, mostClusters), rest };
  };
}

/** Clusters of one VPC as places that go with a finding. */
export function toldClusters(clusters: readonly Cluster[]): readonly Related[] {
  const further = clusters.length - mostTold;
  return clusters.slice(0, mostTold).map(({ place }, index) => ({
    message:
      further > 0 && index === mostTold - 1
        ? `a cluster of the VPC, and ${further} further ones`
        : "a cluster of the VPC",
    place,
  }));
}
