/**
 * Classes of `@pulumi/aws` and the resource types of the Terraform provider that they are made from.
 * https://www.pulumi.com/registry/packages/aws/api-docs/
 */
export const classicTypes: ReadonlyMap<string, string> = new Map([
  ["eks.Cluster", "aws_eks_cluster"],
  ["eks.Addon", "aws_eks_addon"],
  ["eks.NodeGroup", "aws_eks_node_group"],
  ["eks.FargateProfile", "aws_eks_fargate_profile"],
  ["ec2.Vpc", "aws_vpc"],
  ["ec2.DefaultVpc", "aws_default_vpc"],
  ["ec2.VpcIpv4CidrBlockAssociation", "aws_vpc_ipv4_cidr_block_association"],
  ["ec2.Subnet", "aws_subnet"],
  ["ec2.DefaultSubnet", "aws_default_subnet"],
  ["ec2.SecurityGroup", "aws_security_group"],
  ["ec2.DefaultSecurityGroup", "aws_default_security_group"],
  ["ec2.SecurityGroupRule", "aws_security_group_rule"],
  ["ec2.SecurityGroupAssociation", "aws_vpc_endpoint_security_group_association"],
  ["ec2.VpcEndpoint", "aws_vpc_endpoint"],
  ["ec2.VpcEndpointPolicy", "aws_vpc_endpoint_policy"],
  ["ec2.VpcEndpointSubnetAssociation", "aws_vpc_endpoint_subnet_association"],
  ["vpc.EndpointPrivateDns", "aws_vpc_endpoint_private_dns"],
  ["vpc.SecurityGroupIngressRule", "aws_vpc_security_group_ingress_rule"],
  ["route53.Zone", "aws_route53_zone"],
  ["autoscaling.Group", "aws_autoscaling_group"],
  ["guardduty.Detector", "aws_guardduty_detector"],
  ["guardduty.DetectorFeature", "aws_guardduty_detector_feature"],
  ["guardduty.MemberDetectorFeature", "aws_guardduty_member_detector_feature"],
  [
    "guardduty.OrganizationConfigurationFeature",
    "aws_guardduty_organization_configuration_feature",
  ],
  ["organizations.Organization", "aws_organizations_organization"],
  ["organizations.OrganizationalUnit", "aws_organizations_organizational_unit"],
  ["organizations.Account", "aws_organizations_account"],
  ["organizations.Policy", "aws_organizations_policy"],
  ["organizations.PolicyAttachment", "aws_organizations_policy_attachment"],
  ["iam.Role", "aws_iam_role"],
  ["iam.User", "aws_iam_user"],
  ["iam.Group", "aws_iam_group"],
  ["iam.Policy", "aws_iam_policy"],
  ["iam.RolePolicy", "aws_iam_role_policy"],
  ["iam.RolePolicyAttachment", "aws_iam_role_policy_attachment"],
  ["iam.UserPolicy", "aws_iam_user_policy"],
  ["iam.UserPolicyAttachment", "aws_iam_user_policy_attachment"],
  ["iam.GroupPolicy", "aws_iam_group_policy"],
  ["iam.GroupPolicyAttachment", "aws_iam_group_policy_attachment"],
  ["iam.PolicyAttachment", "aws_iam_policy_attachment"],
  ["iam.UserGroupMembership", "aws_iam_user_group_membership"],
  ["iam.GroupMembership", "aws_iam_group_membership"],
]);

/** Functions that look a thing up, and the data source behind each. */
export const lookups: ReadonlyMap<string, string> = new Map([
  ["ec2.getVpc", "data.aws_vpc"],
  ["ec2.getSubnet", "data.aws_subnet"],
  ["ec2.getSubnets", "data.aws_subnets"],
  ["ec2.getSecurityGroup", "data.aws_security_group"],
  ["ec2.getVpcEndpoint", "data.aws_vpc_endpoint"],
  ["organizations.getOrganization", "data.aws_organizations_organization"],
]);

/** Blocks whose name Pulumi puts in the plural. */
const plurals: ReadonlyMap<string, string> = new Map([
  ["additionalConfigurations", "additional_configuration"],
  ["filters", "filter"],
  ["inlinePolicies", "inline_policy"],
]);

/** An argument's name as the Terraform provider spells it: `vpcId` is `vpc_id`. */
export function terraformName(name: string): string {
  return plurals.get(name) ?? name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/**
 * What the option `ignoreChanges` names, as Terraform's `ignore_changes` does.
 * https://www.pulumi.com/docs/iac/concepts/options/ignorechanges/
 *
 * @param path - `tags`, `tags.Team`, `tags["Team"]` or `*`
 */
export function ignoredAttribute(path: string): string {
  if (path === "*") return "all";
  const [, name = path, dotted, quoted] =
    /^([A-Za-z]+)(?:\.([^.["]+)|\["([^"]+)"\])$/.exec(path) ?? [];
  const key = dotted ?? quoted;
  return key === undefined ? terraformName(name) : `${terraformName(name)}["${key}"]`;
}

/** Modules of `@pulumi/aws-native` in the names of CloudFormation's types. */
const nativeServices: ReadonlyMap<string, string> = new Map([
  ["eks", "EKS"],
  ["ec2", "EC2"],
  ["iam", "IAM"],
  ["guardduty", "GuardDuty"],
  ["organizations", "Organizations"],
  ["autoscaling", "AutoScaling"],
]);

const nativeClasses: ReadonlyMap<string, string> = new Map([
  ["Vpc", "VPC"],
  ["VpcEndpoint", "VPCEndpoint"],
]);

/**
 * The CloudFormation type of a class of `@pulumi/aws-native`.
 * https://www.pulumi.com/registry/packages/aws-native/api-docs/
 */
export function nativeType(module: string, name: string): string | undefined {
  const service = nativeServices.get(module);
  if (service === undefined || !/^[A-Z]/.test(name)) return undefined;
  return `AWS::${service}::${nativeClasses.get(name) ?? name}`;
}
