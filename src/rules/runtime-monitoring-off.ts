import {
  agentManagement,
  legacyRuntimeMonitoring,
  runtimeMonitoring,
} from "../aws/detector-features.ts";
import type { Cluster, Detector, Estate } from "../model/estate.ts";
import type { Related } from "../model/finding.ts";
import { defineRule, type RuleContext } from "../model/rule.ts";
import type { Reason } from "../model/value.ts";
import { agentAddons, type AgentAddons } from "./reading/agent-addon.ts";
import { featuresNamed, featureState, partState } from "./reading/detector-feature.ts";
import { reasonOf } from "./reading/untold.ts";
import { managedTagOf } from "./reading/guardduty-tag.ts";

type MessageId = "detector" | "feature" | "unstated";

/** Flags detectors that do not watch what clusters, tags or add-ons expect them to. */
export const runtimeMonitoringOff = defineRule<MessageId>({
  id: "runtime-monitoring-off",
  meta: {
    summary: "Runtime Monitoring is off where clusters, tags or add-ons expect it",
    why: "Without Runtime Monitoring GuardDuty neither manages agents nor takes their events: a tag on a cluster, the agent's add-on and automated agent configuration then do nothing, and nothing says so but the cluster's coverage.",
    fix: "Enable the feature `RUNTIME_MONITORING` of the detector, or remove what expects it.",
    confidence: "medium",
    status: "stable",
    severity: 8,
    tags: ["guardduty", "eks", "coverage"],
    options: { type: "object", additionalProperties: false, properties: {} },
    messages: {
      detector: "The detector {detector} is disabled, and {expected}",
      feature: "The detector {detector} has Runtime Monitoring disabled, and {expected}",
      unstated: "Nothing enables Runtime Monitoring of the detector {detector}, and {expected}",
    },
    references: [
      "https://docs.aws.amazon.com/guardduty/latest/ug/guardduty-feature-object-api-changes-march2023.html",
      "https://docs.aws.amazon.com/guardduty/latest/ug/eksrunmon-deploy-security-agent.html",
      "https://docs.aws.amazon.com/guardduty/latest/ug/eks-runtime-monitoring-coverage.html",
    ],
  },
  check(estate, context) {
    const addons = agentAddons(estate);
    const signs = firstSigns(estate, addons);
    for (const detector of estate.detectors) {
      if (detector.scope !== "account") continue;
      const expectation = signs.get(detector) ?? ownSign(detector);
      if (expectation !== undefined) checkDetector(detector, expectation, estate, context);
    }
  },
});

function checkDetector(
  detector: Detector,
  expectation: Expectation,
  estate: Estate,
  context: RuleContext<MessageId>,
): void {
  const { subject, place } = detector;
  const { related, text } = expectation;
  const data = { detector: `\`${subject}\``, expected: text };
  if (detector.enabled.state === "known" && !detector.enabled.value) {
    const at = detector.enabled.place;
    context.report({ subject, at, message: "detector", data, related });
    return;
  }
  const states = [runtimeMonitoring, legacyRuntimeMonitoring].map((name) =>
    featureState(detector, name),
  );
  if (states.some((state) => state.state === "known" && state.value)) {
    context.satisfied({ subject, at: place });
    return;
  }
  const because = [detector.enabled, ...states].flatMap((fact): readonly Reason[] =>
    fact.state === "unknown" ? [reasonOf(fact, "")] : [],
  );
  if (because.length > 0) {
    context.undetermined({ subject, at: because[0]?.place ?? place, because, related });
    return;
  }
  const off = states.find((state) => state.state === "known");
  if (off !== undefined) {
    context.report({ subject, at: off.place, message: "feature", data, related });
    return;
  }
  const central = estate.detectors.find(
    ({ scope, features }) => scope === "organization" && features.length > 0,
  );
  if (central !== undefined) {
    const detail = `the organisation's configuration ${central.subject} may enable it for the account`;
    const reason: Reason = { code: "not-in-input", detail, place: central.place };
    context.undetermined({ subject, at: place, because: [reason], related });
    return;
  }
  const assumption =
    "No delegated administrator enables Runtime Monitoring for the account: nothing in the input speaks of one";
  const assumptions = [assumption];
  context.report({ subject, at: place, message: "unstated", data, related, assumptions });
}

interface Expectation {
  readonly text: string;
  readonly related: readonly Related[];
}

/** The first cluster of each detector that expects it to have Runtime Monitoring on. */
function firstSigns(estate: Estate, addons: AgentAddons): ReadonlyMap<Detector, Expectation> {
  const signs = new Map<Detector, Expectation>();
  // Clusters in one place have the same list.
  const done = new Set<Cluster["detectors"]>();
  for (const cluster of estate.clusters) {
    const { detectors } = cluster;
    const sign = done.has(detectors) ? undefined : signOf(cluster, addons);
    if (sign === undefined) continue;
    done.add(detectors);
    for (const detector of detectors) if (!signs.has(detector)) signs.set(detector, sign);
  }
  return signs;
}

/** The detector's own configuration may expect it just as well. */
function ownSign(detector: Detector): Expectation | undefined {
  for (const feature of [
    ...featuresNamed(detector, runtimeMonitoring),
    ...featuresNamed(detector, legacyRuntimeMonitoring),
  ]) {
    const part = partState(feature, agentManagement);
    if (part.state === "known" && part.value) {
      const text = "its automated agent configuration is enabled all the same, which does nothing";
      return { text, related: [{ message: "the agent configuration", place: part.place }] };
    }
  }
  return undefined;
}

function signOf(cluster: Cluster, addons: AgentAddons): Expectation | undefined {
  const tag = managedTagOf(cluster);
  const name = `\`${cluster.subject}\``;
  if (tag.state === "known" && tag.value === "true") {
    const text = `the cluster ${name} is tagged to be monitored`;
    return { text, related: [{ message: "the tag", place: tag.tag.keyPlace }] };
  }
  const [addon] = addons.of(cluster);
  if (addon === undefined) return undefined;
  const text = `the cluster ${name} has the agent's add-on`;
  return { text, related: [{ message: "the add-on", place: addon.place }] };
}
