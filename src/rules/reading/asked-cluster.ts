import { partitionOf } from "../../aws/partitions.ts";
import type { Cluster } from "../../model/estate.ts";
import { managedTagOf } from "./guardduty-tag.ts";
import type { TagState } from "./tag-requests.ts";

/** The cluster that is asked about, or one that could be there. */
export interface AskedCluster {
  readonly arn: string;
  readonly account: string;
  readonly partition: string;
  /** Undefined where the input does not tell it. */
  readonly region: string | undefined;
  /** What of it stands for something that the input does not tell. */
  readonly standIn: { readonly account: boolean; readonly partition: boolean };
  readonly states: readonly TagState[];
}

/** Stands for an account that nothing names; no policy is written for it. */
const anyAccount = "210987654321";

/** A cluster of the estate, with a stand-in for what the input does not tell. */
export function clusterToAsk(cluster: Cluster): AskedCluster {
  const { account, region, name, arn } = cluster;
  const told = {
    account: account.state === "known" ? account.value : anyAccount,
    region: region.state === "known" ? region.value : "us-east-1",
    name: name.state === "known" ? name.value : "cluster",
  };
  const partition = partitionOf(told.region);
  return {
    arn:
      arn.state === "known"
        ? arn.value
        : `arn:${partition}:eks:${told.region}:${told.account}:cluster/${told.name}`,
    account: told.account,
    partition,
    region: region.state === "known" ? region.value : undefined,
    standIn: { account: account.state !== "known", partition: region.state !== "known" },
    states: statesOf(cluster),
  };
}

/** A cluster that could be there, in an account or below a root or unit. */
export function sampleCluster(account: string): AskedCluster {
  const id = /^\d{12}$/.test(account) ? account : anyAccount;
  return {
    arn: `arn:aws:eks:us-east-1:${id}:cluster/cluster`,
    account: id,
    partition: "aws",
    region: undefined,
    standIn: { account: id !== account, partition: true },
    states: ["true", "false", "untagged"],
  };
}

const sampleRegions: Readonly<Record<string, string>> = {
  aws: "us-east-1",
  "aws-us-gov": "us-gov-west-1",
  "aws-cn": "cn-north-1",
};

/** Accounts that are asked for one that is not known, at the most. */
const mostAlikes = 16;

/**
 * The cluster, and where the input does not tell its account or partition, the same one in those
 * that policies name.
 *
 * @param cluster - the cluster that is asked about
 * @param named - ARNs that policies name, patterns among them
 */
export function alikes(cluster: AskedCluster, named: Iterable<string>): readonly AskedCluster[] {
  const found = new Map([[cluster.arn, cluster]]);
  for (const pattern of named) {
    if (found.size >= mostAlikes) break;
    const parts = pattern.split(":", 5);
    const given = sampleRegions[parts[1] ?? ""] === undefined ? undefined : parts[1];
    const partition = (cluster.standIn.partition ? given : undefined) ?? cluster.partition;
    const id = /^\d{12}$/.test(parts[4] ?? "") ? parts[4] : undefined;
    const account = (cluster.standIn.account ? id : undefined) ?? cluster.account;
    const [, , , region = "", , ...resource] = cluster.arn.split(":");
    const there = partition === cluster.partition ? region : (sampleRegions[partition] ?? region);
    const arn = `arn:${partition}:eks:${there}:${account}:${resource.join(":")}`;
    found.set(arn, { ...cluster, arn, account, partition });
  }
  return [...found.values()];
}

function statesOf(cluster: Cluster): readonly TagState[] {
  const tag = managedTagOf(cluster);
  if (tag.state === "absent") return ["untagged"];
  if (tag.state === "known" && (tag.value === "true" || tag.value === "false")) return [tag.value];
  return ["true", "false", "untagged"];
}
