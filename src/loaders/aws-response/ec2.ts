import { entryOf, itemsOf } from "../plain-value.ts";
import type { EntityType } from "./entity.ts";
import type { ResponseShape } from "./response.ts";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpoint.html */
const endpoint: EntityType = {
  type: "ec2:VpcEndpoint",
  identity: "VpcEndpointId",
  owner: "OwnerId",
  fields: {
    VpcEndpointId: "string",
    VpcEndpointType: "string",
    VpcId: "string",
    ServiceName: "string",
    State: "string",
    OwnerId: "string",
    PolicyDocument: "policy",
    SubnetIds: "list",
    Groups: "list",
    Tags: "list",
    PrivateDnsEnabled: "boolean",
  },
};

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Vpc.html */
const vpc: EntityType = {
  type: "ec2:Vpc",
  identity: "VpcId",
  owner: "OwnerId",
  fields: { VpcId: "string", OwnerId: "string", CidrBlock: "string", Tags: "list" },
};

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcAttribute.html */
const vpcAttribute: EntityType = {
  type: "ec2:VpcAttribute",
  identity: "VpcId",
  fields: { VpcId: "string", EnableDnsSupport: "map", EnableDnsHostnames: "map" },
};

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Subnet.html */
const subnet: EntityType = {
  type: "ec2:Subnet",
  identity: "SubnetId",
  owner: "OwnerId",
  arn: "SubnetArn",
  fields: {
    SubnetId: "string",
    VpcId: "string",
    OwnerId: "string",
    SubnetArn: "string",
    AvailabilityZone: "string",
    Tags: "list",
  },
};

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroup.html */
const securityGroup: EntityType = {
  type: "ec2:SecurityGroup",
  identity: "GroupId",
  owner: "OwnerId",
  arn: "SecurityGroupArn",
  fields: {
    GroupId: "string",
    VpcId: "string",
    OwnerId: "string",
    SecurityGroupArn: "string",
    IpPermissions: "list",
    Tags: "list",
  },
};

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroupRule.html */
const securityGroupRule: EntityType = {
  type: "ec2:SecurityGroupRule",
  identity: "SecurityGroupRuleId",
  owner: "GroupOwnerId",
  arn: "SecurityGroupRuleArn",
  fields: {
    SecurityGroupRuleId: "string",
    GroupId: "string",
    GroupOwnerId: "string",
    IsEgress: "boolean",
    IpProtocol: "string",
    FromPort: "number",
    ToPort: "number",
    CidrIpv4: "string",
    CidrIpv6: "string",
    PrefixListId: "string",
    ReferencedGroupInfo: "map",
  },
};

const permissionFields = {
  IpProtocol: "string",
  FromPort: "number",
  ToPort: "number",
  IpRanges: "list",
  Ipv6Ranges: "list",
  PrefixListIds: "list",
  UserIdGroupPairs: "list",
} as const;

/** Responses of Amazon EC2. */
export const ec2Shapes: readonly ResponseShape[] = [
  {
    operation: "ec2 describe-vpc-endpoints",
    keys: ["VpcEndpoints"],
    read: (root, reading) => {
      reading.each(root, "VpcEndpoints", (entry) => {
        reading.add(endpoint, entry);
      });
    },
  },
  {
    operation: "ec2 create-vpc-endpoint",
    keys: ["VpcEndpoint"],
    hint: /"?(?:VpcEndpointId|ServiceName)\b/,
    read: (root, reading) => {
      reading.one(root, "VpcEndpoint", (entry) => {
        reading.add(endpoint, entry);
      });
    },
  },
  {
    operation: "ec2 describe-vpcs",
    keys: ["Vpcs"],
    hint: /"?VpcId\b|"Vpcs"[ \t]*:[ \t]*\[\]/,
    read: (root, reading) => {
      reading.each(root, "Vpcs", (entry) => {
        reading.add(vpc, entry);
      });
    },
  },
  {
    operation: "ec2 create-vpc",
    keys: ["Vpc"],
    hint: /"?VpcId\b/,
    matches: (root) => entryOf(root.get("Vpc"), "VpcId").kind !== "absent",
    read: (root, reading) => {
      reading.one(root, "Vpc", (entry) => {
        reading.add(vpc, entry);
      });
    },
  },
  {
    operation: "ec2 describe-vpc-attribute",
    keys: ["VpcId"],
    hint: /"?EnableDns(?:Support|Hostnames)\b/,
    matches: (root) =>
      ["EnableDnsSupport", "EnableDnsHostnames"].some((key) => root.get(key).kind === "map"),
    read: (root, reading) => {
      reading.add(vpcAttribute, root);
    },
  },
  {
    operation: "ec2 describe-subnets",
    keys: ["Subnets"],
    hint: /"?(?:SubnetId|AvailabilityZone|CidrBlock)\b/,
    matches: (root) =>
      itemsOf(root.get("Subnets")).some((item) => entryOf(item, "SubnetId").kind !== "absent"),
    read: (root, reading) => {
      reading.each(root, "Subnets", (entry) => {
        reading.add(subnet, entry);
      });
    },
  },
  {
    operation: "ec2 create-subnet",
    keys: ["Subnet"],
    hint: /"?SubnetId\b/,
    matches: (root) => entryOf(root.get("Subnet"), "SubnetId").kind !== "absent",
    read: (root, reading) => {
      reading.one(root, "Subnet", (entry) => {
        reading.add(subnet, entry);
      });
    },
  },
  {
    operation: "ec2 describe-security-groups",
    keys: ["SecurityGroups"],
    hint: /"?(?:GroupId|IpPermissions|IpPermissionsEgress)\b/,
    matches: (root) =>
      itemsOf(root.get("SecurityGroups")).some(
        (item) =>
          entryOf(item, "GroupId").kind !== "absent" ||
          entryOf(item, "IpPermissions").kind !== "absent",
      ),
    read: (root, reading) => {
      reading.each(root, "SecurityGroups", (entry) => {
        for (const permission of itemsOf(entry.get("IpPermissions"))) {
          if (permission.kind === "map") {
            reading.checked(permission, permissionFields, "IpPermission");
          } else {
            reading.malformed("an entry of `IpPermissions` is not an object", permission.place);
          }
        }
        reading.add(securityGroup, entry);
      });
    },
  },
  {
    operation: "ec2 describe-security-group-rules",
    keys: ["SecurityGroupRules"],
    read: (root, reading) => {
      reading.each(root, "SecurityGroupRules", (entry) => {
        reading.add(securityGroupRule, entry);
      });
    },
  },
];
