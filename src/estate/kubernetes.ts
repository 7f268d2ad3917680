import type { Value } from "../model/value.ts";
import type { Adapter, Adapters, Subject } from "./adapter.ts";
import type { Draft } from "./draft.ts";
import { attribute, field, pluck } from "./read.ts";

/**
 * Kubernetes objects that stand for clusters, by group and kind whatever their version.
 * https://marketplace.upbound.io/providers/upbound/provider-aws-eks
 * https://aws-controllers-k8s.github.io/community/reference/eks/v1alpha1/cluster/
 * https://cluster-api-aws.sigs.k8s.io/crd/
 */
export const kubernetesAdapters: Adapters = new Map<string, Adapter>([
  ["eks.aws.upbound.io/Cluster", crossplane],
  ["eks.aws.m.upbound.io/Cluster", crossplane],
  ["eks.aws.crossplane.io/Cluster", crossplane],
  [
    "eks.services.k8s.aws/Cluster",
    (subject) => {
      const spec = subject.get("spec");
      const config = field(spec, "resourcesVPCConfig");
      return [
        cluster(subject, named(subject, attribute(spec, "name")), {
          vpc: subject.absent,
          subnets: attribute(config, "subnetIDs"),
          version: attribute(spec, "version"),
          tags: attribute(spec, "tags"),
        }),
      ];
    },
  ],
  [
    "controlplane.cluster.x-k8s.io/AWSManagedControlPlane",
    (subject) => {
      const spec = subject.get("spec");
      // Without one the provider makes up a name.
      const name = attribute(spec, "eksClusterName");
      const network = field(spec, "network");
      return [
        cluster(subject, name, {
          vpc: field(network, "vpc", "id"),
          subnets: pluck(attribute(network, "subnets"), "id"),
          version: attribute(spec, "version"),
          tags: attribute(spec, "additionalTags"),
        }),
      ];
    },
  ],
]);

/** https://docs.crossplane.io/latest/managed-resources/managed-resources/ */
function crossplane(subject: Subject): readonly Draft[] {
  const wanted = subject.field("spec", "forProvider");
  const config = field(wanted, "vpcConfig");
  const shared = field(wanted, "resourcesVpcConfig");
  const network = config.kind === "absent" ? shared : config;
  return [
    cluster(subject, externalName(subject), {
      vpc: subject.absent,
      subnets: attribute(network, "subnetIds"),
      version: attribute(wanted, "version"),
      tags: attribute(wanted, "tags"),
    }),
  ];
}

/** What a definition says of its cluster, beside the name. */
interface Stated {
  readonly vpc: Value;
  readonly subnets: Value;
  readonly version: Value;
  readonly tags: Value;
}

function cluster(subject: Subject, name: Value, stated: Stated): Draft {
  const { tags, ...told } = stated;
  return {
    kind: "cluster",
    ...subject.origin,
    name,
    arn: subject.absent,
    ...told,
    tags: [tags],
    compute: subject.absent,
    ownGroup: subject.absent,
    outpost: subject.absent,
    remoteNetworks: subject.absent,
  };
}

/** The annotation names the thing in AWS where it is not called like the object. */
function externalName(subject: Subject): Value {
  return named(
    subject,
    attribute(subject.field("metadata", "annotations"), "crossplane.io/external-name"),
  );
}

function named(subject: Subject, stated: Value): Value {
  return stated.kind === "absent" ? subject.field("metadata", "name") : stated;
}
