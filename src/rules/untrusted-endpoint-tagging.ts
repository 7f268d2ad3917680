import { managedTag } from "../aws/guardduty.ts";
import type { KeyFamily, RequestFamily } from "../iam/search/question.ts";
import { defineRule } from "../model/rule.ts";
import { endpointArns, groupArns, madeByGuardDuty, tagged } from "./reading/endpoint-resources.ts";
import { withLookAlike } from "./reading/look-alike-tag.ts";
import { arnsOf, type CallRequest, type ProtectedCall } from "./reading/protected-call.ts";
import { telemetryEndpoints } from "./reading/telemetry-endpoint.ts";
import { checkCalls, type CallMessage } from "./reading/untrusted-calls.ts";

const instanceArns = arnsOf("ec2", "instance/i-0123456789abcdef0", "instance/*");

const requestTag = `aws:RequestTag/${managedTag}`;

const including: KeyFamily = { kind: "including", values: [managedTag] };

/**
 * A request that names no tag removes all of them.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteTags.html
 */
const allTags: KeyFamily = {
  kind: "unknown",
  reason: {
    code: "unspecified-by-aws",
    detail:
      "`ec2:DeleteTags` without a list of tags removes all of them, and AWS does not say which tag keys such a request carries",
    place: undefined,
  },
};

/** Values that the tag is set to; a value that it has already changes nothing. */
const otherValue: KeyFamily = {
  kind: "any",
  optional: false,
  unlike: ["true"],
  preferred: ["false"],
};

function setting(what: string, arns: typeof endpointArns, now: RequestFamily["context"]) {
  const context = { ...now, [requestTag]: otherValue };
  return call("ec2:CreateTags", what, (place) => {
    const request: CallRequest = { resource: arns(place), context };
    return [request, ...withLookAlike(request)];
  });
}

function removing(what: string, arns: typeof endpointArns, now: RequestFamily["context"]) {
  const value: KeyFamily = { kind: "any", optional: true, like: ["true"] };
  return call("ec2:DeleteTags", what, (place) => [
    {
      resource: arns(place),
      context: { ...now, "aws:TagKeys": including, [requestTag]: value },
    },
    {
      resource: arns(place),
      context: { ...now, "aws:TagKeys": allTags, "aws:RequestTag/*": allTags },
    },
  ]);
}

function call(
  action: string,
  what: string,
  requests: (place: Parameters<typeof endpointArns>[0]) => readonly CallRequest[],
): ProtectedCall {
  return { action, on: what, byAdministrator: false, requests };
}

const anInstance = tagged({ kind: "is", values: "true" });

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_ec2.html */
const calls: readonly ProtectedCall[] = [
  setting("VPC endpoints", endpointArns, madeByGuardDuty),
  setting("security groups", groupArns, madeByGuardDuty),
  setting("instances", instanceArns, anInstance),
  removing("VPC endpoints", endpointArns, madeByGuardDuty),
  removing("security groups", groupArns, madeByGuardDuty),
  removing("instances", instanceArns, anInstance),
];

/** Flags accounts in which somebody untrusted can change the tag where EC2 holds it. */
export const untrustedEndpointTagging = defineRule<CallMessage>({
  id: "untrusted-endpoint-tagging",
  meta: {
    summary:
      "An untrusted principal can change the GuardDutyManaged tag of endpoints, groups or instances",
    why: "GuardDuty knows the VPC endpoint and the security group that it made by the tag `GuardDutyManaged`, and looks after nothing that lost it; on an instance the tag decides on the agent as it does on a cluster. A guard for `eks:TagResource` does not cover the tags of EC2.",
    fix: "Deny `ec2:CreateTags` and `ec2:DeleteTags` as the guard of the clusters denies `eks:TagResource`: by `ForAnyValue:StringEquals` of `aws:TagKeys` to `GuardDutyManaged`, and for the removal of all tags at once by `aws:ResourceTag/GuardDutyManaged` in a deny of its own; exempt the exact ARNs of the trusted roles.",
    confidence: "high",
    status: "stable",
    severity: 5.8,
    tags: ["guardduty", "network", "tags", "iam", "organizations"],
    options: { type: "object", additionalProperties: false, properties: {} },
    messages: {
      gap: "An untrusted principal, such as {who}, can change `GuardDutyManaged` by {ways}",
    },
    references: [
      "https://docs.aws.amazon.com/guardduty/latest/ug/runtime-monitoring-agent-resource-clean-up.html",
      "https://docs.aws.amazon.com/guardduty/latest/ug/how-runtime-monitoring-works-ec2.html",
      "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteTags.html",
      "https://docs.aws.amazon.com/service-authorization/latest/reference/list_ec2.html",
    ],
  },
  check(estate, context) {
    const nodes = [...estate.clusters, ...telemetryEndpoints(estate).certain];
    checkCalls(calls, nodes, estate, context);
  },
});
