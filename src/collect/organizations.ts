import type { Send, Service } from "./call.ts";

const policyKinds = ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY", "TAG_POLICY"] as const;

/** The types of policies that are read. */
export const policyTypes: readonly string[] = policyKinds;

const scope = "organization";

/** AWS Organizations: the tree, its accounts and its policies. */
export const organizations: Service = {
  name: "organizations",
  calls: [
    {
      name: "organizations describe-organization",
      action: "organizations:DescribeOrganization",
      scope,
      kept: { Organization: ["Id", "Arn", "FeatureSet", "MasterAccountId"] },
      feeds: "the organisation's id and its management account",
    },
    {
      name: "organizations list-roots",
      action: "organizations:ListRoots",
      scope,
      kept: { Roots: ["Id", "Arn", "PolicyTypes"] },
      feeds: "the root and the types of policies that are enabled",
    },
    {
      name: "organizations list-organizational-units-for-parent",
      action: "organizations:ListOrganizationalUnitsForParent",
      scope,
      kept: { OrganizationalUnits: ["Id", "Arn", "Name"] },
      names: { Name: "Id" },
      feeds: "the tree of units",
    },
    {
      name: "organizations list-accounts-for-parent",
      action: "organizations:ListAccountsForParent",
      scope,
      // Neither e-mail addresses nor moments.
      kept: { Accounts: ["Id", "Arn", "Name", "Status"] },
      names: { Name: "Id" },
      feeds: "the accounts and where they stand",
    },
    {
      name: "organizations list-policies",
      action: "organizations:ListPolicies",
      scope,
      kept: { Policies: ["Id", "Arn", "Name", "Type", "AwsManaged"] },
      names: { Name: "Id" },
      feeds: "which service control, resource control and tag policies there are",
    },
    {
      name: "organizations describe-policy",
      action: "organizations:DescribePolicy",
      scope,
      kept: {
        Policy: { PolicySummary: ["Id", "Arn", "Name", "Type", "AwsManaged"], Content: "whole" },
      },
      names: { Name: "Id" },
      feeds: "what the policies say",
    },
    {
      name: "organizations list-targets-for-policy",
      action: "organizations:ListTargetsForPolicy",
      scope,
      kept: { Targets: ["TargetId", "Type"] },
      feeds: "where the policies are attached",
    },
    {
      name: "organizations list-delegated-administrators",
      action: "organizations:ListDelegatedAdministrators",
      scope,
      kept: { DelegatedAdministrators: ["Id", "Arn", "Name", "Status"] },
      names: { Name: "Id" },
      feeds: "which account administers GuardDuty",
    },
  ],
  open: async (settings) => {
    const sdk = await import("@aws-sdk/client-organizations");
    const client = new sdk.OrganizationsClient(settings);
    return new Map<string, Send>([
      [
        "organizations describe-organization",
        () => client.send(new sdk.DescribeOrganizationCommand({})),
      ],
      [
        "organizations list-roots",
        ({ token }) => client.send(new sdk.ListRootsCommand({ NextToken: token })),
      ],
      [
        "organizations list-organizational-units-for-parent",
        ({ of, token }) =>
          client.send(
            new sdk.ListOrganizationalUnitsForParentCommand({ ParentId: of, NextToken: token }),
          ),
      ],
      [
        "organizations list-accounts-for-parent",
        ({ of, token }) =>
          client.send(new sdk.ListAccountsForParentCommand({ ParentId: of, NextToken: token })),
      ],
      [
        "organizations list-policies",
        ({ of, token }) =>
          client.send(
            new sdk.ListPoliciesCommand({
              Filter: policyKinds.find((kind) => kind === of),
              NextToken: token,
            }),
          ),
      ],
      [
        "organizations describe-policy",
        ({ of }) => client.send(new sdk.DescribePolicyCommand({ PolicyId: of })),
      ],
      [
        "organizations list-targets-for-policy",
        ({ of, token }) =>
          client.send(new sdk.ListTargetsForPolicyCommand({ PolicyId: of, NextToken: token })),
      ],
      [
        "organizations list-delegated-administrators",
        ({ of, token }) =>
          client.send(
            new sdk.ListDelegatedAdministratorsCommand({ ServicePrincipal: of, NextToken: token }),
          ),
      ],
    ]);
  },
};
