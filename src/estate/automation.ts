import {
  agentManagement,
  legacyRuntimeMonitoring,
  runtimeMonitoring,
} from "../aws/detector-features.ts";
import type { Detector, DetectorFeature } from "../model/estate.ts";
import type { Place } from "../model/place.ts";
import type { Fact } from "../model/value.ts";
import { compatible } from "./account.ts";

/** https://docs.aws.amazon.com/guardduty/latest/ug/guardduty-feature-object-api-changes-march2023.html */
const runtimeFeatures: ReadonlySet<string> = new Set([runtimeMonitoring, legacyRuntimeMonitoring]);

/**
 * Whether automated agent configuration is on where a cluster lies. It counts only while the
 * feature itself is on: otherwise "GuardDuty will not take any action". An organisation that does
 * not switch it on for all accounts leaves each account as it is, and so tells nothing of one.
 * https://docs.aws.amazon.com/guardduty/latest/APIReference/API_OrganizationFeatureConfiguration.html
 * https://docs.aws.amazon.com/guardduty/latest/ug/guardduty-feature-object-api-changes-march2023.html
 *
 * @param where - the cluster's account and Region
 * @param detectors - all detectors in the input; those that can be another account's or Region's
 *   are passed over
 * @param place - stands for an answer that no detector gives
 */
export function automationFor(
  where: { readonly account: Fact<string>; readonly region: Fact<string> },
  detectors: readonly Detector[],
  place: Place,
): Fact<boolean> {
  let answer: Fact<boolean> = { state: "absent", place };
  for (const detector of detectorsFor(where, detectors)) {
    for (const feature of detector.features) {
      const told = automationOf(detector, feature);
      if (told.state === "known" && told.value) return told;
      if (answer.state === "absent" || told.state === "unknown") answer = told;
    }
  }
  return answer;
}

/**
 * The detectors that can be those of a cluster: of its account and Region, and the configurations
 * of its organisation for the Region.
 *
 * @param where - the cluster's account and Region
 */
export function detectorsFor(
  where: { readonly account: Fact<string>; readonly region: Fact<string> },
  detectors: readonly Detector[],
): readonly Detector[] {
  const anywhere: Fact<string> = { state: "absent", place: where.account.place };
  return detectors.filter((detector) =>
    compatible(
      detector.scope === "organization" ? { ...where, account: anywhere } : where,
      detector,
    ),
  );
}

function automationOf(detector: Detector, feature: DetectorFeature): Fact<boolean> {
  const { name, place } = feature;
  if (name.state === "unknown") return name;
  if (name.state === "absent" || !runtimeFeatures.has(name.value)) {
    return { state: "absent", place };
  }
  const management = feature.additional.find(
    (additional) => additional.name.state === "known" && additional.name.value === agentManagement,
  );
  const unnamed = feature.additional.find(({ name: additional }) => additional.state === "unknown");
  const off: Fact<boolean> = { state: "known", value: false, place, sensitive: false };
  const needed = [
    detector.enabled,
    feature.enabled,
    management?.enabled ?? unknownOf(unnamed?.name) ?? off,
  ];
  // An organisation's configuration and a feature on its own do not say that a detector is off.
  const told = needed.filter((fact) => fact.state !== "absent");
  const isOff = told.some((fact) => fact.state === "known" && !fact.value);
  if (isOff) return detector.scope === "organization" ? { state: "absent", place } : off;
  return told.find((fact) => fact.state === "unknown") ?? { ...off, value: true };
}

function unknownOf(fact: Fact<string> | undefined): Fact<boolean> | undefined {
  return fact?.state === "unknown" ? fact : undefined;
}
