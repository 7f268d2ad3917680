import { describe, expect, it, test } from "vitest";
import { leads, linked, told } from "../../estate/linked.ts";

const eksctl = (more: string): string =>
  `apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: payments, region: eu-west-1, version: "1.33", tags: { GuardDutyManaged: "true" } }\n${more}`;

describe("eksctl", () => {
  it("makes a VPC where none is named", async () => {
    const { clusters } = await linked({ "c.yaml": eksctl("") });
    expect(clusters.map(({ name, region, version }) => [name, region, version].map(told))).toEqual([
      ["payments", "eu-west-1", "1.33"],
    ]);
    expect(clusters.map(({ vpc }) => leads(vpc))).toEqual(["payments"]);
  });

  // https://docs.aws.amazon.com/eks/latest/eksctl/vpc-configuration.html
  test.each([
    ["a VPC by its id", "vpc: { id: vpc-0a1b2c3d }", "vpc-0a1b2c3d"],
    [
      "subnets by their zones",
      "vpc: { subnets: { private: { eu-west-1a: { id: subnet-0a1b2c3d } } } }",
      "unknown: nothing in the input tells in which VPC subnet-0a1b2c3d lies",
    ],
  ])("uses %s", async (_, network, expected) => {
    const { clusters } = await linked({ "c.yaml": eksctl(network) });
    expect(clusters.map(({ vpc }) => leads(vpc))).toEqual([expected]);
  });

  test.each([
    ["fargateProfiles: [{ name: all }]", true],
    ["fargateProfiles: [{ name: all }]\nmanagedNodeGroups: [{ name: a }]", false],
    ["fargateProfiles: [{ name: all }]\nnodeGroups: [{ name: a }]", false],
    ["fargateProfiles: [{ name: all }]\nautoModeConfig: { enabled: true }", false],
    ["", "absent"],
  ])("runs its pods on Fargate alone: %j is %s", async (more, expected) => {
    const { clusters } = await linked({ "c.yaml": eksctl(more) });
    expect(clusters.map(({ fargateOnly }) => told(fargateOnly))).toEqual([expected]);
  });
});

/** The tags that each definition states. */
// prettier-ignore
const definitions = [
  // https://marketplace.upbound.io/providers/upbound/provider-aws-eks
  ["Crossplane", "eks.aws.upbound.io/v1beta1", "Cluster", "forProvider: { region: eu-west-1, tags: { GuardDutyManaged: 'true' } }", "payments", "eu-west-1"],
  ["older Crossplane", "eks.aws.crossplane.io/v1beta1", "Cluster", "forProvider: { region: eu-west-1, tags: { GuardDutyManaged: 'true' } }", "payments", "eu-west-1"],
  // https://aws-controllers-k8s.github.io/community/reference/eks/v1alpha1/cluster/
  ["ACK", "eks.services.k8s.aws/v1alpha1", "Cluster", "name: shop\n  tags: { GuardDutyManaged: 'true' }", "shop", "absent"],
  // https://cluster-api-aws.sigs.k8s.io/crd/
  ["Cluster API", "controlplane.cluster.x-k8s.io/v1beta2", "AWSManagedControlPlane", "eksClusterName: shop\n  region: eu-west-1\n  additionalTags: { GuardDutyManaged: 'true' }", "shop", "eu-west-1"],
] as const;

test.each(definitions)("%s", async (_, apiVersion, kind, spec, name, region) => {
  const text = `kind: ConfigMap\napiVersion: v1\n---\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: payments }\nspec:\n  ${spec}\n`;
  const { clusters } = await linked({ "k.yaml": text });
  const tags = clusters.flatMap(({ tagSets }) =>
    tagSets.flatMap((set) => set.tags.map((tag) => [tag.key, told(tag.value)])),
  );
  expect(clusters.map((cluster) => [told(cluster.name), told(cluster.region)])).toEqual([
    [name, region],
  ]);
  expect(tags).toEqual([["GuardDutyManaged", "true"]]);
});

test("other objects of Kubernetes are passed over", async () => {
  const text = "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: eksctl.io/ }\n";
  expect((await linked({ "k.yaml": text })).clusters).toEqual([]);
});
