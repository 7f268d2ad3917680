import { managedTag } from "../../aws/guardduty.ts";
import type { Cluster, Tag } from "../../model/estate.ts";
import type { Place } from "../../model/place.ts";
import type { Reason } from "../../model/value.ts";

/** What the documents say of a cluster's `GuardDutyManaged` tag. */
export type ManagedTag =
  | { readonly state: "known"; readonly value: string; readonly tag: Tag }
  /** It is there, but its value is not known, or it may be there. */
  | { readonly state: "unknown"; readonly reason: Reason; readonly place: Place }
  | { readonly state: "absent"; readonly place: Place };

/**
 * The tag in force: what is declared counts before what is observed, and what is told before what
 * is left open. EKS compares keys exactly.
 * https://docs.aws.amazon.com/eks/latest/userguide/eks-using-tags.html
 *
 * @param cluster - a cluster of the estate
 */
export function managedTagOf(cluster: Cluster): ManagedTag {
  let open: ManagedTag | undefined;
  for (const { tags, rest, place } of cluster.tagSets) {
    const tag = tags.find(({ key }) => key === managedTag);
    if (tag?.value.state === "known") return { state: "known", value: tag.value.value, tag };
    if (tag?.value.state === "unknown") {
      open ??= { state: "unknown", reason: tag.value.reason, place: tag.value.place };
    } else if (rest !== undefined) {
      open ??= { state: "unknown", reason: rest, place };
    } else {
      return open ?? { state: "absent", place };
    }
  }
  return open ?? untold(cluster);
}

/** No document speaks of tags at all. */
function untold(cluster: Cluster): ManagedTag {
  const { place } = cluster;
  const reason: Reason = {
    code: "not-in-input",
    detail: "the input does not tell the cluster's tags",
    place,
  };
  return { state: "unknown", reason, place };
}
