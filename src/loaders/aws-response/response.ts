import type { MapValue } from "../../model/value.ts";
import type { ResponseReading } from "./entity.ts";

/**
 * One shape of response, as the AWS CLI prints it and as SDKs return it.
 *
 * What the shapes become (bodies are the entity's own object as AWS prints it, with the changes
 * named here; policies in strings, URL-encoded ones too, are parsed):
 *
 * | operation | resource types | body |
 * |---|---|---|
 * | ec2 describe-vpc-endpoints, create-vpc-endpoint | `ec2:VpcEndpoint` | `PolicyDocument` parsed |
 * | ec2 describe-vpcs, create-vpc | `ec2:Vpc` | |
 * | ec2 describe-vpc-attribute | `ec2:VpcAttribute` | one of the attributes for DNS |
 * | ec2 describe-subnets, create-subnet | `ec2:Subnet` | |
 * | ec2 describe-security-groups | `ec2:SecurityGroup` | `IpPermissions` inside |
 * | ec2 describe-security-group-rules, authorize-security-group-ingress | `ec2:SecurityGroupRule` | |
 * | eks describe-cluster, create-cluster | `eks:Cluster` | `tags` is a map |
 * | resourcegroupstaggingapi get-resources | `eks:Cluster` for each cluster ARN | `{arn, name, tags}`, `tags` a map |
 * | eks list-tags-for-resource | `eks:Tags` | `{tags}`; nothing tells of what |
 * | eks describe-addon, create-addon | `eks:Addon` | `clusterName`, `addonName`, … |
 * | organizations describe-policy, create-policy | `organizations:Policy` | `PolicySummary`'s fields and `Content` (parsed), flat |
 * | organizations list-policies, list-policies-for-target | `organizations:Policy` | without `Content`; `TargetId` where the file name tells it |
 * | organizations list-targets-for-policy | `organizations:PolicyTargets` | `{PolicyId?, Targets}` |
 * | organizations list-roots | `organizations:Root` | |
 * | organizations list-children | `organizations:Children` | `{ParentId?, Children}` |
 * | organizations list-parents | `organizations:Parents` | `{ChildId?, Parents}` |
 * | organizations list-accounts, list-accounts-for-parent, describe-account | `organizations:Account` | `ParentId` where the file name tells it |
 * | organizations list-organizational-units-for-parent, describe-organizational-unit | `organizations:OrganizationalUnit` | `ParentId` where the file name tells it |
 * | organizations describe-organization | `organizations:Organization` | |
 * | iam get-account-authorization-details | `iam:Role`, `iam:User`, `iam:Group`, `iam:ManagedPolicy` | documents parsed; a managed policy's default version as `Document` |
 * | iam get-role, list-roles | `iam:Role` | `AssumeRolePolicyDocument` parsed |
 * | iam get-policy, list-policies | `iam:ManagedPolicy` | without `Document` |
 * | iam get-policy-version | `iam:ManagedPolicy` | `{Document, VersionId, IsDefaultVersion}`; nothing tells which policy |
 * | iam get-role-policy, get-user-policy, get-group-policy | `iam:InlinePolicy` | `PolicyDocument` parsed |
 * | iam list-attached-role-policies and its sisters | `iam:AttachedPolicies` | `{AttachedPolicies}`; nothing tells to whom |
 * | guardduty get-detector | `guardduty:Detector` | account from `ServiceRole` |
 * | guardduty describe-organization-configuration | `guardduty:OrganizationConfiguration` | |
 * | guardduty list-coverage | `guardduty:Coverage` for each cluster | |
 * | sts get-caller-identity | `sts:CallerIdentity` | |
 *
 * `ResponseMetadata`, which recorded SDK responses carry, and the date objects in them are passed
 * over. Addresses are the entity's id, name or ARN, or the file's path where it has none.
 */
export interface ResponseShape {
  /** For people: `ec2 describe-vpcs`. */
  readonly operation: string;
  /** Outermost keys, all of which such a response has. */
  readonly keys: readonly string[];
  /** What its text holds besides, where the keys alone are common in other files. */
  readonly hint?: RegExp;
  /** A path that says the same as the hint. */
  readonly path?: RegExp;
  /** Keys and hint are so common that a text which cannot be parsed is not taken for this one. */
  readonly common?: boolean;
  /** Whether a response that has the keys is really this one. */
  readonly matches?: (root: MapValue) => boolean;
  /** Adds what the response holds. */
  readonly read: (root: MapValue, reading: ResponseReading) => void;
}
