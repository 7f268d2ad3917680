import type { Cluster } from "../../model/estate.ts";
import type { Management } from "../../model/settings.ts";
import type { Reason } from "../../model/value.ts";
import { managedTagOf, type ManagedTag } from "./guardduty-tag.ts";

/** Who installs the agent of a cluster, and makes its way to GuardDuty. */
export type AgentManagement =
  /** GuardDuty; `because` completes "GuardDuty manages the agent, since …". */
  | { readonly by: "guardduty"; readonly since: "tag" | "automation" }
  /** The owner, or nobody. */
  | { readonly by: "owner" }
  /** It is left out, by its tag; the owner may monitor it all the same. */
  | { readonly by: "nobody"; readonly because: string; readonly excluded: boolean }
  | { readonly by: "unknown"; readonly reason: Reason };

/**
 * Who manages the agent of a cluster: its own tag decides, then whether automated agent
 * configuration is on.
 * https://docs.aws.amazon.com/guardduty/latest/ug/how-runtime-monitoring-works-eks.html
 *
 * @param cluster - a cluster of the estate
 * @param management - what the configuration says of it
 */
export function agentManagement(cluster: Cluster, management: Management): AgentManagement {
  const { fargateOnly } = cluster;
  if (fargateOnly.state === "known" && fargateOnly.value) {
    const because = "its pods run on Fargate, where the agent is not supported";
    return { by: "nobody", because, excluded: false };
  }
  const tag = managedTagOf(cluster);
  if (tag.state === "known" && tag.value === "false") {
    const because = "it is tagged `GuardDutyManaged` `false`, which excludes it";
    return { by: "nobody", because, excluded: true };
  }
  if (tag.state === "known" && tag.value === "true") return { by: "guardduty", since: "tag" };
  return byAutomation(cluster, management, tag);
}

function byAutomation(cluster: Cluster, management: Management, tag: ManagedTag): AgentManagement {
  const { automation } = cluster;
  const infer = management === "infer";
  if (management === "automatic" || (infer && automation.state === "known" && automation.value)) {
    return { by: "guardduty", since: "automation" };
  }
  if (infer && automation.state === "unknown") return { by: "unknown", reason: automation.reason };
  if (tag.state === "unknown") {
    return { by: "unknown", reason: { ...tag.reason, place: tag.place } };
  }
  return { by: "owner" };
}
