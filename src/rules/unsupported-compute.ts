import type { Cluster } from "../model/estate.ts";
import type { Place } from "../model/place.ts";
import { defineRule, type RuleContext } from "../model/rule.ts";
import type { Reason } from "../model/value.ts";
import { agentAddons, type AgentAddons } from "./reading/agent-addon.ts";
import { managedTagOf } from "./reading/guardduty-tag.ts";

type MessageId = "fargate" | "hybrid" | "outpost";

/** Flags clusters that are meant to be monitored and run where the agent is not supported. */
export const unsupportedCompute = defineRule<MessageId>({
  id: "unsupported-compute",
  meta: {
    summary: "A cluster that is meant to be monitored runs where the agent is not supported",
    why: "The agent runs on Amazon EC2 nodes, EKS Auto Mode among them. On Fargate and on hybrid nodes it is not supported, and a local cluster on an Outpost takes no add-ons: what runs there stays unseen, although the tag or the add-on says otherwise.",
    fix: "Run what has to be monitored on EC2 nodes; or remove the tag and the add-on, and watch these pods by other means.",
    confidence: "medium",
    status: "stable",
    severity: 4,
    tags: ["guardduty", "eks", "coverage"],
    options: { type: "object", additionalProperties: false, properties: {} },
    messages: {
      fargate:
        "The cluster {cluster} {expected}, and all its pods run on Fargate, where the agent is not supported",
      hybrid:
        "The cluster {cluster} {expected}, and its hybrid nodes stay unseen: the agent is not supported there",
      outpost:
        "The cluster {cluster} {expected}, and runs on an Outpost, where add-ons are not supported",
    },
    references: [
      "https://docs.aws.amazon.com/guardduty/latest/ug/prereq-runtime-monitoring-eks-support.html",
      "https://docs.aws.amazon.com/guardduty/latest/ug/eks-runtime-monitoring-coverage.html",
    ],
  },
  check(estate, context) {
    const addons = agentAddons(estate);
    for (const cluster of estate.clusters) checkCluster(cluster, addons, context);
  },
});

function checkCluster(
  cluster: Cluster,
  addons: AgentAddons,
  context: RuleContext<MessageId>,
): void {
  const expectation = expected(cluster, addons);
  if (expectation === undefined) return;
  const { subject, place } = cluster;
  const facts = [
    { message: "fargate", fact: cluster.fargateOnly },
    { message: "outpost", fact: cluster.onOutpost },
    { message: "hybrid", fact: cluster.hybridNodes },
  ] as const;
  const found = facts.find(({ fact }) => fact.state === "known" && fact.value);
  const related = [{ message: expectation.what, place: expectation.place }];
  if (found !== undefined) {
    const data = { cluster: `\`${subject}\``, expected: expectation.text };
    context.report({ subject, at: found.fact.place, message: found.message, data, related });
    return;
  }
  const because = facts.flatMap(({ fact }): readonly Reason[] =>
    fact.state === "unknown" ? [{ ...fact.reason, place: fact.place }] : [],
  );
  const at = because[0]?.place ?? place;
  if (because.length > 0) context.undetermined({ subject, at, because, related });
  else context.satisfied({ subject, at: place });
}

function expected(
  cluster: Cluster,
  addons: AgentAddons,
): { readonly text: string; readonly what: string; readonly place: Place } | undefined {
  const tag = managedTagOf(cluster);
  if (tag.state === "known" && tag.value === "true") {
    const text = "is tagged `GuardDutyManaged` `true`";
    return { text, what: "the tag", place: tag.tag.keyPlace };
  }
  const [addon] = addons.of(cluster);
  if (addon === undefined) return undefined;
  return { text: "has the agent's add-on", what: "the add-on", place: addon.place };
}
