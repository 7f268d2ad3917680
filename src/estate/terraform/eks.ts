import type { Adapter } from "../adapter.ts";
import { attribute, booleanFact, field, itemsAndRest } from "../read.ts";

/**
 * Clusters and what runs their pods.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/eks_cluster
 */
export const eksAdapters: readonly (readonly [string, Adapter])[] = [
  [
    "aws_eks_cluster",
    (subject) => {
      const config = subject.field("vpc_config");
      const automode = booleanFact(field(subject.get("compute_config"), "enabled"));
      const cluster = {
        kind: "cluster" as const,
        ...subject.origin,
        name: subject.get("name"),
        arn: subject.get("arn"),
        vpc: attribute(config, "vpc_id"),
        subnets: attribute(config, "subnet_ids"),
        tags: [subject.get("tags"), subject.get("tags_all")],
        compute: subject.absent,
        version: subject.get("version"),
        ownGroup: attribute(config, "cluster_security_group_id"),
        outpost: subject.get("outpost_config"),
        remoteNetworks: subject.get("remote_network_config"),
      };
      const compute = {
        kind: "compute" as const,
        ...subject.origin,
        cluster: subject.get("name"),
        compute: "ec2" as const,
      };
      return automode.state === "known" && automode.value ? [cluster, compute] : [cluster];
    },
  ],
  [
    "data.aws_eks_cluster",
    (subject) => [{ kind: "cluster-lookup", ...subject.origin, name: subject.get("name") }],
  ],
  [
    "aws_eks_addon",
    (subject) => [
      {
        kind: "addon",
        ...subject.origin,
        cluster: subject.get("cluster_name"),
        name: subject.get("addon_name"),
        version: subject.get("addon_version"),
        configuration: subject.get("configuration_values"),
        conflicts: resolution(subject),
      },
    ],
  ],
  [
    "aws_eks_node_group",
    (subject) => [
      {
        kind: "compute",
        ...subject.origin,
        cluster: subject.get("cluster_name"),
        compute: "ec2",
      },
    ],
  ],
  [
    "aws_eks_fargate_profile",
    (subject) => [
      {
        kind: "compute",
        ...subject.origin,
        cluster: subject.get("cluster_name"),
        compute: "fargate",
      },
    ],
  ],
  // Self-managed nodes join a cluster by their user data, which names it in no attribute.
  [
    "aws_autoscaling_group",
    (subject) => [{ kind: "compute", ...subject.origin, cluster: subject.absent, compute: "ec2" }],
  ],
];

/** Older configurations use one attribute for creation and updates. */
function resolution(subject: Parameters<Adapter>[0]): ReturnType<typeof subject.get> {
  const update = subject.get("resolve_conflicts_on_update");
  return update.kind === "absent" ? subject.get("resolve_conflicts") : update;
}

/**
 * GuardDuty detectors and their features.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/guardduty_detector_feature
 */
export const guarddutyAdapters: readonly (readonly [string, Adapter])[] = [
  [
    "aws_guardduty_detector",
    (subject) => [
      {
        kind: "detector",
        ...subject.origin,
        scope: "account",
        id: subject.get("id"),
        enabled: subject.get("enable"),
        features: [],
        featuresRest: undefined,
        // The provider fills them in, so that a plan does not tell whether anybody stated them.
        dataSources: subject.absent,
      },
    ],
  ],
  ["aws_guardduty_detector_feature", (subject) => [feature(subject, "account", "status")]],
  ["aws_guardduty_member_detector_feature", (subject) => [memberFeature(subject)]],
  [
    "aws_guardduty_organization_configuration_feature",
    (subject) => [feature(subject, "organization", "auto_enable")],
  ],
];

function feature(
  subject: Parameters<Adapter>[0],
  scope: "account" | "organization",
  status: "status" | "auto_enable",
): ReturnType<Adapter>[number] {
  return {
    kind: "feature",
    ...subject.origin,
    scope,
    detector: subject.get("detector_id"),
    feature: {
      name: subject.get("name"),
      status: subject.get(status),
      additional: itemsAndRest(subject.get("additional_configuration")).map((item) => ({
        name: field(item, "name"),
        status: field(item, status),
        value: item,
      })),
      value: subject.origin.resource.body,
    },
  };
}

/** Set by the administrator for another account, which the resource names itself. */
function memberFeature(subject: Parameters<Adapter>[0]): ReturnType<Adapter>[number] {
  const own = feature(subject, "account", "status");
  return own.kind === "feature"
    ? { ...own, account: subject.get("account_id"), detector: subject.absent }
    : own;
}
