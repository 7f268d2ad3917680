import type { Detector, DetectorFeature } from "../model/estate.ts";
import type { Fact } from "../model/value.ts";
import { compatible, type Whereabouts } from "./account.ts";
import { ofKind, type Draft, type DraftOf, type FeatureFields } from "./draft.ts";
import { subjectOfGroup } from "./group.ts";
import { booleanFact, isStated, mapFact, stringFact } from "./read.ts";
import { Register } from "./register.ts";

/**
 * Makes GuardDuty detectors with the features that other resources switch on.
 *
 * @param drafts - all drafts; those of other kinds are passed over
 */
export function linkDetectors(
  drafts: readonly Draft[],
  whereabouts: Whereabouts,
): readonly Detector[] {
  const detectors: (Detector & { readonly features: DetectorFeature[] })[] = [];
  const register = new Register<(typeof detectors)[number]>("detector");
  for (const draft of ofKind(drafts, "detector")) {
    const detector = {
      ...subjectOfGroup([draft]),
      ...whereabouts.of([draft]),
      scope: draft.scope,
      enabled: statusFact(draft.enabled),
      features: draft.features.map(readFeature),
      rest: draft.featuresRest?.kind === "unknown" ? draft.featuresRest.reason : undefined,
      dataSources: isStated(draft.dataSources),
    };
    detectors.push(detector);
    register.add(detector, stringFact(draft.id), [draft]);
  }
  for (const draft of ofKind(drafts, "feature")) {
    const link = register.link(draft.detector, draft.document);
    const own = link.state === "linked" && link.to.scope === draft.scope ? link.to : undefined;
    const detector =
      own ?? detectors.find((candidate) => isForFeature(candidate, draft, whereabouts));
    if (detector !== undefined) detector.features.push(ownFeature(draft));
    else detectors.push(detectorOfFeature(draft, whereabouts));
  }
  return detectors;
}

/** A feature whose own detector is not at hand belongs to one made for such a feature before. */
function isForFeature(
  detector: Detector,
  draft: DraftOf<"feature">,
  whereabouts: Whereabouts,
): boolean {
  return (
    detector.scope === draft.scope &&
    detector.enabled.state === "absent" &&
    detector.place.source === draft.document.source &&
    compatible(detector, whereabouts.of([draft]))
  );
}

function detectorOfFeature(
  draft: DraftOf<"feature">,
  whereabouts: Whereabouts,
): Detector & { readonly features: DetectorFeature[] } {
  return {
    ...subjectOfGroup([draft]),
    ...whereabouts.of([draft]),
    scope: draft.scope,
    enabled: { state: "absent", place: draft.resource.place },
    features: [ownFeature(draft)],
    rest: undefined,
    dataSources: { state: "absent", place: draft.resource.place },
  };
}

/** A feature that is a resource stands where the resource does. */
function ownFeature({ feature, resource }: DraftOf<"feature">): DetectorFeature {
  return { ...readFeature(feature), place: resource.place };
}

function readFeature(fields: FeatureFields): DetectorFeature {
  return {
    name: stringFact(fields.name),
    status: stringFact(fields.status),
    enabled: statusFact(fields.status),
    additional: fields.additional.map(({ name, status, value }) => ({
      name: stringFact(name),
      status: stringFact(status),
      enabled: statusFact(status),
      place: value.place,
    })),
    place: fields.value.place,
  };
}

/**
 * `ENABLED`, `ALL` and `true` are on. `NEW` is off: accounts that exist stay uncovered.
 * https://docs.aws.amazon.com/guardduty/latest/APIReference/API_OrganizationFeatureConfiguration.html
 */
function statusFact(value: Parameters<typeof stringFact>[0]): Fact<boolean> {
  const boolean = booleanFact(value);
  if (boolean.state === "known") return boolean;
  return mapFact(stringFact(value), (status) => status === "ENABLED" || status === "ALL");
}
