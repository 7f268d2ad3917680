import type { Adapter, Subject } from "../adapter.ts";
import type { FeatureFields } from "../draft.ts";
import { attribute, field, itemsAndRest, listItems } from "../read.ts";

/**
 * Clusters as Amazon EKS describes them, and detectors as Amazon GuardDuty does.
 * https://docs.aws.amazon.com/eks/latest/APIReference/API_Cluster.html
 */
export const eksAdapters: readonly (readonly [string, Adapter])[] = [
  [
    "eks:Cluster",
    (subject) => {
      const config = subject.field("resourcesVpcConfig");
      return [
        {
          kind: "cluster",
          ...subject.origin,
          name: subject.get("name"),
          arn: subject.get("arn"),
          vpc: attribute(config, "vpcId"),
          subnets: attribute(config, "subnetIds"),
          tags: [emptyWhereLeftOut(subject)],
          compute: subject.absent,
          version: subject.get("version"),
          ownGroup: attribute(config, "clusterSecurityGroupId"),
          outpost: subject.get("outpostConfig"),
          remoteNetworks: subject.get("remoteNetworkConfig"),
        },
      ];
    },
  ],
  [
    "eks:Tags",
    (subject) => [
      {
        kind: "cluster",
        ...subject.origin,
        name: subject.absent,
        arn: subject.absent,
        vpc: subject.absent,
        subnets: subject.absent,
        tags: [subject.get("tags")],
        compute: subject.absent,
        version: subject.absent,
        ownGroup: subject.absent,
        outpost: subject.absent,
        remoteNetworks: subject.absent,
      },
    ],
  ],
  [
    "eks:Addon",
    (subject) => [
      {
        kind: "addon",
        ...subject.origin,
        cluster: subject.get("clusterName"),
        name: subject.get("addonName"),
        version: subject.get("addonVersion"),
        configuration: subject.get("configurationValues"),
        conflicts: subject.absent,
      },
    ],
  ],
  [
    "guardduty:Detector",
    (subject) => [
      {
        kind: "detector",
        ...subject.origin,
        scope: "account",
        id: subject.absent,
        enabled: subject.get("Status"),
        features: features(subject, "Status"),
        featuresRest: undefined,
        // A response prints both, and says the same twice.
        dataSources: subject.absent,
      },
    ],
  ],
  [
    "guardduty:Coverage",
    (subject) => [
      {
        kind: "coverage",
        ...subject.origin,
        cluster: subject.field("ResourceDetails", "EksClusterDetails", "ClusterName"),
        status: subject.get("CoverageStatus"),
        issue: subject.get("Issue"),
      },
    ],
  ],
  [
    "guardduty:OrganizationConfiguration",
    (subject) => [
      {
        kind: "detector",
        ...subject.origin,
        scope: "organization",
        id: subject.absent,
        enabled: subject.absent,
        features: features(subject, "AutoEnable"),
        featuresRest: undefined,
        dataSources: subject.absent,
      },
    ],
  ],
];

/** A cluster without tags is printed without the field, or with an empty one. */
function emptyWhereLeftOut(subject: Subject): ReturnType<Subject["get"]> {
  const tags = subject.get("tags");
  const { place } = subject.origin.resource;
  return tags.kind === "absent"
    ? { kind: "list", items: [], rest: undefined, place, sensitive: false }
    : tags;
}

/** https://docs.aws.amazon.com/guardduty/latest/APIReference/API_DetectorFeatureConfigurationResult.html */
function features(subject: Subject, status: "Status" | "AutoEnable"): readonly FeatureFields[] {
  return listItems(subject.get("Features")).items.map((feature) => ({
    name: field(feature, "Name"),
    status: field(feature, status),
    additional: itemsAndRest(attribute(feature, "AdditionalConfiguration")).map((item) => ({
      name: field(item, "Name"),
      status: field(item, status),
      value: item,
    })),
    value: feature,
  }));
}
