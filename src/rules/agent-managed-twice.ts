import { defineRule } from "../model/rule.ts";
import { agentAddons } from "./reading/agent-addon.ts";
import { agentManagement } from "./reading/agent-management.ts";

/** Flags add-ons that GuardDuty manages too. */
export const agentManagedTwice = defineRule<"twice">({
  id: "agent-managed-twice",
  meta: {
    summary: "The agent's add-on is in code on a cluster where GuardDuty manages it",
    why: "GuardDuty makes and updates the add-on itself where it manages the agent. With an owner in code as well, the two undo each other's versions and settings, GuardDuty's updates fail on conflicts, and the coverage of the cluster becomes unhealthy.",
    fix: "Remove the add-on from the code; or tag the cluster `GuardDutyManaged` `false` and manage the agent yourself.",
    confidence: "high",
    status: "stable",
    severity: 3,
    tags: ["guardduty", "eks", "coverage"],
    options: { type: "object", additionalProperties: false, properties: {} },
    messages: {
      twice:
        "{addon} installs the agent on the cluster {cluster}, where GuardDuty manages it: {why}",
    },
    references: [
      "https://docs.aws.amazon.com/guardduty/latest/ug/managing-gdu-agent-eks-automatically.html",
      "https://docs.aws.amazon.com/guardduty/latest/ug/eks-runtime-monitoring-coverage.html",
    ],
  },
  check(estate, context) {
    const declared = agentAddons(estate).all.filter(({ standing }) => standing === "declared");
    for (const { cluster, subject, place } of declared) {
      // An add-on of a cluster that is not at hand says nothing of how that is managed.
      if (cluster.state !== "linked") continue;
      const managed = agentManagement(cluster.to, context.management);
      const related = [{ message: "the cluster", place: cluster.to.place }];
      switch (managed.by) {
        case "guardduty": {
          const why =
            managed.since === "tag"
              ? "it is tagged `GuardDutyManaged` `true`"
              : "automated agent configuration is on";
          const data = { addon: `\`${subject}\``, cluster: `\`${cluster.to.subject}\``, why };
          context.report({ subject, at: place, message: "twice", data, related });
          break;
        }
        case "unknown":
          context.undetermined({ subject, at: place, because: [managed.reason], related });
          break;
        case "owner":
        case "nobody":
          context.satisfied({ subject, at: place });
          break;
      }
    }
  },
});
