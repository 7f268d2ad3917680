import type { Cluster } from "../../model/estate.ts";
import { managedTagOf } from "./guardduty-tag.ts";
import type { AskedCluster } from "./tag-question.ts";
import type { TagState } from "./tag-requests.ts";

/** Stands for an account that nothing names; no policy is written for it. */
const anyAccount = "210987654321";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
function partitionOf(region: string): string {
  if (region.startsWith("us-gov-")) return "aws-us-gov";
  return region.startsWith("cn-") ? "aws-cn" : "aws";
}

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
    states: ["true", "false", "untagged"],
  };
}

function statesOf(cluster: Cluster): readonly TagState[] {
  const tag = managedTagOf(cluster);
  if (tag.state === "absent") return ["untagged"];
  if (tag.state === "known" && (tag.value === "true" || tag.value === "false")) return [tag.value];
  return ["true", "false", "untagged"];
}
