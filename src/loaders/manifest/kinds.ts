import type { Ecosystem } from "../../model/resource.ts";

/** A kind of object that stands for a cluster. */
export interface ManifestKind {
  readonly ecosystem: Extract<Ecosystem, "eksctl" | "kubernetes">;
  /** The resource's type. */
  readonly type: string;
  /** The keys that lead to the Region. */
  readonly region: readonly string[];
}

const forProvider = ["spec", "forProvider", "region"];

/**
 * By API group and kind, whatever the version.
 * https://schema.eksctl.io
 * https://marketplace.upbound.io/providers/upbound/provider-aws-eks
 * https://aws-controllers-k8s.github.io/community/reference/eks/v1alpha1/cluster/
 * https://cluster-api-aws.sigs.k8s.io/crd/
 */
const kinds: ReadonlyMap<string, ManifestKind> = new Map([
  [
    "eksctl.io/ClusterConfig",
    { ecosystem: "eksctl", type: "eksctl:ClusterConfig", region: ["metadata", "region"] },
  ],
  ...["eks.aws.upbound.io", "eks.aws.m.upbound.io", "eks.aws.crossplane.io"].map(
    (group): readonly [string, ManifestKind] => [
      `${group}/Cluster`,
      { ecosystem: "kubernetes", type: `${group}/Cluster`, region: forProvider },
    ],
  ),
  [
    "eks.services.k8s.aws/Cluster",
    {
      ecosystem: "kubernetes",
      type: "eks.services.k8s.aws/Cluster",
      region: ["metadata", "annotations", "services.k8s.aws/region"],
    },
  ],
  [
    "controlplane.cluster.x-k8s.io/AWSManagedControlPlane",
    {
      ecosystem: "kubernetes",
      type: "controlplane.cluster.x-k8s.io/AWSManagedControlPlane",
      region: ["spec", "region"],
    },
  ],
]);

/** @param apiVersion - `eksctl.io/v1alpha5` */
export function manifestKind(apiVersion: string, kind: string): ManifestKind | undefined {
  const [group = ""] = apiVersion.split("/", 1);
  return kinds.get(`${group}/${kind}`);
}

const words =
  /\b(?:eksctl\.io|eks\.aws\.(?:m\.)?upbound\.io|eks\.aws\.crossplane\.io|eks\.services\.k8s\.aws|controlplane\.cluster\.x-k8s\.io)\//;

/**
 * Whether a text may hold such objects, told without parsing it.
 *
 * @param keys - the text's outermost keys
 * @param text - the text
 */
export function maybeManifest(keys: ReadonlySet<string>, text: string): boolean {
  return keys.has("apiVersion") && keys.has("kind") && words.test(text);
}
