import type { Send, Service } from "./call.ts";

const scope = "region";

/** As AWS Organizations names GuardDuty: https://docs.aws.amazon.com/guardduty/latest/ug/delegated_admin.html */
export const guarddutyPrincipal = "guardduty.amazonaws.com";

/** Amazon GuardDuty: detectors, the organisation's configuration, and coverage. */
export const guardduty: Service = {
  name: "guardduty",
  calls: [
    {
      name: "guardduty list-detectors",
      action: "guardduty:ListDetectors",
      scope,
      kept: { DetectorIds: "whole" },
      feeds: "whether GuardDuty is on",
    },
    {
      name: "guardduty get-detector",
      action: "guardduty:GetDetector",
      scope,
      kept: { Status: "whole", ServiceRole: "whole", Features: "whole" },
      feeds: "the features of a detector, and who manages the agent",
    },
    {
      name: "guardduty describe-organization-configuration",
      action: "guardduty:DescribeOrganizationConfiguration",
      scope,
      kept: {
        AutoEnableOrganizationMembers: "whole",
        MemberAccountLimitReached: "whole",
        Features: "whole",
      },
      feeds: "what GuardDuty switches on in the organisation's accounts",
    },
    {
      name: "guardduty list-coverage",
      action: "guardduty:ListCoverage",
      scope,
      // Without the counts of nodes, which differ from night to night.
      kept: {
        Resources: {
          ResourceId: "whole",
          AccountId: "whole",
          CoverageStatus: "whole",
          Issue: "whole",
          ResourceDetails: {
            ResourceType: "whole",
            EksClusterDetails: ["ClusterName", "ManagementType", "AddonDetails"],
          },
        },
      },
      feeds: "which clusters GuardDuty says are covered",
    },
  ],
  open: async (settings) => {
    const sdk = await import("@aws-sdk/client-guardduty");
    const client = new sdk.GuardDutyClient(settings);
    return new Map<string, Send>([
      [
        "guardduty list-detectors",
        ({ token }) => client.send(new sdk.ListDetectorsCommand({ NextToken: token })),
      ],
      [
        "guardduty get-detector",
        ({ of }) => client.send(new sdk.GetDetectorCommand({ DetectorId: of })),
      ],
      [
        "guardduty describe-organization-configuration",
        ({ of, token }) =>
          client.send(
            new sdk.DescribeOrganizationConfigurationCommand({ DetectorId: of, NextToken: token }),
          ),
      ],
      [
        "guardduty list-coverage",
        ({ of, token }) =>
          client.send(
            new sdk.ListCoverageCommand({
              DetectorId: of,
              NextToken: token,
              FilterCriteria: {
                FilterCriterion: [
                  { CriterionKey: "RESOURCE_TYPE", FilterCondition: { Equals: ["EKS"] } },
                ],
              },
            }),
          ),
      ],
    ]);
  },
};
