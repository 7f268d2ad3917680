import type { MapValue, Value } from "../../model/value.ts";
import { arnParts } from "../arn.ts";
import { entryOf, itemsOf, plainMap, plainString, textOf, unknownAt } from "../plain-value.ts";
import type { EntityType, ResponseReading } from "./entity.ts";
import type { ResponseShape } from "./response.ts";

/** https://docs.aws.amazon.com/eks/latest/APIReference/API_Cluster.html */
const cluster: EntityType = {
  type: "eks:Cluster",
  identity: "name",
  arn: "arn",
  fields: {
    name: "string",
    arn: "string",
    status: "string",
    tags: "map",
    resourcesVpcConfig: "map",
  },
};

const taggedCluster: EntityType = { ...cluster, identity: "arn" };

/** https://docs.aws.amazon.com/eks/latest/APIReference/API_ListTagsForResource.html */
const tags: EntityType = { type: "eks:Tags", identity: undefined, fields: { tags: "map" } };

/** https://docs.aws.amazon.com/eks/latest/APIReference/API_Addon.html */
const addon: EntityType = {
  type: "eks:Addon",
  identity: "addonArn",
  arn: "addonArn",
  fields: {
    addonName: "string",
    clusterName: "string",
    addonArn: "string",
    addonVersion: "string",
    status: "string",
    tags: "map",
  },
};

/** Responses of Amazon EKS, and those of the Tagging API that speak of its clusters. */
export const eksShapes: readonly ResponseShape[] = [
  {
    operation: "eks describe-cluster",
    keys: ["cluster"],
    hint: /:eks:|resourcesVpcConfig|\.eks\.amazonaws\.com|kubernetesNetworkConfig/,
    matches: (root) => isCluster(root.get("cluster")),
    read: (root, reading) => {
      reading.one(root, "cluster", (entry) => {
        reading.add(cluster, entry);
      });
    },
  },
  {
    operation: "eks describe-addon",
    keys: ["addon"],
    hint: /addonName|addonArn/,
    matches: (root) => entryOf(root.get("addon"), "addonName").kind !== "absent",
    read: (root, reading) => {
      reading.one(root, "addon", (entry) => {
        reading.add(addon, entry);
      });
    },
  },
  {
    operation: "eks list-tags-for-resource",
    keys: ["tags"],
    common: true,
    path: /list-tags-for-resource|(?:^|[^a-z0-9])eks(?:[^a-z0-9]|$)/i,
    // A map of tags is not rare: it is taken for a cluster's where something in it says EKS.
    hint: /guard[-_ ]*duty[-_ ]*managed|eksctl|k8s\.io|kubernetes\.io|karpenter|[:/"]eks\b/i,
    matches: (root) => {
      const own = root.keys().filter((key) => key !== "ResponseMetadata" && key !== "nextToken");
      return own.length === 1 && root.get("tags").kind === "map";
    },
    read: (root, reading) => {
      reading.add(tags, root);
      reading.note(
        "unplaced-tags",
        "these tags do not say which resource they belong to; they are judged as a cluster's",
        root.place,
      );
    },
  },
  {
    operation: "resourcegroupstaggingapi get-resources",
    keys: ["ResourceTagMappingList"],
    read: (root, reading) => {
      reading.each(root, "ResourceTagMappingList", (entry) => {
        readTagMapping(entry, reading);
      });
    },
  },
];

function isCluster(value: Value): boolean {
  return (
    arnParts(textOf(entryOf(value, "arn")) ?? "")?.service === "eks" ||
    entryOf(value, "resourcesVpcConfig").kind !== "absent"
  );
}

/** https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_ResourceTagMapping.html */
function readTagMapping(entry: MapValue, reading: ResponseReading): void {
  const arn = entry.get("ResourceARN");
  const parts = arnParts(textOf(arn) ?? "");
  if (parts === undefined) {
    reading.malformed("an entry of `ResourceTagMappingList` has no ARN", entry.place);
    return;
  }
  if (parts.service !== "eks" || !parts.resource.startsWith("cluster/")) return;
  const text = textOf(arn) ?? "";
  reading.add(
    taggedCluster,
    plainMap(
      [
        ["arn", plainString(text.trim(), arn.place)],
        ["name", plainString(parts.resource.slice("cluster/".length), arn.place)],
        ["tags", tagMap(entry.get("Tags"), reading)],
      ],
      entry.place,
    ),
  );
}

/** Tags as pairs of `Key` and `Value`, in the shape that EKS prints them in. */
function tagMap(list: Value, reading: ResponseReading): Value {
  if (list.kind === "absent" || list.kind === "unknown") return list;
  if (list.kind !== "list") {
    reading.malformed("`Tags` is not a list", list.place);
    return unknownAt("malformed", "`Tags` is not a list", list.place);
  }
  const entries: [string, Value][] = [];
  for (const item of itemsOf(list)) {
    const key = textOf(entryOf(item, "Key"));
    if (key === undefined) reading.malformed("a tag has no `Key`", item.place);
    else entries.push([key, entryOf(item, "Value")]);
  }
  return plainMap(entries, list.place);
}
