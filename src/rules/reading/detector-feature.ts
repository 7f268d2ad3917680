import type { Detector, DetectorFeature } from "../../model/estate.ts";
import type { Fact } from "../../model/value.ts";

/** The features of a detector that certainly have a name. */
export function featuresNamed(detector: Detector, name: string): readonly DetectorFeature[] {
  return detector.features.filter(
    (feature) => feature.name.state === "known" && feature.name.value === name,
  );
}

/**
 * Whether a feature is on.
 *
 * @returns absent where the detector does not state it; unknown where it may
 */
export function featureState(detector: Detector, name: string): Fact<boolean> {
  const own = featuresNamed(detector, name).map(({ enabled }) => enabled);
  const told =
    own.find((enabled) => enabled.state === "known" && enabled.value) ??
    own.find((enabled) => enabled.state === "unknown") ??
    own[0];
  if (told !== undefined) return told;
  const { place, rest } = detector;
  const unnamed = detector.features.find((feature) => feature.name.state === "unknown");
  const reason = rest ?? (unnamed?.name.state === "unknown" ? unnamed.name.reason : undefined);
  return reason === undefined ? { state: "absent", place } : { state: "unknown", reason, place };
}

/** Whether a part of a feature, such as `EKS_ADDON_MANAGEMENT`, is on. */
export function partState(feature: DetectorFeature, name: string): Fact<boolean> {
  const own = feature.additional.find(
    (part) => part.name.state === "known" && part.name.value === name,
  );
  if (own !== undefined) return own.enabled;
  const { place } = feature;
  const unnamed = feature.additional.find((part) => part.name.state === "unknown");
  return unnamed?.name.state === "unknown"
    ? { state: "unknown", reason: unnamed.name.reason, place }
    : { state: "absent", place };
}
