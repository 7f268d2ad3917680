import { describe, expect, it } from "vitest";
import { loaded, notificationsOf, resourcesOf } from "../reading.ts";

const account = "111122223333";
const open = { Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }] };
const deny = { Version: "2012-10-17", Statement: [{ Effect: "Deny", Action: "*", Resource: "*" }] };
const encoded = encodeURIComponent(JSON.stringify(deny));
const endpoint = {
  VpcEndpointId: "vpce-0a1b",
  VpcEndpointType: "Interface",
  VpcId: "vpc-0a1b",
  ServiceName: "com.amazonaws.eu-west-1.guardduty-data",
  PolicyDocument: JSON.stringify(open),
  Groups: [{ GroupId: "sg-0a1b", GroupName: "data" }],
  OwnerId: account,
};
const cluster = {
  name: "payments",
  arn: `arn:aws:eks:eu-west-1:${account}:cluster/payments`,
  resourcesVpcConfig: { vpcId: "vpc-0a1b", subnetIds: ["subnet-0a1b"] },
  tags: { GuardDutyManaged: "true" },
};
const role = {
  RoleName: "deploy",
  Arn: `arn:aws:iam::${account}:role/ci/deploy`,
  AssumeRolePolicyDocument: deny,
};
const detector = {
  Status: "ENABLED",
  ServiceRole: `arn:aws:iam::${account}:role/aws-service-role/guardduty.amazonaws.com/AWSServiceRoleForAmazonGuardDuty`,
  FindingPublishingFrequency: "SIX_HOURS",
  Features: [{ Name: "RUNTIME_MONITORING", Status: "ENABLED", AdditionalConfiguration: [] }],
  Tags: {},
};
const caller = { UserId: "AIDAEXAMPLE", Account: account, Arn: `arn:aws:iam::${account}:user/a` };
const group = { GroupId: "sg-0a1b", VpcId: "vpc-0a1b", OwnerId: account, IpPermissions: [] };
const rule = {
  SecurityGroupRuleId: "sgr-0a1b",
  GroupId: "sg-0a1b",
  GroupOwnerId: account,
  IsEgress: false,
};
const subnet = {
  SubnetId: "subnet-0a1b",
  VpcId: "vpc-0a1b",
  OwnerId: account,
  SubnetArn: `arn:aws:ec2:eu-west-1:${account}:subnet/subnet-0a1b`,
};
const vpc = { VpcId: "vpc-0a1b", OwnerId: account };
const addon = {
  addonName: "aws-guardduty-agent",
  clusterName: "payments",
  addonArn: `arn:aws:eks:eu-west-1:${account}:addon/payments/aws-guardduty-agent/1`,
};
const parsedEndpoint = { ...endpoint, PolicyDocument: open };

/** Pages of the operations: https://docs.aws.amazon.com/cli/latest/reference/ */
describe("one resource for each entity", () => {
  it.each([
    [
      "ec2 describe-vpc-endpoints",
      { VpcEndpoints: [endpoint] },
      "ec2:VpcEndpoint",
      "vpce-0a1b",
      parsedEndpoint,
      account,
      undefined,
    ],
    [
      "ec2 create-vpc-endpoint",
      { VpcEndpoint: endpoint },
      "ec2:VpcEndpoint",
      "vpce-0a1b",
      parsedEndpoint,
      account,
      undefined,
    ],
    ["ec2 describe-vpcs", { Vpcs: [vpc] }, "ec2:Vpc", "vpc-0a1b", vpc, account, undefined],
    ["ec2 create-vpc", { Vpc: vpc }, "ec2:Vpc", "vpc-0a1b", vpc, account, undefined],
    [
      "ec2 describe-subnets",
      { Subnets: [subnet] },
      "ec2:Subnet",
      "subnet-0a1b",
      subnet,
      account,
      "eu-west-1",
    ],
    [
      "ec2 create-subnet",
      { Subnet: subnet },
      "ec2:Subnet",
      "subnet-0a1b",
      subnet,
      account,
      "eu-west-1",
    ],
    [
      "ec2 describe-security-groups",
      { SecurityGroups: [group] },
      "ec2:SecurityGroup",
      "sg-0a1b",
      group,
      account,
      undefined,
    ],
    [
      "ec2 describe-security-group-rules",
      { SecurityGroupRules: [rule] },
      "ec2:SecurityGroupRule",
      "sgr-0a1b",
      rule,
      account,
      undefined,
    ],
    ["eks describe-cluster", { cluster }, "eks:Cluster", "payments", cluster, account, "eu-west-1"],
    ["eks describe-addon", { addon }, "eks:Addon", addon.addonArn, addon, account, "eu-west-1"],
    ["iam get-role", { Role: role }, "iam:Role", "deploy", role, account, undefined],
    ["iam list-roles", { Roles: [role] }, "iam:Role", "deploy", role, account, undefined],
    [
      "iam get-policy-version",
      { PolicyVersion: { Document: deny, VersionId: "v1" } },
      "iam:ManagedPolicy",
      "x.json",
      { Document: deny, VersionId: "v1" },
      undefined,
      undefined,
    ],
    [
      "the same, URL-encoded",
      { PolicyVersion: { Document: encoded, VersionId: "v1" } },
      "iam:ManagedPolicy",
      "x.json",
      { Document: deny, VersionId: "v1" },
      undefined,
      undefined,
    ],
    [
      "iam get-role-policy",
      { RoleName: "deploy", PolicyName: "p", PolicyDocument: deny },
      "iam:InlinePolicy",
      "p",
      { RoleName: "deploy", PolicyName: "p", PolicyDocument: deny },
      undefined,
      undefined,
    ],
    [
      "iam get-user-policy",
      { UserName: "a", PolicyName: "p", PolicyDocument: deny },
      "iam:InlinePolicy",
      "p",
      { UserName: "a", PolicyName: "p", PolicyDocument: deny },
      undefined,
      undefined,
    ],
    [
      "iam get-group-policy",
      { GroupName: "a", PolicyName: "p", PolicyDocument: deny },
      "iam:InlinePolicy",
      "p",
      { GroupName: "a", PolicyName: "p", PolicyDocument: deny },
      undefined,
      undefined,
    ],
    [
      "iam get-policy",
      { Policy: { Arn: `arn:aws:iam::${account}:policy/p` } },
      "iam:ManagedPolicy",
      `arn:aws:iam::${account}:policy/p`,
      { Arn: `arn:aws:iam::${account}:policy/p` },
      account,
      undefined,
    ],
    [
      "iam get-user",
      { User: { UserName: "a", Arn: caller.Arn } },
      "iam:User",
      "a",
      { UserName: "a", Arn: caller.Arn },
      account,
      undefined,
    ],
    [
      "guardduty get-detector",
      detector,
      "guardduty:Detector",
      "x.json",
      detector,
      account,
      undefined,
    ],
    [
      "guardduty describe-organization-configuration",
      { MemberAccountLimitReached: false, AutoEnableOrganizationMembers: "ALL" },
      "guardduty:OrganizationConfiguration",
      "x.json",
      { MemberAccountLimitReached: false, AutoEnableOrganizationMembers: "ALL" },
      undefined,
      undefined,
    ],
    [
      "sts get-caller-identity",
      caller,
      "sts:CallerIdentity",
      caller.Arn,
      caller,
      account,
      undefined,
    ],
  ])("%s", (_, response, type, address, body, ofAccount, region) => {
    const document = loaded("x.json", response);
    expect(resourcesOf(document)).toEqual([{ type, address, body, account: ofAccount, region }]);
    expect(notificationsOf(document)).toEqual([]);
  });

  it("as YAML, metadata and SDK dates passed over", () => {
    const text = `ResponseMetadata: {RequestId: x}\nVpcs:\n  - VpcId: vpc-0a1b\n    OwnerId: '${account}'\n    Created: {__class__: datetime}\n`;
    expect(resourcesOf(loaded("x.yaml", text))).toMatchObject([
      { type: "ec2:Vpc", address: "vpc-0a1b", account },
    ]);
  });

  it("resourcegroupstaggingapi get-resources: clusters alone, blanks before the ARN", () => {
    const tags = [
      { Key: "GuardDutyManaged", Value: "false" },
      { Key: "team", Value: "" },
    ];
    const document = loaded("x.json", {
      PaginationToken: "",
      ResourceTagMappingList: [
        { ResourceARN: ` ${cluster.arn}`, Tags: tags },
        { ResourceARN: `arn:aws:eks:eu-west-1:${account}:nodegroup/payments/a/1`, Tags: tags },
      ],
    });
    expect(resourcesOf(document)).toEqual([
      {
        type: "eks:Cluster",
        address: cluster.arn,
        body: { arn: cluster.arn, name: "payments", tags: { GuardDutyManaged: "false", team: "" } },
        account,
        region: "eu-west-1",
      },
    ]);
    expect(notificationsOf(document)).toEqual([]);
  });

  it("eks list-tags-for-resource: the file is the subject, and a note says so", () => {
    const document = loaded("x.json", { tags: { GuardDutyManaged: "True" } });
    expect(resourcesOf(document)).toEqual([
      {
        type: "eks:Tags",
        address: "x.json",
        body: { tags: { GuardDutyManaged: "True" } },
        account: undefined,
        region: undefined,
      },
    ]);
    expect(document?.notifications.map(({ code }) => code)).toEqual(["unplaced-tags"]);
  });

  it("iam list-attached-role-policies: nothing tells whose they are", () => {
    const document = loaded("x.json", {
      AttachedPolicies: [{ PolicyName: "p", PolicyArn: "arn:aws:iam::aws:policy/p" }],
    });
    expect(document?.resources.map(({ type }) => type)).toEqual(["iam:AttachedPolicies"]);
    expect(document?.notifications.map(({ code }) => code)).toEqual(["unplaced-response"]);
  });

  it("iam get-account-authorization-details: all that it holds, with the default versions", () => {
    const attached = { PolicyName: "q", PolicyArn: `arn:aws:iam::${account}:policy/q` };
    const versions = [
      { Document: open, VersionId: "v1", IsDefaultVersion: false },
      { Document: encoded, VersionId: "v2", IsDefaultVersion: true },
    ];
    const document = loaded("x.json", {
      RoleDetailList: [
        {
          ...role,
          AssumeRolePolicyDocument: encoded,
          RolePolicyList: [{ PolicyName: "in", PolicyDocument: encoded }],
        },
      ],
      UserDetailList: [{ UserName: "a", Arn: caller.Arn }],
      GroupDetailList: [
        {
          GroupName: "g",
          Arn: `arn:aws:iam::${account}:group/g`,
          AttachedManagedPolicies: attached,
        },
      ],
      Policies: [
        { PolicyName: "p", Arn: `arn:aws:iam::${account}:policy/p`, PolicyVersionList: versions },
      ],
      IsTruncated: false,
    });
    expect(resourcesOf(document)).toMatchObject([
      {
        type: "iam:Role",
        address: "deploy",
        body: {
          AssumeRolePolicyDocument: deny,
          RolePolicyList: [{ PolicyName: "in", PolicyDocument: deny }],
        },
      },
      { type: "iam:User", address: "a" },
      { type: "iam:Group", address: "g", body: { AttachedManagedPolicies: [attached] } },
      {
        type: "iam:ManagedPolicy",
        address: `arn:aws:iam::${account}:policy/p`,
        body: { Document: deny },
      },
    ]);
    expect(notificationsOf(document)).toEqual([]);
  });

  it("equal ids in one file get addresses of their own", () => {
    const document = loaded("x.json", { Vpcs: [vpc, vpc] });
    expect(document?.resources.map(({ address }) => address)).toEqual(["vpc-0a1b", "vpc-0a1b#2"]);
  });
});

describe("what is wrong is told at its place, and the rest counts", () => {
  it.each([
    ["a list that is none", { VpcEndpoints: "x" }, ['error malformed-response at "x"'], []],
    [
      "an entry that is no object",
      { VpcEndpoints: [7, { ...endpoint, PolicyDocument: undefined }] },
      ["error malformed-response at 7"],
      ["vpce-0a1b"],
    ],
    [
      "an entity without its id",
      { Vpcs: [{ OwnerId: "x", VpcId: 5 }, vpc] },
      [
        "error malformed-response at 5",
        'error malformed-response at { "OwnerId": "x", "VpcId": 5 }',
      ],
      ["x.json", "vpc-0a1b"],
    ],
    [
      "a policy that is a list",
      { VpcEndpoints: [{ VpcEndpointId: "vpce-1", PolicyDocument: [] }] },
      ["error malformed-response at []"],
      ["vpce-1"],
    ],
    [
      "a policy that is no JSON",
      { VpcEndpoints: [{ VpcEndpointId: "vpce-1", PolicyDocument: "{...}" }] },
      ['error malformed-policy at "{...}"'],
      ["vpce-1"],
    ],
    [
      "a URL-encoded policy that breaks off",
      { PolicyVersion: { Document: "%7B%2" } },
      ['error malformed-policy at "%7B%2"'],
      ["x.json"],
    ],
    [
      "a key stated twice inside a policy's string",
      {
        VpcEndpoints: [
          { VpcEndpointId: "vpce-1", PolicyDocument: '{"Statement":[],"Statement":[]}' },
        ],
      },
      ['error duplicate-key at \\"Statement\\"'],
      ["vpce-1"],
    ],
    [
      "tags that are a list",
      { cluster: { ...cluster, tags: [1] } },
      ["error malformed-response at [ 1 ]"],
      ["payments"],
    ],
    [
      "a feature that is none",
      { ...detector, Features: ["RUNTIME_MONITORING"] },
      ['error malformed-response at "RUNTIME_MONITORING"'],
      ["x.json"],
    ],
    [
      "more to come",
      { Vpcs: [vpc], NextToken: "x" },
      ['warning partial-response at "NextToken"'],
      ["vpc-0a1b"],
    ],
  ])("%s", (_, response, notifications, addresses) => {
    const document = loaded("x.json", response);
    expect(notificationsOf(document)).toEqual(notifications);
    expect(document?.resources.map(({ address }) => address)).toEqual(addresses);
  });

  it("a field of a wrong kind is unknown, not absent", () => {
    const document = loaded("x.json", { cluster: { ...cluster, tags: "x" } });
    expect(resourcesOf(document)).toMatchObject([
      { body: { name: "payments", tags: "?malformed" } },
    ]);
  });
});
