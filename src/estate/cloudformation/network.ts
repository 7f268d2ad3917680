import type { Value } from "../../model/value.ts";
import type { Adapter, Subject } from "../adapter.ts";
import type { IngressFields } from "../draft.ts";
import { field, itemsAndRest, orDefault } from "../read.ts";

/**
 * VPCs, subnets, security groups and endpoints.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_EC2.html
 */
export const networkAdapters: readonly (readonly [string, Adapter])[] = [
  [
    "AWS::EC2::VPC",
    (subject) => [
      {
        kind: "vpc",
        ...subject.origin,
        id: subject.absent,
        made: true,
        // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpc.html
        dnsSupport: orDefault(subject.get("EnableDnsSupport"), true),
        dnsHostnames: orDefault(subject.get("EnableDnsHostnames"), false),
        cidrs: [subject.get("CidrBlock")],
      },
    ],
  ],
  [
    "AWS::EC2::VPCCidrBlock",
    (subject) => [
      {
        kind: "vpc-cidr",
        ...subject.origin,
        vpc: subject.get("VpcId"),
        cidr: subject.get("CidrBlock"),
      },
    ],
  ],
  [
    "AWS::EC2::Subnet",
    (subject) => [
      {
        kind: "subnet",
        ...subject.origin,
        id: subject.absent,
        vpc: subject.get("VpcId"),
        cidr: subject.get("CidrBlock"),
        zone: either(subject, "AvailabilityZone", "AvailabilityZoneId"),
      },
    ],
  ],
  [
    "AWS::EC2::SecurityGroup",
    (subject) => [
      {
        kind: "security-group",
        ...subject.origin,
        id: subject.absent,
        ingress: itemsAndRest(subject.get("SecurityGroupIngress")).map((rule) =>
          rule.kind === "unknown" ? { unknown: rule } : ingress((key) => field(rule, key), rule),
        ),
        lookedUp: false,
        vpc: subject.get("VpcId"),
        isDefault: false,
        name: subject.get("GroupName"),
        tags: [subject.get("Tags"), subject.get("AllTags")],
      },
    ],
  ],
  [
    "AWS::EC2::SecurityGroupIngress",
    (subject) => [
      {
        kind: "ingress",
        ...subject.origin,
        // A group of the default VPC may be called by its name.
        group: either(subject, "GroupId", "GroupName"),
        rule: ingress((key) => subject.get(key), subject.origin.resource.body),
      },
    ],
  ],
  [
    "AWS::EC2::VPCEndpoint",
    (subject) => [
      {
        kind: "endpoint",
        ...subject.origin,
        id: subject.absent,
        service: subject.get("ServiceName"),
        type: subject.get("VpcEndpointType"),
        // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcendpoint.html
        defaultType: "Gateway",
        vpc: subject.get("VpcId"),
        policy: subject.get("PolicyDocument"),
        groups: subject.get("SecurityGroupIds"),
        tags: [subject.get("Tags"), subject.get("AllTags")],
        subnets: subject.get("SubnetIds"),
        privateDns: orDefault(subject.get("PrivateDnsEnabled"), false),
      },
    ],
  ],
];

/**
 * One rule, whether it stands in its group or is a resource.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroupingress.html
 */
function ingress(get: (key: string) => Value, value: Value): IngressFields {
  return {
    protocol: get("IpProtocol"),
    fromPort: get("FromPort"),
    toPort: get("ToPort"),
    cidrs: [get("CidrIp"), get("CidrIpv6")],
    prefixLists: get("SourcePrefixListId"),
    groups: [get("SourceSecurityGroupId"), get("SourceSecurityGroupName")],
    value,
  };
}

/** One of two properties that say the same thing. */
function either(subject: Subject, key: string, other: string): Value {
  const value = subject.get(key);
  return value.kind === "absent" ? subject.get(other) : value;
}
