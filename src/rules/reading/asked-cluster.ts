import { isAccountId } from "../../aws/account-id.ts";
import { managedTag } from "../../aws/guardduty.ts";
import { partitionOf } from "../../aws/partitions.ts";
import type { Cluster } from "../../model/estate.ts";
import { clusterTagsOf, type ClusterTags } from "./cluster-tags.ts";
import { managedTagOf } from "./guardduty-tag.ts";

/** What a cluster's tag is before somebody changes it; undefined where it has none. */
export type TagState = string | undefined;

/** The cluster that is asked about, or one that could be there. */
export interface AskedCluster {
  /** Its ARN, or one that could be. */
  readonly arn: string;
  /** Patterns of which its ARN fits one, the plainest first. */
  readonly resources: readonly string[];
  readonly account: string;
  readonly partition: string;
  /** Undefined where the input does not tell it. */
  readonly region: string | undefined;
  /** What of it stands for something that the input does not tell. */
  readonly standIn: { readonly account: boolean; readonly partition: boolean };
  /** What its `GuardDutyManaged` tag can be. */
  readonly states: readonly TagState[];
  /** All its other tags. */
  readonly tags: ClusterTags;
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
  const start = `arn:${partition}:eks:`;
  const one =
    arn.state === "known"
      ? arn.value
      : `${start}${told.region}:${told.account}:cluster/${told.name}`;
  const isWhole = arn.state === "known" || (region.state === "known" && name.state === "known");
  const anyRegion = region.state === "known" ? region.value : "*";
  const anyName = name.state === "known" ? name.value : "*";
  return {
    arn: one,
    resources: isWhole ? [one] : [one, `${start}${anyRegion}:${told.account}:cluster/${anyName}`],
    account: told.account,
    partition,
    region: region.state === "known" ? region.value : undefined,
    standIn: { account: account.state !== "known", partition: region.state !== "known" },
    states: statesOf(cluster),
    tags: clusterTagsOf(cluster, managedTag),
  };
}

/** Any cluster that could be there, in an account or below a root or unit. */
export function sampleCluster(account: string): AskedCluster {
  const id = isAccountId(account) ? account : anyAccount;
  const arn = `arn:aws:eks:us-east-1:${id}:cluster/cluster`;
  return {
    arn,
    resources: [arn, `arn:aws:eks:*:${id}:cluster/*`],
    account: id,
    partition: "aws",
    region: undefined,
    standIn: { account: id !== account, partition: true },
    states: anyState,
    tags: { told: [], rest: true },
  };
}

const sampleRegions: Readonly<Record<string, string>> = {
  aws: "us-east-1",
  "aws-us-gov": "us-gov-west-1",
  "aws-cn": "cn-north-1",
};

/** The same cluster in another account or partition. */
export function placedIn(
  cluster: AskedCluster,
  { account, partition }: Pick<AskedCluster, "account" | "partition">,
): AskedCluster {
  const moved = (arn: string): string => {
    const [, , service = "", region = "", , ...resource] = arn.split(":");
    const stays = partition === cluster.partition || region === "*";
    const there = stays ? region : (sampleRegions[partition] ?? region);
    return ["arn", partition, service, there, account, ...resource].join(":");
  };
  const { arn, resources } = cluster;
  return { ...cluster, account, partition, arn: moved(arn), resources: resources.map(moved) };
}

/** Accounts and partitions that are asked for those that are not known, at the most. */
const mostAlikes = 200;

/**
 * The cluster, and where the input does not tell its account or partition, the same one in those
 * that policies name. No policy tells accounts apart that none of them names.
 *
 * @param cluster - the cluster that is asked about
 * @param named - accounts that policies name, with the partition where they name one
 * @returns undefined where there are too many
 */
export function alikes(
  cluster: AskedCluster,
  named: Iterable<{ readonly account: string | undefined; readonly partition: string | undefined }>,
): readonly AskedCluster[] | undefined {
  const found = new Map([[cluster.arn, cluster]]);
  for (const one of named) {
    const given = sampleRegions[one.partition ?? ""] === undefined ? undefined : one.partition;
    const partition = (cluster.standIn.partition ? given : undefined) ?? cluster.partition;
    const account = (cluster.standIn.account ? one.account : undefined) ?? cluster.account;
    const alike = placedIn(cluster, { account, partition });
    found.set(alike.arn, alike);
    if (found.size > mostAlikes) return undefined;
  }
  return [...found.values()];
}

const anyState: readonly TagState[] = ["true", "false", undefined];

/** A value that is not one of the two is a state of its own, unless it must not be shown. */
function statesOf(cluster: Cluster): readonly TagState[] {
  const tag = managedTagOf(cluster);
  if (tag.state === "absent") return [undefined];
  if (tag.state !== "known") return anyState;
  const { value } = tag.tag;
  return value.state === "known" && value.sensitive ? anyState : [tag.value];
}
