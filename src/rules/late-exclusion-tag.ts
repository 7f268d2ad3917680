import { managedTag } from "../aws/guardduty.ts";
import type { Cluster, Tag } from "../model/estate.ts";
import { defineRule } from "../model/rule.ts";
import type { Reason } from "../model/value.ts";

/** Flags exclusion tags that came after the cluster, when GuardDuty had deployed its agent. */
export const lateExclusionTag = defineRule<"late">({
  id: "late-exclusion-tag",
  meta: {
    summary: "A cluster has the tag GuardDutyManaged `false`, and the code that makes it does not",
    why: "GuardDuty deploys its agent on a new cluster unless the tag is there when the cluster is made. A tag that comes later leaves that agent where it is, and GuardDuty no longer updates it. What stands in no code is also gone with the next cluster.",
    fix: "Write the tag where the cluster is made, and remove the agent's add-on from it; or remove the tag.",
    confidence: "high",
    status: "stable",
    severity: 4,
    tags: ["guardduty", "eks", "tags", "coverage"],
    options: { type: "object", additionalProperties: false, properties: {} },
    messages: {
      late: "The cluster {cluster} is tagged `GuardDutyManaged` `false`, and was made without the tag",
    },
    references: [
      "https://docs.aws.amazon.com/guardduty/latest/ug/how-runtime-monitoring-works-eks.html",
      "https://docs.aws.amazon.com/guardduty/latest/ug/managing-gdu-agent-eks-automatically.html",
    ],
  },
  check(estate, context) {
    for (const cluster of estate.clusters) {
      const observed = tagOf(cluster, "observed");
      if (observed?.value.state !== "known" || observed.value.value !== "false") continue;
      const declared = cluster.tagSets.find(({ standing }) => standing === "declared");
      if (declared === undefined) continue;
      const { subject } = cluster;
      const at = declared.place;
      const related = [{ message: "the tag of the cluster as it is", place: observed.keyPlace }];
      const own = declared.tags.find(({ key }) => key === managedTag);
      const open = own === undefined ? declared.rest : reasonOf(own);
      if (open !== undefined) context.undetermined({ subject, at, because: [open], related });
      else if (own !== undefined) context.satisfied({ subject, at: own.keyPlace });
      else {
        const data = { cluster: `\`${subject}\`` };
        context.report({ subject, at, message: "late", data, related });
      }
    }
  },
});

function tagOf(cluster: Cluster, standing: "declared" | "observed"): Tag | undefined {
  const sets = cluster.tagSets.filter((set) => set.standing === standing);
  return sets.flatMap(({ tags }) => tags).find(({ key }) => key === managedTag);
}

function reasonOf({ value }: Tag): Reason | undefined {
  return value.state === "unknown" ? { ...value.reason, place: value.place } : undefined;
}
