import type { Detector, DetectorFeature, Estate } from "../model/estate.ts";
import { defineRule, type RuleContext } from "../model/rule.ts";
import type { Fact, Reason } from "../model/value.ts";
import { accountsText } from "./reading/account-class.ts";

type MessageId = "feature" | "management" | "drifted";

const managementName = "EKS_ADDON_MANAGEMENT";

/** Flags organisations that do not switch Runtime Monitoring on in all accounts, and accounts that differ. */
export const autoEnableGap = defineRule<MessageId>({
  id: "auto-enable-gap",
  meta: {
    summary: "The organisation does not switch Runtime Monitoring on in all accounts",
    why: "With `NEW` the accounts that are there already stay without Runtime Monitoring, and with `NONE` every account is left to itself. An agent that is managed where the feature is off is not deployed, and a member account that differs from the organisation is a gap that nobody planned.",
    fix: "Let the delegated administrator of GuardDuty set auto-enable of `RUNTIME_MONITORING` and of `EKS_ADDON_MANAGEMENT` to `ALL`, and switch both on in the accounts that differ.",
    confidence: "high",
    status: "stable",
    severity: 6.5,
    tags: ["guardduty", "eks", "organizations"],
    options: { type: "object", additionalProperties: false, properties: {} },
    messages: {
      feature: "The organisation switches `{feature}` on for {status}",
      management:
        "The organisation switches `{feature}` on for all accounts, and the management of the agent (`EKS_ADDON_MANAGEMENT`) for {status}",
      drifted:
        "The organisation switches Runtime Monitoring on for all accounts, which is not so in {accounts}: {what}",
    },
    references: [
      "https://docs.aws.amazon.com/guardduty/latest/APIReference/API_OrganizationFeatureConfiguration.html",
      "https://docs.aws.amazon.com/guardduty/latest/APIReference/API_OrganizationAdditionalConfiguration.html",
      "https://docs.aws.amazon.com/guardduty/latest/ug/enable-runtime-monitoring-multiple-acc-env.html",
    ],
  },
  check(estate, context) {
    for (const detector of estate.detectors) {
      if (detector.scope === "organization") checkOrganization(detector, estate, context);
    }
  },
});

function checkOrganization(
  detector: Detector,
  estate: Estate,
  context: RuleContext<MessageId>,
): void {
  const { subject, place } = detector;
  const found = runtimeFeature(detector);
  if (found === undefined) return;
  if ("reason" in found) {
    context.undetermined({ subject, at: place, because: [found.reason] });
    return;
  }
  const { feature, name } = found;
  const status = statusOf(feature.status);
  if (status.kind === "unknown") {
    context.undetermined({ subject, at: feature.place, because: [status.reason] });
    return;
  }
  if (status.value !== "ALL") {
    const data = { feature: name, status: statusText(status.value) };
    context.report({ subject, message: "feature", data, at: feature.status.place });
    return;
  }
  const management = managementIn(feature);
  const isAsked = context.management === "infer" || context.management === "automatic";
  const managed = management === undefined ? undefined : statusOf(management.status);
  if (isAsked && managed?.kind === "unknown") {
    context.undetermined({ subject, at: feature.place, because: [managed.reason] });
    return;
  }
  // `NONE` leaves the agent to the tags of the clusters, which may be meant so.
  const value = managed?.kind === "known" ? managed.value : "NONE";
  const isGap = value === "NEW" || (context.management === "automatic" && value !== "ALL");
  if (isAsked && isGap) {
    const data = { feature: name, status: statusText(value) };
    const at = management?.status.place ?? feature.place;
    context.report({ subject, message: "management", data, at });
    return;
  }
  const assumptions =
    isAsked && value !== "ALL"
      ? ["GuardDuty leaves the agent to each account and to the tags of its clusters, as is meant"]
      : [];
  context.satisfied({ subject, at: feature.place, assumptions });
  checkMembers(detector, feature, value === "ALL", estate, context);
}

/** The members' detectors of the same Region, against what the organisation switches on. */
function checkMembers(
  organization: Detector,
  feature: DetectorFeature,
  managed: boolean,
  estate: Estate,
  context: RuleContext<MessageId>,
): void {
  const differing = new Map<string, [Detector, ...Detector[]]>();
  for (const detector of estate.detectors) {
    if (detector.scope !== "account" || !isInSameRegion(detector, organization)) continue;
    const drift = driftOf(detector, managed);
    const { subject, place } = detector;
    if (drift === undefined) {
      context.satisfied({ subject, at: place });
    } else if (typeof drift !== "string") {
      context.undetermined({ subject, at: place, because: [drift] });
    } else {
      const members = differing.get(drift);
      if (members === undefined) differing.set(drift, [detector]);
      else members.push(detector);
    }
  }
  for (const [what, members] of differing) {
    const ids = members.flatMap(({ account }) =>
      account.state === "known" ? [account.value] : [],
    );
    const accounts = accountsText([...new Set(ids)], undefined);
    const [first] = members;
    for (const { subject, place } of members) {
      const related = [
        { message: "the detector of the account", place },
        { message: "what the organisation switches on", place: feature.status.place },
      ];
      const data = { accounts, what };
      context.report({ subject, message: "drifted", data, at: first.place, related });
    }
  }
}

function isInSameRegion(detector: Detector, organization: Detector): boolean {
  const { region } = detector;
  return (
    region.state === "known" &&
    organization.region.state === "known" &&
    region.value === organization.region.value
  );
}

/** How a member differs, why that cannot be told, or undefined where it does not. */
function driftOf(detector: Detector, managed: boolean): string | Reason | undefined {
  const { enabled } = detector;
  if (enabled.state === "unknown") return enabled.reason;
  if (enabled.state === "known" && !enabled.value) return "GuardDuty is suspended";
  const found = runtimeFeature(detector);
  if (found === undefined) return "Runtime Monitoring is off";
  if ("reason" in found) return found.reason;
  const { feature } = found;
  if (feature.enabled.state === "unknown") return feature.enabled.reason;
  if (feature.enabled.state === "known" && !feature.enabled.value) {
    return "Runtime Monitoring is off";
  }
  if (!managed) return undefined;
  const management = managementIn(feature)?.enabled;
  if (management?.state === "unknown") return management.reason;
  const isOn = management?.state === "known" && management.value;
  return isOn ? undefined : "GuardDuty does not manage the agent";
}

/**
 * The feature that monitors clusters: the one that is on, where both are stated.
 * https://docs.aws.amazon.com/guardduty/latest/ug/migrating-from-eksrunmon-to-runtime-monitoring.html
 */
function runtimeFeature(
  detector: Detector,
):
  | { readonly feature: DetectorFeature; readonly name: string }
  | { readonly reason: Reason }
  | undefined {
  const named = ["RUNTIME_MONITORING", "EKS_RUNTIME_MONITORING"].flatMap((name) =>
    detector.features.flatMap((feature) =>
      feature.name.state === "known" && feature.name.value === name ? [{ feature, name }] : [],
    ),
  );
  const on = named.find(({ feature: { enabled } }) => enabled.state === "known" && enabled.value);
  const found = on ?? named[0];
  if (found !== undefined) return found;
  const open = detector.features.find(({ name }) => name.state === "unknown");
  if (open?.name.state === "unknown") return { reason: open.name.reason };
  return detector.rest === undefined ? undefined : { reason: detector.rest };
}

function managementIn(feature: DetectorFeature): DetectorFeature["additional"][number] | undefined {
  return feature.additional.find(
    ({ name }) => name.state === "known" && name.value === managementName,
  );
}

function statusOf(
  status: Fact<string>,
):
  | { readonly kind: "known"; readonly value: string }
  | { readonly kind: "unknown"; readonly reason: Reason } {
  if (status.state === "unknown") return { kind: "unknown", reason: status.reason };
  return { kind: "known", value: status.state === "known" ? status.value : "NONE" };
}

function statusText(status: string): string {
  if (status === "NEW") return "new accounts only (`NEW`)";
  return status === "NONE" ? "no account (`NONE`)" : `\`${status}\``;
}
