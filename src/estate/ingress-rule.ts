import type { IngressPeer, IngressRule, SecurityGroup, Subnet, Vpc } from "../model/estate.ts";
import type { LoadedDocument } from "../model/resource.ts";
import type { Reason, Reference, UnknownValue, Value } from "../model/value.ts";
import type { IngressFields } from "./draft.ts";
import { itemsAndRest, listItems, mapFact, numberFact, stringFact } from "./read.ts";
import { isNetworkAddress, isNetworkRange } from "./reference.ts";
import { withoutIndex, type Register } from "./register.ts";

/** What an ingress rule can name. */
export interface IngressRegisters {
  readonly groups: Register<SecurityGroup>;
  readonly vpcs: Register<Vpc>;
  readonly subnets: Register<Subnet>;
}

/**
 * Reads an ingress rule, wherever it stands.
 *
 * @param document - in which its references hold
 * @param registers - the groups and networks that it can name; asked when the rule is looked at
 */
export function ingressRule(
  fields: IngressFields,
  document: LoadedDocument,
  registers: IngressRegisters,
): IngressRule {
  const peers: IngressPeer[] = [];
  let rest: Reason | undefined;
  const each = (value: Value, peer: (item: Value) => IngressPeer): void => {
    const items = listItems(value);
    for (const item of items.items) {
      if (item.kind !== "absent") peers.push(peer(item));
    }
    const open = items.rest;
    if (open === undefined) return;
    if (isNetwork(open.references)) peers.push(network(open, open.references));
    else rest = { ...open.reason, place: open.place };
  };
  const isNetwork = (references: readonly Reference[]): boolean =>
    references.length > 0 &&
    references.every(
      (reference) =>
        isNetworkRange(reference) &&
        (isNetworkAddress(reference) ||
          registers.vpcs.referred(document, reference).length > 0 ||
          registers.subnets.referred(document, reference).length > 0),
    );
  const network = ({ place }: Value, references: readonly Reference[]): IngressPeer => ({
    kind: "network",
    get of() {
      return references.flatMap((reference) => [
        ...registers.vpcs.referred(document, reference),
        ...registers.subnets.referred(document, reference),
      ]);
    },
    place,
  });
  for (const cidrs of fields.cidrs) {
    each(cidrs, (item) =>
      item.kind === "unknown" && isNetwork(item.references)
        ? network(item, item.references)
        : { kind: "cidr", cidr: stringFact(item), place: item.place },
    );
  }
  each(fields.prefixLists, (item) => ({
    kind: "prefix-list",
    id: stringFact(item),
    place: item.place,
  }));
  // A group that is not known yet is a group all the same, and lets no address in by itself.
  for (const item of fields.groups.flatMap(itemsAndRest)) {
    if (item.kind === "absent") continue;
    const cluster = item.kind === "unknown" ? clusterOf(item) : undefined;
    if (cluster !== undefined) {
      peers.push({ kind: "cluster", cluster, place: item.place });
      continue;
    }
    peers.push({
      kind: "group",
      get group() {
        return registers.groups.link(item, document);
      },
      place: item.place,
    });
  }
  const { self } = fields;
  if (self !== undefined && self.kind !== "absent") peers.push({ kind: "self", place: self.place });
  return {
    protocol: mapFact(stringFact(fields.protocol), (protocol) => protocol.toLowerCase()),
    fromPort: numberFact(fields.fromPort),
    toPort: numberFact(fields.toPort),
    peers,
    rest,
    place: fields.value.place,
  };
}

/**
 * The address of the cluster whose own group a value is.
 * https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html
 */
function clusterOf({ references }: UnknownValue): string | undefined {
  const [only, second] = references;
  if (only === undefined || second !== undefined) return undefined;
  const { address, attribute = "" } = only;
  const terraform = /(?:^|\.)aws_eks_cluster\.[^.]+$/.test(withoutIndex(address));
  const own = terraform
    ? /(?:^|\.)(?:vpc_config|cluster_security_group_id)$/.test(attribute)
    : attribute === "ClusterSecurityGroupId";
  return own ? address : undefined;
}
