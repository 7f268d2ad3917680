import type { Value } from "../model/value.ts";
import type { Adapter, Adapters, Subject } from "./adapter.ts";
import type { Draft } from "./draft.ts";
import { absentAt, attribute, booleanFact, field, itemsAndRest, orDefault } from "./read.ts";

/**
 * Cluster configurations of eksctl, by the keys of their schema.
 * https://schema.eksctl.io
 */
export const eksctlAdapters: Adapters = new Map<string, Adapter>([
  ["eksctl:ClusterConfig", clusterConfig],
]);

function clusterConfig(subject: Subject): readonly Draft[] {
  const metadata = subject.get("metadata");
  const network = subject.get("vpc");
  const named = field(network, "id");
  const given = subnetsOf(network);
  const name = field(metadata, "name");
  const { place } = subject.origin.resource;
  // Without a VPC or subnets to use, eksctl makes both.
  // https://docs.aws.amazon.com/eks/latest/eksctl/vpc-configuration.html
  const makes = named.kind === "absent" && given.length === 0;
  const own: Value = {
    kind: "unknown",
    reason: { code: "known-after-apply", detail: "eksctl makes the VPC", place },
    references: [{ address: subject.origin.resource.address, attribute: undefined }],
    place,
    sensitive: false,
  };
  const cluster: Draft = {
    kind: "cluster",
    ...subject.origin,
    name,
    arn: subject.absent,
    vpc: makes ? own : named,
    subnets: {
      kind: "list",
      items: given,
      rest: undefined,
      place: field(network, "subnets").place,
      sensitive: false,
    },
    tags: [field(metadata, "tags")],
    compute: subject.absent,
    version: field(metadata, "version"),
    ownGroup: subject.absent,
    outpost: subject.get("outpost"),
    remoteNetworks: subject.get("remoteNetworkConfig"),
  };
  const vpc: Draft = {
    kind: "vpc",
    ...subject.origin,
    id: subject.absent,
    made: true,
    // https://docs.aws.amazon.com/eks/latest/eksctl/vpc-configuration.html
    dnsSupport: orDefault(absentAt(place), true),
    dnsHostnames: orDefault(absentAt(place), true),
    cidrs: [orDefault(field(network, "cidr"), "192.168.0.0/16")],
  };
  const addons = itemsAndRest(subject.get("addons")).map((addon): Draft => ({
    kind: "addon",
    ...subject.origin,
    cluster: name,
    name: field(addon, "name"),
    version: field(addon, "version"),
    configuration: field(addon, "configurationValues"),
    conflicts: field(addon, "resolveConflicts"),
  }));
  return [cluster, ...(makes ? [vpc] : []), ...addons, ...computeOf(subject, name)];
}

/** Subnets are named by zone or by any name, and hold their id under `id` or as their key. */
function subnetsOf(network: Value): readonly Value[] {
  const subnets = field(network, "subnets");
  return ["private", "public"].flatMap((side): readonly Value[] => {
    const listed = attribute(subnets, side);
    if (listed.kind === "unknown") return [listed];
    if (listed.kind !== "map") return [];
    return listed.keys().flatMap((key): readonly Value[] => {
      const id = field(listed.get(key), "id");
      if (id.kind === "scalar" || id.kind === "unknown") return [id];
      const place = listed.keyPlace(key);
      return key.startsWith("subnet-")
        ? [{ kind: "scalar", value: key, text: key, place, sensitive: false }]
        : [];
    });
  });
}

/** What runs the pods: node groups of either kind, Auto Mode, and Fargate profiles. */
function computeOf(subject: Subject, name: Value): readonly Draft[] {
  const { place } = subject.origin.resource;
  const some = (value: Value): boolean => itemsAndRest(value).length > 0;
  const automode = booleanFact(field(subject.get("autoModeConfig"), "enabled"));
  const nodes =
    some(subject.get("managedNodeGroups")) ||
    some(subject.get("nodeGroups")) ||
    (automode.state === "known" && automode.value);
  const runs = (compute: "ec2" | "fargate"): Draft => ({
    kind: "compute",
    ...subject.origin,
    cluster: name.kind === "absent" ? absentAt(place) : name,
    compute,
  });
  return [
    ...(nodes ? [runs("ec2")] : []),
    ...(some(subject.get("fargateProfiles")) ? [runs("fargate")] : []),
  ];
}
