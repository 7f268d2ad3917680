import { agentVersions, compareAgentVersions, parseAgentVersion } from "../aws/agent-versions.ts";
import type { Addon } from "../model/estate.ts";
import { defineRule, type RuleContext } from "../model/rule.ts";
import type { Fact } from "../model/value.ts";
import { agentAddons } from "./reading/agent-addon.ts";
import { reasonOf } from "./reading/untold.ts";

type MessageId = "incompatible" | "unlisted";

/** Flags versions of the agent that do not run on the cluster's version of Kubernetes. */
export const unsupportedAgentVersion = defineRule<MessageId>({
  id: "unsupported-agent-version",
  meta: {
    summary:
      "The agent's add-on has a version that does not support the cluster's Kubernetes version",
    why: "An incompatible version is a documented cause of unhealthy coverage: the add-on is degraded, or cannot be installed at all, and GuardDuty gets no events.",
    fix: "Use a version of the add-on that supports the cluster's version of Kubernetes; the newest one, where it is left out, does.",
    confidence: "high",
    status: "stable",
    severity: 6,
    tags: ["guardduty", "eks", "coverage"],
    options: { type: "object", additionalProperties: false, properties: {} },
    messages: {
      incompatible:
        "The add-on {addon} has the version {version}, which supports Kubernetes {range}, and the cluster {cluster} runs {kubernetes}",
      unlisted: "The add-on {addon} has the version {version}, which is none that AWS lists",
    },
    references: [
      "https://docs.aws.amazon.com/guardduty/latest/ug/prereq-runtime-monitoring-eks-support.html",
      "https://docs.aws.amazon.com/guardduty/latest/ug/eks-runtime-monitoring-coverage.html",
    ],
  },
  check(estate, context) {
    for (const addon of agentAddons(estate).all) checkAddon(addon, context);
  },
});

function checkAddon(addon: Addon, context: RuleContext<MessageId>): void {
  const { subject, version, place } = addon;
  const at = version.state === "absent" ? place : version.place;
  if (version.state === "absent") {
    const assumption = "Amazon EKS takes a version that supports the cluster where none is stated";
    context.satisfied({ subject, at, assumptions: [assumption] });
    return;
  }
  if (version.state === "unknown") {
    context.undetermined({ subject, at, because: [version.reason] });
    return;
  }
  const stated = parseAgentVersion(version.value);
  const row = rowOf(version.value);
  const data = { addon: `\`${subject}\``, version: `\`${version.value}\`` };
  if (stated === undefined || row === undefined) {
    const newest = parseAgentVersion(agentVersions[0]?.versions[0] ?? "");
    const isNewer =
      stated !== undefined && newest !== undefined && compareAgentVersions(stated, newest) > 0;
    if (isNewer) {
      const detail = `the version ${version.value} is newer than guardlint's table of October 2026`;
      context.undetermined({ subject, at, because: [{ code: "not-in-input", detail, place: at }] });
    } else context.report({ subject, at, message: "unlisted", data });
    return;
  }
  const kubernetes = kubernetesOf(addon);
  if (kubernetes.state !== "known") {
    context.undetermined({ subject, at, because: [reasonOf(kubernetes, versionUntold)] });
    return;
  }
  const minor = /^1\.(\d{1,3})(?:\.|$)/.exec(kubernetes.value)?.[1];
  const [oldest, newest] = row;
  const related = [{ message: "the version of Kubernetes", place: kubernetes.place }];
  if (minor !== undefined && Number(minor) >= oldest && Number(minor) <= newest) {
    context.satisfied({ subject, at });
  } else {
    const cluster = addon.cluster.state === "linked" ? addon.cluster.to.subject : "";
    const more = {
      range: `1.${String(oldest)} to 1.${String(newest)}`,
      cluster: `\`${cluster}\``,
      kubernetes: kubernetes.value,
    };
    context.report({ subject, at, message: "incompatible", data: { ...data, ...more }, related });
  }
}

function rowOf(version: string): readonly [number, number] | undefined {
  const base = /^v?(\d+\.\d+\.\d+)(?:-|$)/.exec(version.trim())?.[1];
  return agentVersions.find(({ versions }) => base !== undefined && versions.includes(base))
    ?.kubernetes;
}

function kubernetesOf({ cluster, place }: Addon): Fact<string> {
  if (cluster.state === "linked") return cluster.to.version;
  if (cluster.state === "unknown") return { state: "unknown", reason: cluster.reason, place };
  return { state: "absent", place };
}

const versionUntold = "the input does not tell the cluster's version of Kubernetes";
