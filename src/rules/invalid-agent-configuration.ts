import type { Addon } from "../model/estate.ts";
import { defineRule, type RuleContext } from "../model/rule.ts";
import { agentAddons } from "./reading/agent-addon.ts";
import { agentSettingProblems } from "./reading/agent-settings.ts";

/** Flags settings of the agent's add-on that it does not take. */
export const invalidAgentConfiguration = defineRule<"refused">({
  id: "invalid-agent-configuration",
  meta: {
    summary: "The agent's add-on is configured with something that it does not take",
    why: "Amazon EKS checks the configuration of an add-on when it makes or updates it. What it refuses leaves the cluster without an agent, or with the old one.",
    fix: "Keep to the priority classes, DNS policies and the ranges of CPU and memory that AWS documents, and to a version of the add-on that knows the setting.",
    confidence: "high",
    status: "stable",
    severity: 5,
    tags: ["guardduty", "eks", "coverage"],
    options: { type: "object", additionalProperties: false, properties: {} },
    messages: { refused: "The add-on {addon} does not take {setting}: {problem}" },
    references: [
      "https://docs.aws.amazon.com/guardduty/latest/ug/guardduty-configure-security-agent-eks-addon.html",
      "https://docs.aws.amazon.com/guardduty/latest/ug/eksrunmon-deploy-security-agent.html",
    ],
  },
  check(estate, context) {
    for (const addon of agentAddons(estate).all) checkAddon(addon, context);
  },
});

function checkAddon(addon: Addon, context: RuleContext<"refused">): void {
  const { subject, configuration } = addon;
  const at = configuration.place;
  if (configuration.state === "absent") return;
  if (configuration.state === "unknown") {
    context.undetermined({ subject, at, because: [configuration.reason] });
    return;
  }
  const { problems, because } = agentSettingProblems(configuration, addon.version);
  const [first, ...others] = problems;
  if (first !== undefined) {
    const { key, message, place } = first;
    const data = { addon: `\`${subject}\``, setting: `\`${key}\``, problem: message };
    const related = others.map((other) => ({
      message: `\`${other.key}\`: ${other.message}`,
      place: other.place,
    }));
    context.report({ subject, at: place, message: "refused", data, related });
  } else if (because.length > 0) {
    context.undetermined({ subject, at, because });
  } else {
    context.satisfied({ subject, at });
  }
}
