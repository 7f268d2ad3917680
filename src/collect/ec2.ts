import type { Send, Service } from "./call.ts";

const scope = "region";

const attributes = ["enableDnsSupport", "enableDnsHostnames"] as const;

/** The attributes of a VPC that decide whether an endpoint's name is found. */
export const vpcAttributes: readonly string[] = attributes;

/** Amazon EC2: the Regions of an account, and the network of each. */
export const ec2: Service = {
  name: "ec2",
  calls: [
    {
      name: "ec2 describe-regions",
      action: "ec2:DescribeRegions",
      scope: "account",
      kept: { Regions: ["RegionName"] },
      feeds: "the Regions that the account has enabled",
    },
    {
      name: "ec2 describe-vpcs",
      action: "ec2:DescribeVpcs",
      scope,
      kept: { Vpcs: ["VpcId", "OwnerId", "CidrBlock", "Tags"] },
      names: {},
      feeds: "VPCs",
    },
    {
      name: "ec2 describe-vpc-attribute",
      action: "ec2:DescribeVpcAttribute",
      scope,
      kept: { VpcId: "whole", EnableDnsSupport: "whole", EnableDnsHostnames: "whole" },
      feeds: "whether the VPCs of clusters resolve names",
    },
    {
      name: "ec2 describe-subnets",
      action: "ec2:DescribeSubnets",
      scope,
      kept: { Subnets: ["SubnetId", "VpcId", "OwnerId", "SubnetArn", "AvailabilityZone", "Tags"] },
      names: {},
      feeds: "in which VPC a cluster lies",
    },
    {
      name: "ec2 describe-vpc-endpoints",
      action: "ec2:DescribeVpcEndpoints",
      scope,
      kept: {
        VpcEndpoints: [
          "VpcEndpointId",
          "VpcEndpointType",
          "VpcId",
          "ServiceName",
          "State",
          "OwnerId",
          "PolicyDocument",
          "SubnetIds",
          "Groups",
          "PrivateDnsEnabled",
          "Tags",
        ],
      },
      names: {},
      feeds: "VPC endpoints with their policies",
    },
    {
      name: "ec2 describe-security-groups",
      action: "ec2:DescribeSecurityGroups",
      scope,
      kept: {
        SecurityGroups: [
          "GroupId",
          "VpcId",
          "OwnerId",
          "SecurityGroupArn",
          "IpPermissions",
          "Tags",
        ],
      },
      names: {},
      feeds: "security groups with their ingress rules",
    },
  ],
  open: async (settings) => {
    const sdk = await import("@aws-sdk/client-ec2");
    const client = new sdk.EC2Client(settings);
    return new Map<string, Send>([
      ["ec2 describe-regions", () => client.send(new sdk.DescribeRegionsCommand({}))],
      [
        "ec2 describe-vpcs",
        ({ token }) => client.send(new sdk.DescribeVpcsCommand({ NextToken: token })),
      ],
      [
        "ec2 describe-vpc-attribute",
        ({ of, and }) =>
          client.send(
            new sdk.DescribeVpcAttributeCommand({
              VpcId: of,
              Attribute: attributes.find((name) => name === and),
            }),
          ),
      ],
      [
        "ec2 describe-subnets",
        ({ token }) => client.send(new sdk.DescribeSubnetsCommand({ NextToken: token })),
      ],
      [
        "ec2 describe-vpc-endpoints",
        ({ token }) => client.send(new sdk.DescribeVpcEndpointsCommand({ NextToken: token })),
      ],
      [
        "ec2 describe-security-groups",
        ({ token }) => client.send(new sdk.DescribeSecurityGroupsCommand({ NextToken: token })),
      ],
    ]);
  },
};
