import { legacyRuntimeMonitoring, runtimeMonitoring } from "../aws/detector-features.ts";
import { defineRule } from "../model/rule.ts";
import { featuresNamed, featureState } from "./reading/detector-feature.ts";
import { reasonOf } from "./reading/untold.ts";

/** Flags detectors that still use the feature which Runtime Monitoring has replaced. */
export const legacyRuntimeFeature = defineRule<"legacy">({
  id: "legacy-runtime-feature",
  meta: {
    summary: "A detector uses EKS_RUNTIME_MONITORING, which RUNTIME_MONITORING has replaced",
    why: "The old feature watches clusters on Amazon EC2 nodes as before, and AWS asks to migrate from it. Security Hub's control GuardDuty.11 looks at `RUNTIME_MONITORING` alone and fails.",
    fix: "Enable `RUNTIME_MONITORING` with `EKS_ADDON_MANAGEMENT`, then disable `EKS_RUNTIME_MONITORING`.",
    confidence: "high",
    status: "stable",
    severity: 3,
    tags: ["guardduty", "eks", "coverage"],
    options: { type: "object", additionalProperties: false, properties: {} },
    messages: {
      legacy:
        "The detector {detector} uses `EKS_RUNTIME_MONITORING` alone, which `RUNTIME_MONITORING` has replaced",
    },
    references: [
      "https://docs.aws.amazon.com/guardduty/latest/ug/migrating-from-eksrunmon-to-runtime-monitoring.html",
      "https://docs.aws.amazon.com/securityhub/latest/userguide/guardduty-controls.html",
    ],
  },
  check(estate, context) {
    for (const detector of estate.detectors) {
      const { subject, place } = detector;
      const [old] = featuresNamed(detector, legacyRuntimeMonitoring);
      const current = featureState(detector, runtimeMonitoring);
      const isCurrent = current.state === "known" && current.value;
      if (old === undefined) {
        if (isCurrent) context.satisfied({ subject, at: place });
        continue;
      }
      const { enabled } = old;
      const isOff = enabled.state === "known" && !enabled.value;
      const at = old.place;
      if (isCurrent || isOff) context.satisfied({ subject, at });
      else if (enabled.state !== "known") {
        const because = [reasonOf(enabled, "the input does not tell its status")];
        context.undetermined({ subject, at, because });
      } else if (current.state === "unknown") {
        context.undetermined({ subject, at, because: [reasonOf(current, "")] });
      } else {
        const data = { detector: `\`${subject}\`` };
        context.report({ subject, at, message: "legacy", data });
      }
    }
  },
});
