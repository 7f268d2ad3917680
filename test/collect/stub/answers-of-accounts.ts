import type { Asked } from "./asked.ts";
import type { Wire } from "./wire.ts";
import { accessKeyOf, managementAccount, root, type StubPolicy } from "./world.ts";

const organizationId = "o-ab12cd34ef";

/** Answers of the organisation and of what has no Region. */
export const accountAnswers: readonly (readonly [string, (asked: Asked) => Wire])[] = [
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
];

function typeOf(id: string): string {
  if (id.startsWith("r-")) return "ROOT";
  return id.startsWith("ou-") ? "ORGANIZATIONAL_UNIT" : "ACCOUNT";
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
