import type { Value } from "../../model/value.ts";
import type { Adapter, Subject } from "../adapter.ts";
import type { Draft, IngressFields } from "../draft.ts";
import { attribute, booleanFact, field, listItems, pluck } from "../read.ts";

/**
 * VPCs, subnets, security groups and endpoints as Amazon EC2 describes them.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Operations.html
 */
export const networkAdapters: readonly (readonly [string, Adapter])[] = [
  [
    "ec2:Vpc",
    (subject) => [
      {
        kind: "vpc",
        ...subject.origin,
        id: subject.get("VpcId"),
        made: false,
        dnsSupport: subject.absent,
        dnsHostnames: subject.absent,
        cidrs: [
          subject.get("CidrBlock"),
          pluck(subject.get("CidrBlockAssociationSet"), "CidrBlock"),
        ],
      },
    ],
  ],
  [
    "ec2:VpcAttribute",
    (subject) => [
      {
        kind: "vpc",
        ...subject.origin,
        id: subject.get("VpcId"),
        made: false,
        dnsSupport: subject.field("EnableDnsSupport", "Value"),
        dnsHostnames: subject.field("EnableDnsHostnames", "Value"),
        cidrs: [],
      },
    ],
  ],
  [
    "ec2:Subnet",
    (subject) => [
      {
        kind: "subnet",
        ...subject.origin,
        id: subject.get("SubnetId"),
        vpc: subject.get("VpcId"),
        cidr: subject.get("CidrBlock"),
        zone: subject.get("AvailabilityZone"),
      },
    ],
  ],
  ["ec2:SecurityGroup", securityGroup],
  ["ec2:SecurityGroupRule", securityGroupRule],
  ["ec2:VpcEndpoint", endpoint],
  [
    "ec2:VpcEndpointList",
    (subject) => [{ kind: "endpoint-list", ...subject.origin, unread: subject.get("unread") }],
  ],
];

function securityGroup(subject: Subject): readonly Draft[] {
  const { items } = listItems(subject.get("IpPermissions"));
  return [
    {
      kind: "security-group",
      ...subject.origin,
      id: subject.get("GroupId"),
      ingress: items.map(permission),
      lookedUp: false,
      vpc: subject.get("VpcId"),
      isDefault: undefined,
      name: subject.get("GroupName"),
      tags: [subject.get("Tags")],
    },
  ];
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html */
function permission(value: Value): IngressFields {
  return {
    protocol: field(value, "IpProtocol"),
    fromPort: field(value, "FromPort"),
    toPort: field(value, "ToPort"),
    cidrs: [
      pluck(attribute(value, "IpRanges"), "CidrIp"),
      pluck(attribute(value, "Ipv6Ranges"), "CidrIpv6"),
    ],
    prefixLists: pluck(attribute(value, "PrefixListIds"), "PrefixListId"),
    groups: [pluck(attribute(value, "UserIdGroupPairs"), "GroupId")],
    value,
  };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroupRule.html */
function securityGroupRule(subject: Subject): readonly Draft[] {
  const egress = booleanFact(subject.get("IsEgress"));
  if (egress.state === "known" && egress.value) return [];
  const { body } = subject.origin.resource;
  return [
    {
      kind: "ingress",
      ...subject.origin,
      group: subject.get("GroupId"),
      rule: {
        protocol: subject.get("IpProtocol"),
        fromPort: subject.get("FromPort"),
        toPort: subject.get("ToPort"),
        cidrs: [subject.get("CidrIpv4"), subject.get("CidrIpv6")],
        prefixLists: subject.get("PrefixListId"),
        groups: [field(subject.get("ReferencedGroupInfo"), "GroupId")],
        value: body,
      },
    },
  ];
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpoint.html */
function endpoint(subject: Subject): readonly Draft[] {
  return [
    {
      kind: "endpoint",
      ...subject.origin,
      id: subject.get("VpcEndpointId"),
      service: subject.get("ServiceName"),
      type: subject.get("VpcEndpointType"),
      defaultType: "Gateway",
      vpc: subject.get("VpcId"),
      policy: subject.get("PolicyDocument"),
      groups: pluck(subject.get("Groups"), "GroupId"),
      subnets: subject.get("SubnetIds"),
      privateDns: subject.get("PrivateDnsEnabled"),
      tags: [subject.get("Tags")],
    },
  ];
}
