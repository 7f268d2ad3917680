import type { Cluster, Coverage } from "../model/estate.ts";
import { defineRule } from "../model/rule.ts";

/** Words of GuardDuty beyond this are left out of a message. */
const longestIssue = 300;

/** Flags clusters that GuardDuty itself reports as not covered. */
export const unhealthyCoverage = defineRule({
  id: "unhealthy-coverage",
  meta: {
    summary: "GuardDuty reports the runtime coverage of a cluster as unhealthy",
    why: "GuardDuty gets no runtime events from such a cluster, or not from all of its nodes: it is not monitored now, whatever its tags and policies say.",
    fix: "Follow what GuardDuty says of the issue; its page on coverage tells what to do about each.",
    confidence: "high",
    status: "stable",
    severity: 7.5,
    tags: ["guardduty", "eks"],
    options: { type: "object", additionalProperties: false, properties: {} },
    messages: {
      unhealthy: "GuardDuty does not get runtime events from {clusters}: {issue}",
    },
    references: [
      "https://docs.aws.amazon.com/guardduty/latest/ug/eks-runtime-monitoring-coverage.html",
      "https://docs.aws.amazon.com/guardduty/latest/APIReference/API_CoverageResource.html",
    ],
  },
  check({ coverage, clusters }, context) {
    const subjects = new Map(clusters.map((cluster) => [keyOf(cluster, cluster.name), cluster]));
    const byIssue = new Map<string, [Coverage, ...Coverage[]]>();
    const subjectOf = (one: Coverage): string =>
      subjects.get(keyOf(one, one.cluster))?.subject ?? nameOf(one);
    for (const one of coverage) {
      const { status } = one;
      const subject = subjectOf(one);
      if (status.state === "unknown") {
        context.undetermined({ subject, at: one.place, because: [status.reason] });
      } else if (status.state === "known" && status.value === "HEALTHY") {
        context.satisfied({ subject, at: status.place });
      } else if (status.state === "known" && status.value === "UNHEALTHY") {
        const issue = issueOf(one);
        const members = byIssue.get(issue);
        if (members === undefined) byIssue.set(issue, [one]);
        else members.push(one);
      } else {
        const detail = "GuardDuty does not say whether the cluster is covered";
        const reason = { code: "malformed", detail, place: status.place } as const;
        context.undetermined({ subject, at: one.place, because: [reason] });
      }
    }
    for (const [issue, members] of byIssue) {
      const [first, second] = members;
      const clusterText =
        second === undefined
          ? `\`${subjectOf(first)}\``
          : `${String(members.length)} clusters, of which one is \`${subjectOf(first)}\``;
      for (const one of members) {
        context.report({
          subject: subjectOf(one),
          message: "unhealthy",
          data: { clusters: clusterText, issue },
          at: first.status.place,
          related: [{ message: "what GuardDuty says of the cluster", place: one.place }],
        });
      }
    }
  },
});

/** The cluster as a snapshot names it, whoever was asked. */
function nameOf({ account, region, cluster, subject }: Coverage): string {
  if (cluster.state !== "known") return subject;
  const parts = [account, region, cluster].flatMap((fact) =>
    fact.state === "known" ? [fact.value] : [],
  );
  return parts.join("/");
}

function keyOf(where: Pick<Cluster, "account" | "region">, name: Coverage["cluster"]): string {
  return JSON.stringify(
    [where.account, where.region, name].map((fact) => (fact.state === "known" ? fact.value : "")),
  );
}

function issueOf({ issue }: Coverage): string {
  const text = issue.state === "known" ? issue.value.trim().replace(/\.$/, "") : "";
  if (text === "") return "it does not say why";
  return text.length > longestIssue ? `${text.slice(0, longestIssue)}…` : text;
}
