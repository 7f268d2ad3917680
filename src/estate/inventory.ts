import type { Value } from "../model/value.ts";
import type { Adapter, Adapters, Subject } from "./adapter.ts";
import type { Draft, IngressFields } from "./draft.ts";
import { attribute, field, listItems, orUntold } from "./read.ts";

/** The project's own inventory: its keys are those of `schema/inventory.schema.json`. */
export const inventoryAdapters: Adapters = new Map<string, Adapter>([
  [
    "inventory:cluster",
    (subject) => [
      {
        kind: "cluster",
        ...subject.origin,
        name: subject.get("name"),
        arn: subject.get("arn"),
        vpc: subject.get("vpc"),
        subnets: subject.get("subnets"),
        tags: subject.get("tags").kind === "absent" ? [] : [subject.get("tags")],
        compute: subject.get("compute"),
        version: subject.absent,
        ownGroup: subject.absent,
        outpost: subject.absent,
        remoteNetworks: subject.absent,
      },
    ],
  ],
  [
    "inventory:vpc",
    // Who lists a VPC in an inventory lists what belongs to it.
    (subject) => [
      {
        kind: "vpc",
        ...subject.origin,
        id: subject.get("id"),
        made: true,
        dnsSupport: subject.absent,
        dnsHostnames: subject.absent,
        cidrs: [],
      },
    ],
  ],
  [
    "inventory:subnet",
    (subject) => [
      {
        kind: "subnet",
        ...subject.origin,
        id: subject.get("id"),
        vpc: subject.get("vpc"),
        cidr: subject.absent,
        zone: subject.absent,
      },
    ],
  ],
  [
    "inventory:endpoint",
    (subject) => [
      {
        kind: "endpoint",
        ...subject.origin,
        id: subject.get("id"),
        service: subject.get("service"),
        type: subject.get("type"),
        defaultType: "Interface",
        vpc: subject.get("vpc"),
        policy: subject.get("policy"),
        groups: subject.get("securityGroups"),
        subnets: orUntold(
          subject.get("subnets"),
          "the inventory does not tell the endpoint's subnets",
        ),
        privateDns: subject.absent,
        tags: [subject.get("tags")],
      },
    ],
  ],
  [
    "inventory:endpoint-list",
    (subject) => [{ kind: "endpoint-list", ...subject.origin, unread: subject.absent }],
  ],
  [
    "inventory:security-group",
    (subject) => [
      {
        kind: "security-group",
        ...subject.origin,
        id: subject.get("id"),
        ingress: listItems(subject.get("ingress")).items.map(ingress),
        // Without its rules a group is only named.
        lookedUp: subject.get("ingress").kind === "absent",
        vpc: subject.get("vpc"),
        isDefault: undefined,
        name: subject.absent,
        tags: [],
      },
    ],
  ],
  ["inventory:organization", organization],
]);

function ingress(rule: Value): IngressFields {
  return {
    protocol: field(rule, "protocol"),
    fromPort: field(rule, "fromPort"),
    toPort: field(rule, "toPort"),
    cidrs: [attribute(rule, "cidrs")],
    prefixLists: attribute(rule, "prefixLists"),
    groups: [attribute(rule, "securityGroups")],
    value: rule,
  };
}

function organization(subject: Subject): readonly Draft[] {
  const nodes = (key: string, node: "unit" | "account"): readonly Draft[] =>
    listItems(subject.get(key)).items.map((entry) => ({
      kind: "organization-node",
      ...subject.origin,
      node,
      id: field(entry, "id"),
      parent: field(entry, "parent"),
    }));
  const root = subject.get("root");
  return [
    {
      kind: "organization",
      ...subject.origin,
      id: subject.get("id"),
      managementAccount: subject.get("managementAccount"),
      roots: subject.absent,
    },
    ...(root.kind === "absent"
      ? []
      : [
          {
            kind: "organization-node" as const,
            ...subject.origin,
            node: "root" as const,
            id: root,
            parent: subject.absent,
          },
        ]),
    ...nodes("units", "unit"),
    ...nodes("accounts", "account"),
  ];
}
