import type { Cluster, Endpoint, Estate } from "../../model/estate.ts";

/** The clusters in the VPC of an endpoint. */
export function clustersOf(endpoint: Endpoint, estate: Estate): readonly Cluster[] {
  const { vpc } = endpoint;
  if (vpc.state !== "linked") return [];
  return estate.clusters.filter(
    (cluster) => cluster.vpc.state === "linked" && cluster.vpc.to === vpc.to,
  );
}
