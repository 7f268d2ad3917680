import { managedTag } from "../aws/guardduty.ts";
import type { Cluster, Tag } from "../model/estate.ts";
import { defineRule, type RuleContext } from "../model/rule.ts";
import type { Reason } from "../model/value.ts";
import { isNearMiss } from "./reading/near-miss.ts";

type MessageId = "value" | "emptyValue" | "key";

/** Flags a `GuardDutyManaged` tag that GuardDuty is not documented to understand. */
export const nonBooleanTagValue = defineRule<MessageId>({
  id: "non-boolean-tag-value",
  meta: {
    summary: "The GuardDutyManaged tag of an EKS cluster is not exactly `true` or `false`",
    why: "GuardDuty is documented to act on `GuardDutyManaged` with the lower-case values `true` and `false` only. With any other value, or under a key that is merely similar, an inclusion tag does not include the cluster and an exclusion tag does not exclude it, and nothing says so.",
    fix: "Give the cluster the key `GuardDutyManaged` with the value `true` or `false`, in exactly this spelling.",
    confidence: "high",
    status: "stable",
    severity: 7.5,
    tags: ["guardduty", "eks", "tags"],
    options: { type: "object", additionalProperties: false, properties: {} },
    messages: {
      value: "The tag `GuardDutyManaged` is {value}, and GuardDuty knows only `true` and `false`",
      emptyValue:
        "The tag `GuardDutyManaged` is empty, and GuardDuty knows only `true` and `false`",
      key: "The tag key {key} looks like `GuardDutyManaged`, and EKS tag keys are compared exactly",
    },
    references: [
      "https://docs.aws.amazon.com/guardduty/latest/ug/managing-gdu-agent-eks-automatically.html",
      "https://docs.aws.amazon.com/guardduty/latest/ug/how-runtime-monitoring-works-eks.html",
      "https://docs.aws.amazon.com/eks/latest/userguide/eks-using-tags.html",
    ],
  },
  check(estate, context) {
    for (const cluster of estate.clusters) checkCluster(cluster, context);
  },
});

function checkCluster(cluster: Cluster, context: RuleContext<MessageId>): void {
  const { subject } = cluster;
  const tags = cluster.tagSets.flatMap((tagSet) => tagSet.tags);
  const wrong =
    valuesInForce(cluster).find(isWrongValue) ?? tags.find(({ key }) => isNearMiss(key));
  if (wrong !== undefined) {
    report(cluster, wrong, context);
    return;
  }
  const because = unknowns(cluster);
  if (because.length > 0) {
    context.undetermined({ subject, at: because[0]?.place ?? cluster.place, because });
    return;
  }
  const tag = tags.find(({ key }) => key === managedTag);
  context.satisfied({
    subject,
    at: tag?.value.place ?? cluster.tagSets[0]?.place ?? cluster.place,
  });
}

/** A value that a plan declares is the one that will hold, whatever a response saw before. */
function valuesInForce({ tagSets }: Cluster): readonly Tag[] {
  const stated = tagSets.flatMap(({ tags, standing }) =>
    tags.filter(({ key }) => key === managedTag).map((tag) => ({ tag, standing })),
  );
  const declared = stated.filter(
    ({ tag, standing }) => standing === "declared" && tag.value.state === "known",
  );
  return (declared.length > 0 ? declared : stated).map(({ tag }) => tag);
}

function isWrongValue({ value }: Tag): boolean {
  return value.state === "known" && value.value !== "true" && value.value !== "false";
}

function report(cluster: Cluster, tag: Tag, context: RuleContext<MessageId>): void {
  const { subject } = cluster;
  if (tag.key !== managedTag) {
    const data = { key: `\`${tag.key}\`` };
    context.report({ subject, message: "key", data, at: tag.keyPlace });
    return;
  }
  if (tag.value.state !== "known") return;
  const { value, sensitive, place } = tag.value;
  if (value === "") {
    context.report({ subject, message: "emptyValue", at: place });
    return;
  }
  const shown = sensitive ? "a sensitive value that is neither" : `\`${value}\``;
  context.report({ subject, message: "value", data: { value: shown }, at: place });
}

/** What could still hide a wrong value. */
function unknowns(cluster: Cluster): readonly Reason[] {
  const reasons: Reason[] = [];
  for (const { tags, rest, place } of cluster.tagSets) {
    const value = tags.find(({ key }) => key === managedTag)?.value;
    if (value?.state === "known") continue;
    if (value?.state === "unknown") reasons.push({ ...value.reason, place: value.place });
    if (rest !== undefined) reasons.push({ ...rest, place: rest.place ?? place });
  }
  if (cluster.tagSets.length === 0) {
    const detail = "the input does not tell the cluster's tags";
    reasons.push({ code: "not-in-input", detail, place: cluster.place });
  }
  return reasons;
}
