import type { Cluster } from "../model/estate.ts";
import { defineRule, type RuleContext } from "../model/rule.ts";
import type { Reason } from "../model/value.ts";
import { agentAddons, type AgentAddons } from "./reading/agent-addon.ts";
import { managedTagOf } from "./reading/guardduty-tag.ts";

/** Flags clusters that their tag takes out of monitoring. */
export const excludedCluster = defineRule<"excluded">({
  id: "excluded-cluster",
  meta: {
    summary: "The tag GuardDutyManaged `false` takes an EKS cluster out of monitoring",
    why: "Where automated agent configuration is on, GuardDuty leaves a cluster with this tag alone: a new one gets no agent, and the agent of an old one is no longer updated. Who wants that for a cluster can say so here; for all others the tag is the quietest way out of monitoring.",
    fix: "Remove the tag; or name the cluster under the rule's option `allowed` in guardlint.yaml.",
    confidence: "high",
    status: "stable",
    severity: 6,
    tags: ["guardduty", "eks", "tags", "coverage"],
    options: {
      type: "object",
      additionalProperties: false,
      properties: {
        allowed: {
          description: "Names of clusters that are left out on purpose.",
          type: "array",
          items: { type: "string" },
        },
      },
    },
    messages: {
      excluded:
        "The cluster {cluster} is tagged `GuardDutyManaged` `false`, so GuardDuty leaves it out",
    },
    references: [
      "https://docs.aws.amazon.com/guardduty/latest/ug/how-runtime-monitoring-works-eks.html",
      "https://docs.aws.amazon.com/guardduty/latest/ug/managing-gdu-agent-eks-automatically.html",
    ],
  },
  check(estate, context) {
    const { allowed = [] } = context.options;
    const names = new Set(Array.isArray(allowed) ? allowed : []);
    const addons = agentAddons(estate);
    for (const cluster of estate.clusters) checkCluster(cluster, names, addons, context);
  },
});

function checkCluster(
  cluster: Cluster,
  allowed: ReadonlySet<string>,
  addons: AgentAddons,
  context: RuleContext<"excluded">,
): void {
  const { subject, name, automation } = cluster;
  const tag = managedTagOf(cluster);
  if (tag.state !== "known" || tag.value !== "false") return;
  const at = tag.tag.value.place;
  const isAllowed = allowed.has(subject) || (name.state === "known" && allowed.has(name.value));
  if (isAllowed) {
    context.satisfied({ subject, at, assumptions: ["The configuration allows to leave it out"] });
    return;
  }
  // Somebody else looks after the agent, and keeps GuardDuty from doing so too.
  if (addons.of(cluster).length > 0) {
    context.satisfied({ subject, at, assumptions: ["Its owner installs the agent's add-on"] });
    return;
  }
  const { management } = context;
  const isOn =
    management === "automatic" ||
    (management === "infer" && automation.state === "known" && automation.value);
  const because: Reason[] = [...addons.mayBeOf(cluster)];
  if (!isOn && management === "infer" && automation.state !== "known") {
    const detail = "nothing tells whether automated agent configuration is on";
    because.push(
      automation.state === "unknown"
        ? automation.reason
        : { code: "not-in-input", detail, place: cluster.place },
    );
  } else if (!isOn) {
    context.satisfied({ subject, at, assumptions: ["GuardDuty manages tagged clusters only"] });
    return;
  }
  const data = { cluster: `\`${subject}\`` };
  if (because.length > 0) context.undetermined({ subject, at, because });
  else context.report({ subject, at, message: "excluded", data });
}
