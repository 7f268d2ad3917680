import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { medianTimes, type Subject } from "./process.ts";

/** Lines of one part of a generated template. */
const linesPerPart = 50;

/** What templates cost, in milliseconds. */
export interface TemplateCost {
  readonly node: number;
  readonly one: number;
  readonly many: number;
}

/** Templates that are read in one process. */
export const manyTemplates = 160;

/**
 * A CloudFormation template with short functions, conditions and policies.
 *
 * @param parts - each a VPC with its subnet, endpoint, group, cluster and a role
 * @returns YAML of about {@link linesPerPart} lines for each part
 */
export function generateTemplate(parts: number): string {
  const head = `AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  Name: { Type: String, Default: payments }
  Stage: { Type: String, AllowedValues: [prod, test] }
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
`;
  return head + Array.from({ length: parts }, (_, index) => part(String(index))).join("");
}

function part(id: string): string {
  return `  Vpc${id}:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: 10.${id}.0.0/16
      Tags:
        - Key: Name
          Value: !Sub \${Name}-${id}
  Subnet${id}:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: !Ref Vpc${id}
      CidrBlock: !Select [0, !Cidr [!GetAtt Vpc${id}.CidrBlock, 4, 8]]
  Group${id}:
    Type: AWS::EC2::SecurityGroup
    Properties:
      VpcId: !Ref Vpc${id}
      GroupDescription: !Join [" ", [what, reaches, !Ref Name]]
      SecurityGroupIngress:
        - IpProtocol: tcp
          FromPort: 443
          ToPort: 443
          CidrIp: !GetAtt Vpc${id}.CidrBlock
  Telemetry${id}:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc${id}
      VpcEndpointType: Interface
      ServiceName: !Sub com.amazonaws.\${AWS::Region}.guardduty-data
      SubnetIds: [!Ref Subnet${id}]
      SecurityGroupIds: [!GetAtt Group${id}.GroupId]
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - { Effect: Allow, Principal: "*", Action: "*", Resource: "*" }
          - Effect: Deny
            Principal: "*"
            Action: "*"
            Resource: "*"
            Condition: { StringNotEquals: { aws:PrincipalAccount: "111122223333" } }
  Cluster${id}:
    Type: AWS::EKS::Cluster
    Properties:
      Name: !Sub \${Name}-${id}
      RoleArn: !GetAtt Role${id}.Arn
      ResourcesVpcConfig:
        SubnetIds: !If [IsProd, [!Ref Subnet${id}], [!Ref Subnet${id}]]
      Tags: [{ Key: GuardDutyManaged, Value: "true" }]
  Role${id}:
    Type: AWS::IAM::Role
    Properties:
      ManagedPolicyArns: [arn:aws:iam::aws:policy/AmazonEKSClusterPolicy]
`;
}

/**
 * What a template of a thousand lines and many of them cost.
 *
 * @param folder - where they may be written
 * @param program - the built program
 * @param node - Node without anything to do
 */
export function templateCost(folder: string, program: string, node: Subject): TemplateCost {
  const check = (name: string, path: string): Subject => ({
    name,
    words: [program, "check", "--undetermined", "pass", path],
    codes: [0, 1],
  });
  const one = join(folder, "template.yaml");
  writeFileSync(one, generateTemplate(1000 / linesPerPart));
  const many = join(folder, "templates");
  mkdirSync(many);
  for (let index = 0; index < manyTemplates; index += 1) {
    writeFileSync(join(many, `${String(index)}.yaml`), generateTemplate(4));
  }
  const [bare = Number.NaN, single = Number.NaN] = medianTimes(
    [node, check("check template", one)],
    11,
  );
  const [all = Number.NaN] = medianTimes([check("check templates", many)], 3);
  return { node: bare, one: single, many: all };
}
