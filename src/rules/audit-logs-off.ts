import { auditLogs, legacyRuntimeMonitoring, runtimeMonitoring } from "../aws/detector-features.ts";
import { defineRule } from "../model/rule.ts";
import { featureState } from "./reading/detector-feature.ts";
import { reasonOf } from "./reading/untold.ts";

/** Flags detectors that watch the nodes of clusters and not their control planes. */
export const auditLogsOff = defineRule<"off">({
  id: "audit-logs-off",
  meta: {
    summary: "Runtime Monitoring is on without EKS_AUDIT_LOGS",
    why: "The agent sees what happens on the nodes, and the audit logs what is asked of the control plane: a stolen credential that makes a privileged pod shows in the latter alone. They cost no logging of your own. Security Hub's control GuardDuty.5 asks for them.",
    fix: "Enable the feature `EKS_AUDIT_LOGS` of the detector.",
    confidence: "high",
    status: "stable",
    severity: 5,
    tags: ["guardduty", "eks", "coverage"],
    options: { type: "object", additionalProperties: false, properties: {} },
    messages: {
      off: "The detector {detector} has Runtime Monitoring on and `EKS_AUDIT_LOGS` off",
    },
    references: [
      "https://docs.aws.amazon.com/guardduty/latest/ug/kubernetes-protection.html",
      "https://docs.aws.amazon.com/securityhub/latest/userguide/guardduty-controls.html",
    ],
  },
  check(estate, context) {
    for (const detector of estate.detectors) {
      const { subject, place } = detector;
      const watches = [runtimeMonitoring, legacyRuntimeMonitoring].some((name) => {
        const state = featureState(detector, name);
        return state.state === "known" && state.value;
      });
      if (!watches) continue;
      const logs = featureState(detector, auditLogs);
      if (logs.state === "known" && logs.value) context.satisfied({ subject, at: place });
      else if (logs.state === "known") {
        const data = { detector: `\`${subject}\`` };
        context.report({ subject, at: logs.place, message: "off", data });
      } else {
        const untold = "nothing tells whether the detector's `EKS_AUDIT_LOGS` is on";
        context.undetermined({ subject, at: logs.place, because: [reasonOf(logs, untold)] });
      }
    }
  },
});
