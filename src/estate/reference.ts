import type { Reference } from "../model/value.ts";
import { withoutIndex } from "./register.ts";

/** `aws_subnet.a.vpc_id`, `!GetAtt Subnet.VpcId` */
const vpcAttributes: ReadonlySet<string> = new Set(["vpc_id", "VpcId"]);

/**
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpc.html
 */
const rangeAttributes: ReadonlySet<string> = new Set([
  "cidr_block",
  "ipv6_cidr_block",
  "CidrBlock",
  "Ipv6CidrBlock",
  "Ipv6CidrBlocks",
]);

/** Whether a reference to a subnet names the VPC that it lies in. */
export function isVpcOfSubnet({ attribute }: Reference): boolean {
  return attribute !== undefined && vpcAttributes.has(attribute);
}

/**
 * Whether a reference to a VPC or subnet names its address range, which is a /16 at the most.
 * https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
 */
export function isNetworkRange({ attribute }: Reference): boolean {
  return attribute !== undefined && rangeAttributes.has(attribute);
}

/** Terraform's addresses hold the type, so that a network outside of the input is one too. */
export function isNetworkAddress({ address }: Reference): boolean {
  return /(?:^|\.)aws_(?:default_)?(?:vpc|subnet)\.[^.]+$/.test(withoutIndex(address));
}
