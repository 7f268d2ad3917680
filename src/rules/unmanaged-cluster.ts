import type { Cluster, Estate } from "../model/estate.ts";
import type { Related } from "../model/finding.ts";
import { defineRule, type RuleContext } from "../model/rule.ts";
import type { Reason } from "../model/value.ts";
import { agentAddons, type AgentAddons } from "./reading/agent-addon.ts";
import { agentManagement } from "./reading/agent-management.ts";
import { isAboutGuardDuty } from "./reading/near-addon-name.ts";

/** Flags clusters on which nobody installs the agent. */
export const unmanagedCluster = defineRule<"nobody">({
  id: "unmanaged-cluster",
  meta: {
    summary: "An EKS cluster has neither the tag GuardDutyManaged `true` nor the agent's add-on",
    why: "Where automated agent configuration is off, GuardDuty manages the agent only on clusters tagged `true`, and on all others somebody has to install the add-on `aws-guardduty-agent`. A cluster with neither runs without an agent, and GuardDuty sees nothing of it.",
    fix: "Tag the cluster `GuardDutyManaged` `true`, or give it the add-on `aws-guardduty-agent` and its VPC a guardduty-data endpoint.",
    confidence: "medium",
    status: "stable",
    severity: 8,
    tags: ["guardduty", "eks", "coverage"],
    options: { type: "object", additionalProperties: false, properties: {} },
    messages: {
      nobody:
        "Nobody installs the agent on the cluster {cluster}: {mode}, it is not tagged `true`, and the input has no add-on for it",
    },
    references: [
      "https://docs.aws.amazon.com/guardduty/latest/ug/how-runtime-monitoring-works-eks.html",
      "https://docs.aws.amazon.com/guardduty/latest/ug/managing-gdu-agent-eks-manually.html",
    ],
  },
  check(estate, context) {
    const addons = agentAddons(estate);
    const misnamed = misnamedAddons(estate);
    for (const cluster of estate.clusters) checkCluster(cluster, addons, misnamed, context);
  },
});

/** Add-ons by their cluster that are meant to be the agent's, and whose name is another. */
function misnamedAddons({ addons }: Estate): ReadonlyMap<Cluster, readonly Related[]> {
  const found = new Map<Cluster, Related[]>();
  for (const { name, cluster } of addons) {
    if (cluster.state !== "linked" || name.state !== "known" || !isAboutGuardDuty(name.value)) {
      continue;
    }
    const related: Related = {
      message: "an add-on of another name",
      place: name.place,
      mendedWith: "wrong-addon-name",
    };
    const known = found.get(cluster.to);
    if (known === undefined) found.set(cluster.to, [related]);
    else known.push(related);
  }
  return found;
}

function checkCluster(
  cluster: Cluster,
  addons: AgentAddons,
  misnamed: ReadonlyMap<Cluster, readonly Related[]>,
  context: RuleContext<"nobody">,
): void {
  const { subject, place } = cluster;
  const managed = agentManagement(cluster, context.management);
  // What is left out on purpose, or cannot be monitored, is another rule's matter.
  if (managed.by === "nobody") return;
  if (managed.by === "guardduty" || addons.of(cluster).length > 0) {
    context.satisfied({ subject, at: place });
    return;
  }
  const because: Reason[] = [...addons.mayBeOf(cluster)];
  if (managed.by === "unknown") because.push(managed.reason);
  else if (!isTold(cluster, context)) {
    const detail =
      "nothing in the input tells whether GuardDuty manages the agent (`guardduty.management` in guardlint.yaml does)";
    because.push({ code: "not-in-input", detail, place });
  }
  if (!isDeclared(cluster)) {
    const detail = "the input does not list the add-ons of the cluster";
    because.push({ code: "not-in-input", detail, place });
  }
  const at = cluster.tagSets[0]?.place ?? place;
  if (because.length > 0) {
    context.undetermined({ subject, at, because });
    return;
  }
  const mode =
    context.management === "infer"
      ? "automated agent configuration is off"
      : `the agent's management is ${context.management}`;
  const data = { cluster: `\`${subject}\``, mode };
  const related = misnamed.get(cluster) ?? [];
  context.report({ subject, at, message: "nobody", data, related });
}

function isTold(cluster: Cluster, { management }: RuleContext<"nobody">): boolean {
  return management !== "infer" || cluster.automation.state === "known";
}

/** Who makes a cluster in a configuration makes its add-ons there; a response prints none. */
function isDeclared({ tagSets }: Cluster): boolean {
  return tagSets.some(({ standing }) => standing === "declared");
}
