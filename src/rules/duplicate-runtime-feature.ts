import { legacyRuntimeMonitoring, runtimeMonitoring } from "../aws/detector-features.ts";
import { defineRule } from "../model/rule.ts";
import { featuresNamed } from "./reading/detector-feature.ts";
import { reasonOf } from "./reading/untold.ts";

/** Flags detectors that are given both features of Runtime Monitoring. */
export const duplicateRuntimeFeature = defineRule<"both">({
  id: "duplicate-runtime-feature",
  meta: {
    summary: "A detector enables both RUNTIME_MONITORING and EKS_RUNTIME_MONITORING",
    why: "GuardDuty's API refuses a request with both, so that neither takes effect; where they come one after the other, both are paid for.",
    fix: "Keep `RUNTIME_MONITORING` and disable `EKS_RUNTIME_MONITORING`, which it has replaced.",
    confidence: "high",
    status: "stable",
    severity: 6,
    tags: ["guardduty", "eks", "coverage"],
    options: { type: "object", additionalProperties: false, properties: {} },
    messages: {
      both: "The detector {detector} enables both `RUNTIME_MONITORING` and `EKS_RUNTIME_MONITORING`, of which it can have one",
    },
    references: [
      "https://docs.aws.amazon.com/guardduty/latest/APIReference/API_DetectorFeatureConfiguration.html",
      "https://docs.aws.amazon.com/guardduty/latest/ug/migrating-from-eksrunmon-to-runtime-monitoring.html",
    ],
  },
  check(estate, context) {
    for (const detector of estate.detectors) {
      const { subject, place } = detector;
      const [old] = featuresNamed(detector, legacyRuntimeMonitoring);
      const [current] = featuresNamed(detector, runtimeMonitoring);
      if (old === undefined && current === undefined) continue;
      const states = [old?.enabled, current?.enabled].filter((state) => state !== undefined);
      const isOff = states.some((state) => state.state === "known" && !state.value);
      if (old === undefined || current === undefined || isOff) {
        context.satisfied({ subject, at: place });
        continue;
      }
      const because = states.flatMap((state) =>
        state.state === "known" ? [] : [reasonOf(state, "the input does not tell its status")],
      );
      const at = old.place;
      const related = [{ message: "the feature that has replaced it", place: current.place }];
      if (because.length > 0) context.undetermined({ subject, at, because, related });
      else {
        const data = { detector: `\`${subject}\`` };
        context.report({ subject, at, message: "both", data, related });
      }
    }
  },
});
