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

/** Where a cluster lies. */
interface Where {
  readonly account: Fact<string>;
  readonly region: Fact<string>;
}

/** The detectors of an estate, found by where a cluster lies; each place is looked up once. */
export class DetectorsByPlace {
  readonly #all: readonly Detector[];
  readonly #known = new Map<string, readonly Detector[]>();
  readonly #automation = new Map<readonly Detector[], Fact<boolean> | undefined>();

  /** @param all - all detectors in the input */
  constructor(all: readonly Detector[]) {
    this.#all = all;
  }

  /**
   * The detectors that can be those of a cluster: of its account and Region, and the configurations
   * of its organisation for the Region. Those of clusters in one place are the same list.
   */
  of(where: Where): readonly Detector[] {
    const key = JSON.stringify([where.account, where.region].map(told));
    const before = this.#known.get(key);
    if (before !== undefined) return before;
    const anywhere: Fact<string> = { state: "absent", place: where.account.place };
    const found = this.#all.filter((detector) =>
      compatible(
        detector.scope === "organization" ? { ...where, account: anywhere } : where,
        detector,
      ),
    );
    this.#known.set(key, found);
    return found;
  }

  /**
   * Whether automated agent configuration is on where a cluster lies. It counts only while the
   * feature itself is on: otherwise "GuardDuty will not take any action". An organisation that does
   * not switch it on for all accounts leaves each account as it is, and so tells nothing of one.
   * https://docs.aws.amazon.com/guardduty/latest/APIReference/API_OrganizationFeatureConfiguration.html
   * https://docs.aws.amazon.com/guardduty/latest/ug/guardduty-feature-object-api-changes-march2023.html
   *
   * @param place - stands for an answer that no detector gives
   */
  automation(where: Where, place: Place): Fact<boolean> {
    const detectors = this.of(where);
    if (!this.#automation.has(detectors))
      this.#automation.set(detectors, automationOfAll(detectors));
    return this.#automation.get(detectors) ?? { state: "absent", place };
  }
}

function told(fact: Fact<string>): string | null {
  return fact.state === "known" ? fact.value : null;
}

function automationOfAll(detectors: readonly Detector[]): Fact<boolean> | undefined {
  let answer: Fact<boolean> | undefined;
  for (const detector of detectors) {
    for (const feature of detector.features) {
      const one = automationOf(detector, feature);
      if (one.state === "known" && one.value) return one;
      if (answer === undefined || answer.state === "absent" || one.state === "unknown")
        answer = one;
    }
  }
  return answer;
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
