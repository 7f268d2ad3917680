import type { Datum, NamespaceDatum, Spot } from "../datum.ts";
import { space } from "../library.ts";
import { constructClass, newConstruct } from "./base.ts";
import { coreMember } from "./core.ts";
import { ec2Member } from "./ec2.ts";
import { eksMember } from "./eks.ts";
import { iamMember } from "./iam.ts";
import { cfnResourceClass } from "./l1.ts";
import { libraryName } from "./unlisted.ts";
import { Tree } from "./tree.ts";

export { resourcesOf } from "./resources.ts";
export { Tree, newConstruct };
export type { Deployed } from "./tree.ts";

/** What a module of the CDK is called in the names of CloudFormation's types. */
const services: ReadonlyMap<string, string> = new Map([
  ["aws_eks", "EKS"],
  ["aws_eks_v2", "EKS"],
  ["aws_ec2", "EC2"],
  ["aws_iam", "IAM"],
  ["aws_guardduty", "GuardDuty"],
  ["aws_organizations", "Organizations"],
  ["aws_autoscaling", "AutoScaling"],
]);

/**
 * A module of the CDK, version 2 or 1; undefined for what is none.
 * https://docs.aws.amazon.com/cdk/api/v2/docs/aws-construct-library.html
 *
 * @param specifier - `aws-cdk-lib`, `aws-cdk-lib/aws-eks`, `@aws-cdk/aws-eks`, `constructs`
 */
export function cdkModule(tree: Tree, specifier: string, at: Spot): NamespaceDatum | undefined {
  const module = moduleName(specifier);
  if (module === undefined) return undefined;
  return moduleSpace(tree, module, at);
}

function moduleName(specifier: string): string | undefined {
  if (specifier === "constructs" || specifier === "aws-cdk-lib" || specifier === "@aws-cdk/core") {
    return "core";
  }
  const path = /^(?:aws-cdk-lib|@aws-cdk)\/([a-z0-9-]+?)(?:-alpha)?$/.exec(specifier);
  return path?.[1]?.replaceAll("-", "_");
}

function moduleSpace(tree: Tree, module: string, at: Spot): NamespaceDatum {
  return space(module, at, (name, here) => {
    if (name === "default") return moduleSpace(tree, module, here);
    return moduleMember(tree, module, name, here) ?? libraryName(tree, module, name, here);
  });
}

function moduleMember(tree: Tree, module: string, name: string, at: Spot): Datum | undefined {
  if (module === "core" && /^aws_[a-z0-9_]+$/.test(name)) return moduleSpace(tree, name, at);
  const service = services.get(module);
  if (service !== undefined && /^Cfn[A-Z]/.test(name)) {
    return cfnResourceClass(tree, `AWS::${service}::${name.slice(3)}`, at);
  }
  switch (module) {
    case "core":
      return coreMember(tree, name, at);
    case "aws_ec2":
      return ec2Member(tree, name, at);
    case "aws_eks":
    case "aws_eks_v2":
      return eksMember(tree, module, name, at);
    case "aws_iam":
      return iamMember(tree, name, at);
    case "aws_autoscaling":
      return name === "AutoScalingGroup"
        ? constructClass(tree, "aws_autoscaling.AutoScalingGroup", at, {
            make: (_object, construct, props) => {
              construct.make("AWS::AutoScaling::AutoScalingGroup", props.renamed({}));
            },
          })
        : undefined;
    default:
      return undefined;
  }
}
