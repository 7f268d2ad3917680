import {
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
} from "@aws-sdk/client-ec2";
import { CreateClusterCommand } from "@aws-sdk/client-eks";
import { CreateDetectorCommand } from "@aws-sdk/client-guardduty";
import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import {
  AttachPolicyCommand,
  CreateAccountCommand,
  CreateOrganizationalUnitCommand,
  CreateOrganizationCommand,
  CreatePolicyCommand,
  EnablePolicyTypeCommand,
  ListRootsCommand,
  MoveAccountCommand,
} from "@aws-sdk/client-organizations";
import { Account, memberAccount, testing } from "./moto.ts";

export const region = "eu-west-1";

/** The ids that moto gave. */
export interface Made {
  readonly production: string;
  readonly development: string;
  readonly payments: string;
  readonly sandbox: string;
  readonly guard: string;
}

const guardText = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "KeepTheTag",
      Effect: "Deny",
      Action: ["eks:TagResource", "eks:UntagResource", "eks:CreateCluster"],
      Resource: "*",
      Condition: {
        "ForAnyValue:StringEquals": { "aws:TagKeys": ["GuardDutyManaged"] },
        ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/platform-admin" },
      },
    },
  ],
});

/** Root → production → critical: payments; root → development: sandbox; the guard at production. */
export async function makeOrganization(): Promise<Made> {
  const { organizations } = new Account(testing, region);
  await organizations.send(new CreateOrganizationCommand({ FeatureSet: "ALL" }));
  const { Roots } = await organizations.send(new ListRootsCommand({}));
  const root = Roots?.[0]?.Id ?? "";
  await organizations.send(
    new EnablePolicyTypeCommand({ RootId: root, PolicyType: "SERVICE_CONTROL_POLICY" }),
  );
  const unit = async (parent: string, name: string): Promise<string> => {
    const made = await organizations.send(
      new CreateOrganizationalUnitCommand({ ParentId: parent, Name: name }),
    );
    return made.OrganizationalUnit?.Id ?? "";
  };
  const account = async (name: string, parent: string): Promise<string> => {
    const made = await organizations.send(
      new CreateAccountCommand({ AccountName: name, Email: `${name}@example.com` }),
    );
    const id = made.CreateAccountStatus?.AccountId ?? "";
    await organizations.send(
      new MoveAccountCommand({ AccountId: id, SourceParentId: root, DestinationParentId: parent }),
    );
    return id;
  };
  const production = await unit(root, "production");
  const critical = await unit(production, "critical");
  const development = await unit(root, "development");
  const payments = await account("payments", critical);
  const sandbox = await account("sandbox", development);
  const policy = await organizations.send(
    new CreatePolicyCommand({
      Name: "guard",
      Description: "keeps the tag",
      Type: "SERVICE_CONTROL_POLICY",
      Content: guardText,
    }),
  );
  const guard = policy.Policy?.PolicySummary?.Id ?? "";
  await organizations.send(new AttachPolicyCommand({ PolicyId: guard, TargetId: production }));
  return { production, development, payments, sandbox, guard };
}

/** A cluster in a VPC with an endpoint that everybody may use, and a role that may everything. */
export async function fillAccount(id: string, cluster: string): Promise<void> {
  const account = await memberAccount(id, region);
  const { ec2, eks, iam, guardduty } = account;
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/16" }));
  const VpcId = Vpc?.VpcId ?? "";
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: "10.0.1.0/24" }));
  const { GroupId } = await ec2.send(
    new CreateSecurityGroupCommand({
      VpcId,
      GroupName: "endpoint",
      Description: "of the endpoint",
    }),
  );
  await ec2.send(
    new CreateVpcEndpointCommand({
      VpcId,
      ServiceName: `com.amazonaws.${region}.guardduty-data`,
      VpcEndpointType: "Interface",
      SubnetIds: [Subnet?.SubnetId ?? ""],
      SecurityGroupIds: [GroupId ?? ""],
      PolicyDocument: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
      }),
    }),
  );
  await eks.send(
    new CreateClusterCommand({
      name: cluster,
      roleArn: `arn:aws:iam::${id}:role/cluster`,
      resourcesVpcConfig: { subnetIds: [Subnet?.SubnetId ?? ""] },
      tags: { GuardDutyManaged: "true" },
    }),
  );
  await iam.send(
    new CreateRoleCommand({
      RoleName: "developer",
      AssumeRolePolicyDocument: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { AWS: `arn:aws:iam::${id}:root` },
            Action: "sts:AssumeRole",
          },
        ],
      }),
    }),
  );
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: "developer",
      PolicyName: "tags",
      PolicyDocument: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "eks:*", Resource: "*" }],
      }),
    }),
  );
  await iam.send(
    new AttachRolePolicyCommand({
      RoleName: "developer",
      PolicyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess",
    }),
  );
  await guardduty.send(
    new CreateDetectorCommand({
      Enable: true,
      Features: [
        {
          Name: "RUNTIME_MONITORING",
          Status: "ENABLED",
          AdditionalConfiguration: [{ Name: "EKS_ADDON_MANAGEMENT", Status: "ENABLED" }],
        },
      ],
    }),
  );
}
