import { agentAddon } from "../../aws/detector-features.ts";
import type { Addon, Cluster, Estate } from "../../model/estate.ts";
import type { Reason } from "../../model/value.ts";

/** The add-ons that install GuardDuty's agent, as far as the input tells. */
export interface AgentAddons {
  /** Those that are certainly the agent's. */
  readonly all: readonly Addon[];
  of(cluster: Cluster): readonly Addon[];
  /**
   * What leaves open whether a cluster has one: an add-on whose name or cluster is not known, the
   * first of each kind.
   */
  mayBeOf(cluster: Cluster): readonly Reason[];
}

/** Looks through the add-ons of an estate once. */
export function agentAddons(estate: Estate): AgentAddons {
  const all: Addon[] = [];
  const byCluster = new Map<Cluster, Addon[]>();
  const open = new Map<Cluster | undefined, Reason>();
  for (const addon of estate.addons) {
    const { name, cluster } = addon;
    if (name.state === "known" && name.value !== agentAddon) continue;
    const to = cluster.state === "linked" ? cluster.to : undefined;
    if (name.state !== "known") {
      const reason: Reason =
        name.state === "unknown"
          ? { ...name.reason, place: name.place }
          : { code: "not-in-input", detail: `${addon.subject} has no name`, place: addon.place };
      if (!open.has(to)) open.set(to, reason);
      continue;
    }
    all.push(addon);
    if (to !== undefined) {
      const known = byCluster.get(to);
      if (known === undefined) byCluster.set(to, [addon]);
      else known.push(addon);
    } else if (cluster.state === "unknown") {
      if (!open.has(undefined)) open.set(undefined, { ...cluster.reason, place: cluster.place });
    }
  }
  return {
    all,
    of: (cluster) => byCluster.get(cluster) ?? [],
    mayBeOf: (cluster) =>
      [open.get(undefined), open.get(cluster)].filter((reason) => reason !== undefined),
  };
}
