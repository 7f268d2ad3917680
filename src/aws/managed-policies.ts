import names from "./data/managed-policy-names.json" with { type: "json" };

/**
 * What AWS's managed policies allow of the calls that can change a cluster's tags
 * (`eks:TagResource`, `eks:UntagResource`, `eks:CreateCluster`, `eks:RegisterCluster`), as of
 * 2026-05-01: of 1,485 managed policies seven allow any of these calls.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */

/** The calls of which {@link managedPolicy} tells, in lower case; of others it tells nothing. */
export const toldByManagedPolicies: ReadonlySet<string> = new Set([
  "eks:createcluster",
  "eks:registercluster",
  "eks:tagresource",
  "eks:untagresource",
]);

/** A policy document as JSON. */
export type ManagedPolicyDocument = Readonly<Record<string, unknown>>;

function document(
  ...statements: readonly Readonly<Record<string, unknown>>[]
): ManagedPolicyDocument {
  return { Version: "2012-10-17", Statement: statements };
}

const documents: ReadonlyMap<string, ManagedPolicyDocument> = new Map([
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AdministratorAccess.html
  ["AdministratorAccess", document({ Effect: "Allow", Action: "*", Resource: "*" })],
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/PowerUserAccess.html
  [
    "PowerUserAccess",
    document({
      Effect: "Allow",
      NotAction: ["iam:*", "organizations:*", "account:*"],
      Resource: "*",
    }),
  ],
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/ResourceGroupsTaggingAPITagUntagSupportedResources.html
  [
    "ResourceGroupsTaggingAPITagUntagSupportedResources",
    document({ Effect: "Allow", Action: ["eks:TagResource", "eks:UntagResource"], Resource: "*" }),
  ],
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonGuardDutyServiceRolePolicy.html
  [
    "AmazonGuardDutyServiceRolePolicy",
    document({
      Effect: "Allow",
      Action: "eks:TagResource",
      Resource: "arn:aws:eks:*:*:cluster/*",
      Condition: { "ForAnyValue:StringEquals": { "aws:TagKeys": "GuardDutyManaged" } },
    }),
  ],
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSBackupServiceRolePolicyForRestores.html
  [
    "AWSBackupServiceRolePolicyForRestores",
    document({
      Effect: "Allow",
      Action: ["eks:CreateCluster", "eks:TagResource"],
      Resource: "arn:aws:eks:*:*:cluster/*",
    }),
  ],
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSMcpServiceActionsFullAccess.html
  [
    "AWSMcpServiceActionsFullAccess",
    document({
      Effect: "Allow",
      Action: "*",
      Resource: "*",
      Condition: { Bool: { "aws:IsMcpServiceAction": "true" } },
    }),
  ],
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonSageMakerHyperPodObservabilityAdminAccess.html
  [
    "AmazonSageMakerHyperPodObservabilityAdminAccess",
    document({
      Effect: "Allow",
      Action: "eks:TagResource",
      Resource: "arn:aws:eks:*:*:cluster/*",
      Condition: {
        StringEquals: { "aws:RequestTag/SageMaker": "true", "aws:ResourceTag/SageMaker": "true" },
        "ForAllValues:StringEquals": { "aws:TagKeys": ["SageMaker"] },
      },
    }),
  ],
]);

/** The names stand in one text: most runs look up few or none, and a long list costs every start. */
function isKnown(name: string): boolean {
  return !name.includes(" ") && ` ${names} `.includes(` ${name} `);
}

/**
 * What an AWS managed policy allows of these calls; its other permissions are left
 * out.
 *
 * @param arn - the policy's ARN, of any partition: `arn:aws:iam::aws:policy/AdministratorAccess`
 * @returns the document; `allows-none` where it allows none of the calls; undefined where the ARN is
 *   no AWS managed policy or one that the table does not know
 */
export function managedPolicy(arn: string): ManagedPolicyDocument | "allows-none" | undefined {
  const match = /^arn:[^:]+:iam::aws:policy\/(?:.*\/)?([^/]+)$/.exec(arn);
  const name = match?.[1];
  if (name === undefined) return undefined;
  return documents.get(name) ?? (isKnown(name) ? "allows-none" : undefined);
}
