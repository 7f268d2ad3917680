import { defineRule } from "../model/rule.ts";
import { endpointArns, groupArns, madeByGuardDuty } from "./reading/endpoint-resources.ts";
import type { KeyFamily } from "../iam/search/question.ts";
import { arnsOf, callOn, type ProtectedCall } from "./reading/protected-call.ts";
import { checkCalls, type CallMessage } from "./reading/untrusted-calls.ts";

const addon = arnsOf(
  "eks",
  "addon/cluster/aws-guardduty-agent/0123abcd-4567-89ab-cdef-0123456789ab",
  "addon/*/aws-guardduty-agent/*",
);

const vpc = arnsOf("ec2", "vpc/vpc-0123456789abcdef0", "vpc/*");

const uncertain: KeyFamily = {
  kind: "unknown",
  reason: {
    code: "unspecified-by-aws",
    detail: "AWS does not say whether the call carries `ec2:VpceServiceName`",
    place: undefined,
  },
};

const ofEndpoint = { ...madeByGuardDuty, "ec2:VpceServiceName": uncertain };

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_ec2.html */
const calls: readonly ProtectedCall[] = [
  callOn("eks:DeleteAddon", addon),
  callOn("eks:UpdateAddon", addon),
  callOn("ec2:DeleteVpcEndpoints", endpointArns, ofEndpoint),
  callOn("ec2:ModifyVpcEndpoint", endpointArns, ofEndpoint),
  callOn("ec2:RevokeSecurityGroupIngress", groupArns, madeByGuardDuty),
  callOn("ec2:ModifyVpcAttribute", vpc),
];

/** Flags accounts in which somebody untrusted can take the agent or its endpoint away. */
export const untrustedAgentRemoval = defineRule<CallMessage>({
  id: "untrusted-agent-removal",
  meta: {
    summary: "An untrusted principal can remove the agent, or cut it off from GuardDuty",
    why: "The tag says whether GuardDuty manages the agent, and does not keep it there: who can delete the add-on, its VPC endpoint or the rule that lets the agent in, or switch DNS off in the VPC, ends the telemetry of a cluster without touching the tag.",
    fix: "Deny the calls in a service control policy, for the add-on by `arn:aws:eks:*:*:addon/*/aws-guardduty-agent/*` and for endpoint and security group by `aws:ResourceTag/GuardDutyManaged`, and exempt the exact ARNs of the trusted roles by `ArnNotLike` of `aws:PrincipalArn`.",
    confidence: "high",
    status: "stable",
    severity: 6.8,
    tags: ["guardduty", "eks", "network", "iam", "organizations"],
    options: { type: "object", additionalProperties: false, properties: {} },
    messages: {
      gap: "An untrusted principal, such as {who}, can remove the agent or cut it off by {ways}",
    },
    references: [
      "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonGuardDutyServiceRolePolicy.html",
      "https://docs.aws.amazon.com/service-authorization/latest/reference/list_eks.html",
      "https://docs.aws.amazon.com/service-authorization/latest/reference/list_ec2.html",
    ],
  },
  check(estate, context) {
    checkCalls(calls, estate.clusters, estate, context);
  },
});
