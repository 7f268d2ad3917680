import { managedTag } from "../aws/guardduty.ts";
import type { Cluster, TagSet } from "../model/estate.ts";
import { defineRule, type RuleContext } from "../model/rule.ts";

type MessageId = "ignored" | "inherited";

/** Flags clusters whose tag need not be what their own code says. */
export const hiddenTagValue = defineRule<MessageId>({
  id: "hidden-tag-value",
  meta: {
    summary: "The value of a cluster's GuardDutyManaged tag is not the one that its code shows",
    why: "Whether a cluster is monitored hangs on one tag. Where changes of its tags are ignored, whoever changes the tag by hand changes it for good, and no later plan shows it. Where it comes from default tags, nothing at the cluster says that it is there, and whoever edits the default takes every cluster along.",
    fix: "State the tag on the cluster itself, and do not ignore changes of it.",
    confidence: "high",
    status: "stable",
    severity: 4,
    tags: ["guardduty", "eks", "tags"],
    options: { type: "object", additionalProperties: false, properties: {} },
    messages: {
      ignored:
        "Changes of the tags of the cluster {cluster} are ignored, so `GuardDutyManaged` can be another than its code says",
      inherited: "The tag `GuardDutyManaged` of the cluster {cluster} comes from default tags",
    },
    references: [
      "https://docs.aws.amazon.com/guardduty/latest/ug/managing-gdu-agent-eks-automatically.html",
      "https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#ignore_changes",
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/resource-tagging",
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-resource-tags.html",
    ],
  },
  check(estate, context) {
    for (const cluster of estate.clusters) {
      const declared = cluster.tagSets.find(({ standing }) => standing === "declared");
      if (declared !== undefined) checkCluster(cluster, declared, context);
    }
  },
});

function checkCluster(cluster: Cluster, declared: TagSet, context: RuleContext<MessageId>): void {
  const { subject, tagChangesIgnored } = cluster;
  const tag = declared.tags.find(({ key }) => key === managedTag);
  if (tag === undefined) {
    if (tagChangesIgnored !== undefined && declared.rest !== undefined) {
      context.undetermined({ subject, at: tagChangesIgnored, because: [declared.rest] });
    }
    return;
  }
  const at = tag.keyPlace;
  const data = { cluster: `\`${subject}\`` };
  if (tagChangesIgnored !== undefined) {
    const related = [{ message: "the tag", place: at }];
    context.report({ subject, at: tagChangesIgnored, message: "ignored", data, related });
  } else if (!tag.inherited) {
    context.satisfied({ subject, at });
  } else if (declared.rest !== undefined) {
    context.undetermined({ subject, at, because: [declared.rest] });
  } else {
    const related = [{ message: "the cluster", place: cluster.place }];
    context.report({ subject, at, message: "inherited", data, related });
  }
}
