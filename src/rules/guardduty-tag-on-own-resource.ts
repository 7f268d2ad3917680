import { managedTag } from "../aws/guardduty.ts";
import type { Endpoint, Estate, SecurityGroup, TagSet } from "../model/estate.ts";
import type { Place } from "../model/place.ts";
import { defineRule } from "../model/rule.ts";
import { judgedEndpoints } from "./reading/telemetry-endpoint.ts";

/** Flags endpoints and security groups of one's own that GuardDuty takes for its own. */
export const guarddutyTagOnOwnResource = defineRule<"tagged">({
  id: "guardduty-tag-on-own-resource",
  meta: {
    summary: "An endpoint or security group of your own carries the tag GuardDutyManaged",
    why: "GuardDuty's service-linked role may change and delete every VPC endpoint and security group that has the key `GuardDutyManaged`, whatever its value: it marks what GuardDuty made. What is tagged `true` is deleted when Runtime Monitoring is switched off.",
    fix: "Remove the tag; it belongs on clusters. Where it comes from default tags, set these on the clusters instead.",
    confidence: "high",
    status: "stable",
    severity: 6,
    tags: ["guardduty", "eks", "tags"],
    options: { type: "object", additionalProperties: false, properties: {} },
    messages: {
      tagged:
        "{subject} carries the tag `GuardDutyManaged`, so GuardDuty may change and delete it as its own",
    },
    references: [
      "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonGuardDutyServiceRolePolicy.html",
      "https://docs.aws.amazon.com/guardduty/latest/ug/runtime-monitoring-agent-resource-clean-up.html",
    ],
  },
  check(estate, context) {
    for (const { subject, tags, place, serves } of owned(estate)) {
      const tag = tags.tags.find(({ key }) => key === managedTag);
      if (tag !== undefined) {
        const data = { subject: `\`${subject}\`` };
        context.report({ subject, at: tag.keyPlace, message: "tagged", data });
      } else if (serves && tags.rest !== undefined) {
        context.undetermined({ subject, at: tags.place, because: [tags.rest] });
      } else if (serves) {
        context.satisfied({ subject, at: place });
      }
    }
  },
});

interface Owned {
  readonly subject: string;
  readonly place: Place;
  readonly tags: TagSet;
  /** Whether telemetry goes through it; of others only what is wrong is told. */
  readonly serves: boolean;
}

/** Endpoints and groups that somebody declares; what is observed may be GuardDuty's own. */
function owned(estate: Estate): readonly Owned[] {
  const serving = new Set<Endpoint | SecurityGroup>();
  for (const { endpoint, doubt } of judgedEndpoints(estate)) {
    if (doubt !== undefined) continue;
    serving.add(endpoint);
    for (const link of endpoint.groups.items) if (link.state === "linked") serving.add(link.to);
  }
  return [...estate.endpoints, ...estate.securityGroups]
    .map((node) => ({ node, tags: node.tags }))
    .filter(({ tags }) => tags.standing === "declared")
    .map(({ node, tags }) => ({
      subject: node.subject,
      place: node.place,
      tags,
      serves: serving.has(node),
    }));
}
