import { defineRule } from "../model/rule.ts";
import { arnsOf, callOn, type ProtectedCall } from "./reading/protected-call.ts";
import { checkCalls, type CallMessage } from "./reading/untrusted-calls.ts";

const detector = arnsOf("guardduty", "detector/12abc34d567e8fa901bc2d34e56789f0", "detector/*");

const everything = (): readonly string[] => ["*"];

function byAdministrator(action: string): ProtectedCall {
  return { ...callOn(action, everything), byAdministrator: true };
}

/**
 * The delegated administrator itself is taken away from the management account alone, which service
 * control policies never bind.
 * https://docs.aws.amazon.com/guardduty/latest/APIReference/API_DisableOrganizationAdminAccount.html
 */
const calls: readonly ProtectedCall[] = [
  callOn("guardduty:UpdateDetector", detector),
  callOn("guardduty:DeleteDetector", detector),
  callOn("guardduty:DisassociateFromAdministratorAccount", everything),
  callOn("guardduty:DisassociateFromMasterAccount", everything),
  callOn("organizations:LeaveOrganization", everything),
  byAdministrator("guardduty:UpdateMemberDetectors"),
  byAdministrator("guardduty:DisassociateMembers"),
  byAdministrator("guardduty:DeleteMembers"),
  byAdministrator("guardduty:StopMonitoringMembers"),
  byAdministrator("guardduty:UpdateOrganizationConfiguration"),
];

/** Flags accounts in which somebody untrusted can switch GuardDuty off. */
export const untrustedMonitoringChange = defineRule<CallMessage>({
  id: "untrusted-monitoring-change",
  meta: {
    summary: "An untrusted principal can switch GuardDuty's monitoring off",
    why: "A guarded tag is worth nothing where the detector can be deleted or its features updated, or where the account can leave its administrator or the organization: each of them ends Runtime Monitoring for every cluster of the account.",
    fix: "Deny the calls on `*` in a service control policy above every account with clusters, and exempt the exact ARNs of the trusted roles by `ArnNotLike` of `aws:PrincipalArn`.",
    confidence: "high",
    status: "stable",
    severity: 7.2,
    tags: ["guardduty", "iam", "organizations"],
    options: { type: "object", additionalProperties: false, properties: {} },
    messages: {
      gap: "An untrusted principal, such as {who}, can switch monitoring off by {ways}",
    },
    references: [
      "https://docs.aws.amazon.com/service-authorization/latest/reference/list_guardduty.html",
      "https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_organizations.html",
      "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html",
    ],
  },
  check(estate, context) {
    checkCalls(calls, [...estate.clusters, ...estate.detectors], estate, context);
  },
});
