import type { Answering } from "./server.ts";
import type { Reply, StubRequest, Wire } from "./wire.ts";

/** The organisation that the stub is. */
export interface World {
  /** Besides the management account. */
  readonly accounts: readonly StubAccount[];
  readonly units: readonly {
    readonly id: string;
    readonly parent: string;
    readonly name: string;
  }[];
  readonly policies: readonly StubPolicy[];
  /** Entries on a page of what is long; everything in one page where it is undefined. */
  readonly pageSize?: number;
  readonly rolesPerAccount: number;
  /** The account that administers GuardDuty. */
  readonly administrator?: string;
  readonly regions: readonly string[];
  /** What GuardDuty switches on in new accounts: `ALL`. */
  readonly autoEnable?: string;
  readonly coverage?: readonly StubCoverage[];
  /** Whether GuardDuty manages the agent: `DISABLED` leaves that to the owners of the clusters. */
  readonly management?: string;
  /** Of every cluster. */
  readonly tags?: Readonly<Record<string, string>>;
}

export interface StubAccount {
  readonly id: string;
  readonly parent: string;
  readonly name: string;
  /** Clusters in each Region. */
  readonly clusters: readonly string[];
}

export interface StubPolicy {
  readonly id: string;
  readonly content: string;
  readonly targets: readonly string[];
}

export interface StubCoverage {
  readonly account: string;
  readonly cluster: string;
  readonly status: "HEALTHY" | "UNHEALTHY";
  readonly issue: string;
}

export const managementAccount = "999999999999";
export const root = "r-ab12";

/** Access keys say whose they are. */
export function accessKeyOf(account: string): string {
  return `AKIA${account}`;
}

/** Answers as AWS does in a world. */
export function answeringIn(world: World): Answering {
  return (request) => {
    const account = request.accessKey.replace(/^AKIA/, "");
    const answer = answers.get(`${request.service} ${request.operation}`);
    if (answer === undefined) {
      const message = `the stub has no ${request.service} ${request.operation}`;
      return { kind: "error", code: "InvalidAction", status: 400, message };
    }
    return { kind: "answer", body: answer({ world, account, request }) };
  };
}

/** AWS's refusal. */
export function refused(code: string, message = "User is not authorized to perform it"): Reply {
  return { kind: "error", code, status: 403, message };
}

interface Asked {
  readonly world: World;
  readonly account: string;
  readonly request: StubRequest;
}

const organizationId = "o-ab12cd34ef";

const answers: ReadonlyMap<string, (asked: Asked) => Wire> = new Map<
  string,
  (asked: Asked) => Wire
>([
  [
    "sts GetCallerIdentity",
    ({ account }) => ({
      UserId: "AIDA",
      Account: account,
      Arn: `arn:aws:sts::${account}:assumed-role/security/session`,
    }),
  ],
  [
    "sts AssumeRole",
    ({ request }) => {
      const account = (request.parameters.get("RoleArn") ?? "").split(":")[4] ?? "";
      return {
        Credentials: {
          AccessKeyId: accessKeyOf(account),
          SecretAccessKey: "secret-of-the-session",
          SessionToken: "token-of-the-session",
          Expiration: "2026-11-21T18:00:00Z",
        },
      };
    },
  ],
  [
    "organizations DescribeOrganization",
    () => ({
      Organization: {
        Id: organizationId,
        Arn: `arn:aws:organizations::${managementAccount}:organization/${organizationId}`,
        FeatureSet: "ALL",
        MasterAccountId: managementAccount,
        MasterAccountEmail: "root@example.com",
      },
    }),
  ],
  [
    "organizations ListRoots",
    () => ({
      Roots: [
        {
          Id: root,
          Arn: `arn:aws:organizations::${managementAccount}:root/${organizationId}/${root}`,
          Name: "Root",
          PolicyTypes: [{ Type: "SERVICE_CONTROL_POLICY", Status: "ENABLED" }],
        },
      ],
    }),
  ],
  [
    "organizations ListOrganizationalUnitsForParent",
    ({ world, request }) => ({
      OrganizationalUnits: world.units
        .filter(({ parent }) => parent === request.parameters.get("ParentId"))
        .map(({ id, name }) => ({
          Id: id,
          Arn: `arn:aws:organizations::${managementAccount}:ou/${organizationId}/${id}`,
          Name: name,
        })),
    }),
  ],
  [
    "organizations ListAccountsForParent",
    (asked) => {
      const { world, request } = asked;
      const parent = request.parameters.get("ParentId");
      const management = { id: managementAccount, parent: root, name: "management" };
      const own = [management, ...world.accounts].filter((one) => one.parent === parent);
      return paged(
        asked,
        "Accounts",
        own.map(({ id, name }) => ({
          Id: id,
          Arn: `arn:aws:organizations::${managementAccount}:account/${organizationId}/${id}`,
          Name: name,
          Email: `${name}@example.com`,
          Status: "ACTIVE",
        })),
      );
    },
  ],
  [
    "organizations ListPolicies",
    ({ world, request }) => ({
      Policies:
        request.parameters.get("Filter") === "SERVICE_CONTROL_POLICY"
          ? world.policies.map(summary)
          : [],
    }),
  ],
  [
    "organizations DescribePolicy",
    ({ world, request }) => {
      const policy = world.policies.find(({ id }) => id === request.parameters.get("PolicyId"));
      return policy === undefined
        ? {}
        : { Policy: { PolicySummary: summary(policy), Content: policy.content } };
    },
  ],
  [
    "organizations ListTargetsForPolicy",
    ({ world, request }) => {
      const policy = world.policies.find(({ id }) => id === request.parameters.get("PolicyId"));
      const targets = (policy?.targets ?? []).map((id) => ({
        TargetId: id,
        Arn: "arn:aws:organizations::999999999999:target",
        Name: id,
        Type: typeOf(id),
      }));
      return { Targets: targets };
    },
  ],
  [
    "organizations ListDelegatedAdministrators",
    ({ world: { administrator } }) => ({
      DelegatedAdministrators:
        administrator === undefined
          ? []
          : [{ Id: administrator, Name: "security", Status: "ACTIVE" }],
    }),
  ],
  ["iam GetAccountAuthorizationDetails", authorizationDetails],
  [
    "ec2 DescribeRegions",
    ({ world }) => ({ regionInfo: world.regions.map((regionName) => ({ regionName })) }),
  ],
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
    ({ world: { autoEnable = "ALL" } }) => ({
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
]);

function runtimeMonitoring(key: "status" | "autoEnable", value: string, management: string): Wire {
  return {
    name: "RUNTIME_MONITORING",
    [key]: value,
    additionalConfiguration: [{ name: "EKS_ADDON_MANAGEMENT", [key]: management }],
  };
}

const nameTag = [{ key: "Name", value: "main" }];

function summary({ id }: StubPolicy): Wire {
  return {
    Id: id,
    Arn: `arn:aws:organizations::${managementAccount}:policy/${organizationId}/service_control_policy/${id}`,
    Name: `name of ${id}`,
    Description: "says who wrote it",
    Type: "SERVICE_CONTROL_POLICY",
    AwsManaged: false,
  };
}

function typeOf(id: string): string {
  if (id.startsWith("r-")) return "ROOT";
  return id.startsWith("ou-") ? "ORGANIZATIONAL_UNIT" : "ACCOUNT";
}

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

function authorizationDetails({ world, account, request }: Asked): Wire {
  const { pageSize, rolesPerAccount } = world;
  const size = pageSize ?? rolesPerAccount;
  const from = Number(request.parameters.get("Marker") ?? 0);
  const numbers = Array.from({ length: rolesPerAccount }, (_, index) => index);
  const page = numbers.slice(from, from + size);
  const more = from + size < rolesPerAccount;
  const trust = {
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
    ],
  };
  const reading = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: ["s3:GetObject", "logs:*"], Resource: "*" }],
  };
  return {
    RoleDetailList: page.map((number) => ({
      RoleName: `role-${String(number)}`,
      RoleId: `AROA${String(number)}`,
      Path: "/",
      Arn: `arn:aws:iam::${account}:role/role-${String(number)}`,
      CreateDate: "2026-01-01T00:00:00Z",
      AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(trust)),
      RolePolicyList: [
        { PolicyName: "own", PolicyDocument: encodeURIComponent(JSON.stringify(reading)) },
      ],
      AttachedManagedPolicies: [
        { PolicyName: "ReadOnly", PolicyArn: "arn:aws:iam::aws:policy/ReadOnly" },
      ],
      Tags: [],
      RoleLastUsed: { LastUsedDate: "2026-11-20T00:00:00Z", Region: "eu-west-1" },
    })),
    UserDetailList: [],
    GroupDetailList: [],
    Policies:
      from === 0
        ? ["ReadOnly", "HeldByNobody"].map((name) => ({
            PolicyName: name,
            Arn: `arn:aws:iam::aws:policy/${name}`,
            Path: "/",
            PolicyVersionList: ["v1", "v2"].map((version) => ({
              VersionId: version,
              IsDefaultVersion: version === "v2",
              CreateDate: "2026-01-01T00:00:00Z",
              Document: encodeURIComponent(JSON.stringify(reading)),
            })),
          }))
        : [],
    IsTruncated: more,
    ...(more ? { Marker: String(from + size) } : {}),
  };
}

function paged({ world, request }: Asked, key: string, all: readonly Wire[]): Wire {
  const size = world.pageSize ?? all.length;
  const from = Number(request.parameters.get("NextToken") ?? 0);
  const more = from + size < all.length ? { NextToken: String(from + size) } : {};
  return { [key]: all.slice(from, from + size), ...more };
}

function pagedLower({ world, request }: Asked, key: string, all: readonly Wire[]): Wire {
  const size = world.pageSize ?? all.length;
  const from = Number(request.parameters.get("nextToken") ?? 0);
  const more = from + size < all.length ? { nextToken: String(from + size) } : {};
  return { [key]: all.slice(from, from + size), ...more };
}
