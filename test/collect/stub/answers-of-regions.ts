import type { Asked } from "./asked.ts";
import type { Wire } from "./wire.ts";

/** Answers of what has a Region. */
export const regionAnswers: readonly (readonly [string, (asked: Asked) => Wire])[] = [
  [
    "ec2 DescribeVpcs",
    (asked) =>
      inNetwork(asked, (id) => ({
        vpcSet: [
          { vpcId: `vpc-${id}`, ownerId: asked.account, cidrBlock: "10.0.0.0/16", tagSet: nameTag },
        ],
      })),
  ],
  [
    "ec2 DescribeVpcAttribute",
    ({ request }) => {
      const attribute = request.parameters.get("Attribute") ?? "";
      return { vpcId: request.parameters.get("VpcId") ?? "", [attribute]: { value: true } };
    },
  ],
  [
    "ec2 DescribeSubnets",
    (asked) =>
      inNetwork(asked, (id) => ({
        subnetSet: [0, 1, 2].map((number) => ({
          subnetId: `subnet-${id}${String(number)}`,
          vpcId: `vpc-${id}`,
          ownerId: asked.account,
          availabilityZone: `${asked.request.region}${"abc".charAt(number)}`,
        })),
      })),
  ],
  [
    "ec2 DescribeVpcEndpoints",
    (asked) =>
      inNetwork(asked, (id) => ({
        vpcEndpointSet: [
          {
            vpcEndpointId: `vpce-${id}`,
            vpcEndpointType: "Interface",
            vpcId: `vpc-${id}`,
            serviceName: `com.amazonaws.${asked.request.region}.guardduty-data`,
            state: "available",
            ownerId: asked.account,
            policyDocument: endpointPolicy(asked.account),
            privateDnsEnabled: true,
            subnetIdSet: [`subnet-${id}0`, `subnet-${id}1`, `subnet-${id}2`],
            groupSet: [{ groupId: `sg-${id}`, groupName: "endpoint" }],
          },
        ],
      })),
  ],
  [
    "ec2 DescribeSecurityGroups",
    (asked) =>
      inNetwork(asked, (id) => ({
        securityGroupInfo: [
          {
            groupId: `sg-${id}`,
            groupName: "endpoint",
            groupDescription: "of the endpoint",
            vpcId: `vpc-${id}`,
            ownerId: asked.account,
            ipPermissions: [
              {
                ipProtocol: "tcp",
                fromPort: 443,
                toPort: 443,
                ipRanges: [{ cidrIp: "10.0.0.0/16" }],
              },
            ],
          },
        ],
      })),
  ],
  ["eks ListClusters", (asked) => pagedLower(asked, "clusters", clustersOf(asked))],
  [
    "eks DescribeCluster",
    (asked) => {
      const { account, request } = asked;
      const name = request.parameters.get("name") ?? "";
      const id = networkId(account, request.region);
      return {
        cluster: {
          name,
          arn: `arn:aws:eks:${request.region}:${account}:cluster/${name}`,
          version: "1.33",
          status: "ACTIVE",
          certificateAuthority: { data: "c2VjcmV0" },
          resourcesVpcConfig: {
            vpcId: `vpc-${id}`,
            subnetIds: [`subnet-${id}0`, `subnet-${id}1`],
            clusterSecurityGroupId: `sg-${id}`,
          },
          tags: asked.world.tags ?? { GuardDutyManaged: "true", team: "payments" },
        },
      };
    },
  ],
  ["eks ListAddons", () => ({ addons: ["aws-guardduty-agent", "vpc-cni"] })],
  [
    "eks DescribeAddon",
    ({ account, request }) => {
      const name = request.parameters.get("name") ?? "";
      return {
        addon: {
          addonName: "aws-guardduty-agent",
          clusterName: name,
          addonArn: `arn:aws:eks:${request.region}:${account}:addon/${name}/aws-guardduty-agent/1`,
          addonVersion: "v1.17.1-eksbuild.2",
          status: "ACTIVE",
        },
      };
    },
  ],
  ["guardduty ListDetectors", ({ account }) => ({ detectorIds: [`d${account}`] })],
  [
    "guardduty GetDetector",
    ({ account, world: { management = "ENABLED" } }) => ({
      status: "ENABLED",
      serviceRole: `arn:aws:iam::${account}:role/aws-service-role/guardduty.amazonaws.com/AWSServiceRoleForAmazonGuardDuty`,
      features: [runtimeMonitoring("status", "ENABLED", management)],
    }),
  ],
  [
    "guardduty DescribeOrganizationConfiguration",
    ({ world: { autoEnable = "ALL", management = "ENABLED" } }) => ({
      autoEnableOrganizationMembers: "ALL",
      memberAccountLimitReached: false,
      features: [
        runtimeMonitoring("autoEnable", autoEnable, management === "ENABLED" ? autoEnable : "NONE"),
      ],
    }),
  ],
  [
    "guardduty ListCoverage",
    ({ world, request }) => ({
      resources: (world.coverage ?? []).map(({ account, cluster, status, issue }) => ({
        resourceId: `arn:aws:eks:${request.region}:${account}:cluster/${cluster}`,
        detectorId: `d${account}`,
        accountId: account,
        coverageStatus: status,
        issue,
        resourceDetails: {
          resourceType: "EKS",
          eksClusterDetails: {
            clusterName: cluster,
            coveredNodes: 3,
            compatibleNodes: 3,
            managementType: "AUTO_MANAGED",
          },
        },
      })),
    }),
  ],
];

function runtimeMonitoring(key: "status" | "autoEnable", value: string, management: string): Wire {
  return {
    name: "RUNTIME_MONITORING",
    [key]: value,
    additionalConfiguration: [{ name: "EKS_ADDON_MANAGEMENT", [key]: management }],
  };
}

const nameTag = [{ key: "Name", value: "main" }];

function networkId(account: string, region: string): string {
  return `${account}${region.replaceAll("-", "")}`;
}

function clustersOf({ world, account }: Asked): readonly string[] {
  return world.accounts.find(({ id }) => id === account)?.clusters ?? [];
}

/** An account without clusters has no network. */
function inNetwork(asked: Asked, make: (id: string) => Wire): Wire {
  return clustersOf(asked).length === 0 ? {} : make(networkId(asked.account, asked.request.region));
}

function endpointPolicy(account: string): string {
  const own = { StringNotEquals: { "aws:PrincipalAccount": account } };
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" },
      { Effect: "Deny", Principal: "*", Action: "*", Resource: "*", Condition: own },
    ],
  });
}

function pagedLower({ world, request }: Asked, key: string, all: readonly Wire[]): Wire {
  const size = world.pageSize ?? all.length;
  const from = Number(request.parameters.get("nextToken") ?? 0);
  const more = from + size < all.length ? { nextToken: String(from + size) } : {};
  return { [key]: all.slice(from, from + size), ...more };
}
