import { agentAddon } from "../aws/detector-features.ts";
import { defineRule } from "../model/rule.ts";
import { isAboutGuardDuty } from "./reading/near-addon-name.ts";

/** Flags add-ons whose name is nearly the agent's. */
export const wrongAddonName = defineRule<"near">({
  id: "wrong-addon-name",
  meta: {
    summary: "An add-on that speaks of GuardDuty is not named aws-guardduty-agent",
    why: "Amazon EKS knows the agent under one name alone. With any other the add-on cannot be made, and the cluster gets no agent.",
    fix: "Name the add-on `aws-guardduty-agent`.",
    confidence: "high",
    status: "stable",
    severity: 6,
    tags: ["guardduty", "eks", "coverage"],
    options: { type: "object", additionalProperties: false, properties: {} },
    messages: {
      near: "The add-on {addon} is named {name}, and GuardDuty's agent is `aws-guardduty-agent`",
    },
    references: [
      "https://docs.aws.amazon.com/guardduty/latest/ug/eksrunmon-deploy-security-agent.html",
    ],
  },
  check(estate, context) {
    for (const { subject, name } of estate.addons) {
      const at = name.place;
      if (name.state === "unknown") {
        // Of an add-on that nothing ties to GuardDuty there is nothing to say.
        if (isAboutGuardDuty(subject)) {
          context.undetermined({ subject, at, because: [name.reason] });
        }
      } else if (name.state === "known" && name.value === agentAddon) {
        context.satisfied({ subject, at });
      } else if (name.state === "known" && isAboutGuardDuty(name.value)) {
        const data = { addon: `\`${subject}\``, name: `\`${name.value}\`` };
        context.report({ subject, at, message: "near", data });
      }
    }
  },
});
