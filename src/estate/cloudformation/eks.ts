import type { Value } from "../../model/value.ts";
import type { Adapter, Subject } from "../adapter.ts";
import type { Draft } from "../draft.ts";
import { attribute, booleanFact, field, itemsAndRest } from "../read.ts";
import { orGenerated } from "./generated.ts";

/**
 * Clusters and what runs their pods.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_EKS.html
 */
export const eksAdapters: readonly (readonly [string, Adapter])[] = [
  [
    "AWS::EKS::Cluster",
    (subject) => {
      const config = subject.field("ResourcesVpcConfig");
      const automode = booleanFact(field(subject.get("ComputeConfig"), "Enabled"));
      const nodes = automode.state === "known" && automode.value;
      const name = orGenerated(subject, "Name");
      return [
        {
          kind: "cluster",
          ...subject.origin,
          name,
          arn: subject.absent,
          // The template names subnets and no VPC.
          vpc: subject.absent,
          subnets: attribute(config, "SubnetIds"),
          tags: [subject.get("Tags"), subject.get("AllTags")],
          compute: subject.absent,
          version: subject.get("Version"),
          ownGroup: subject.absent,
          outpost: subject.get("OutpostConfig"),
          remoteNetworks: subject.get("RemoteNetworkConfig"),
        },
        ...(nodes ? [compute(subject, name, "ec2")] : []),
      ];
    },
  ],
  [
    "AWS::EKS::Addon",
    (subject) => [
      {
        kind: "addon",
        ...subject.origin,
        cluster: subject.get("ClusterName"),
        name: subject.get("AddonName"),
        version: subject.get("AddonVersion"),
        configuration: subject.get("ConfigurationValues"),
        conflicts: subject.get("ResolveConflicts"),
      },
    ],
  ],
  ["AWS::EKS::Nodegroup", (subject) => [compute(subject, subject.get("ClusterName"), "ec2")]],
  [
    "AWS::EKS::FargateProfile",
    (subject) => [compute(subject, subject.get("ClusterName"), "fargate")],
  ],
  // Self-managed nodes join a cluster by their user data, which names it in no property.
  ["AWS::AutoScaling::AutoScalingGroup", (subject) => [compute(subject, subject.absent, "ec2")]],
  // The CDK's own resources hold the API's requests.
  // https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_eks.Cluster.html
  [
    "Custom::AWSCDK-EKS-Cluster",
    (subject) => {
      const request = subject.get("Config");
      const config = attribute(request, "resourcesVpcConfig");
      return [
        {
          kind: "cluster",
          ...subject.origin,
          name: attribute(request, "name"),
          arn: subject.absent,
          vpc: subject.absent,
          subnets: attribute(config, "subnetIds"),
          tags: [attribute(request, "tags")],
          compute: subject.absent,
          version: attribute(request, "version"),
          ownGroup: subject.absent,
          outpost: attribute(request, "outpostConfig"),
          remoteNetworks: attribute(request, "remoteNetworkConfig"),
        },
      ];
    },
  ],
  [
    "Custom::AWSCDK-EKS-FargateProfile",
    (subject) => [compute(subject, attribute(subject.get("Config"), "clusterName"), "fargate")],
  ],
];

function compute(subject: Subject, name: Value, runs: "ec2" | "fargate"): Draft {
  return { kind: "compute", ...subject.origin, cluster: name, compute: runs };
}

/**
 * GuardDuty detectors and their features.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-guardduty-detector.html
 */
export const guarddutyAdapters: readonly (readonly [string, Adapter])[] = [
  [
    "AWS::GuardDuty::Detector",
    (subject) => {
      const features = subject.get("Features");
      return [
        {
          kind: "detector",
          ...subject.origin,
          scope: "account",
          id: subject.absent,
          enabled: subject.get("Enable"),
          features: itemsAndRest(features).map((feature) => ({
            name: field(feature, "Name"),
            status: field(feature, "Status"),
            additional: itemsAndRest(attribute(feature, "AdditionalConfiguration")).map((item) => ({
              name: field(item, "Name"),
              status: field(item, "Status"),
              value: item,
            })),
            value: feature,
          })),
          featuresRest: undefined,
          dataSources: subject.get("DataSources"),
        },
      ];
    },
  ],
];
