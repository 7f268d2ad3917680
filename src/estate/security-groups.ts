import type { IngressPeer, IngressRule, SecurityGroup } from "../model/estate.ts";
import type { Place } from "../model/place.ts";
import type { Reason, Value } from "../model/value.ts";
import type { Whereabouts } from "./account.ts";
import { ofKind, type Draft, type IngressFields } from "./draft.ts";
import { groupById, subjectOfGroup, tell } from "./group.ts";
import { known, listItems, mapFact, numberFact, stringFact } from "./read.ts";
import { Register, withoutIndex } from "./register.ts";

/**
 * Makes security groups with the ingress rules of every resource that carries one; a group of which
 * only rules are at hand is made from these.
 *
 * @param drafts - all drafts; those of other kinds are passed over
 */
export function linkSecurityGroups(
  drafts: readonly Draft[],
  whereabouts: Whereabouts,
): { readonly nodes: readonly SecurityGroup[]; readonly register: Register<SecurityGroup> } {
  const register = new Register<SecurityGroup>("security group");
  const rules = new Map<SecurityGroup, IngressRule[]>();
  const rests = new Map<SecurityGroup, Reason>();
  const nodes: SecurityGroup[] = [];
  const groups = groupById(ofKind(drafts, "security-group"), (draft) => draft.id);
  for (const group of groups) {
    const ingress: IngressRule[] = [];
    const rest = readInline(group[0].ingress, ingress);
    const { subject, place } = subjectOfGroup(group);
    const { account, region } = whereabouts.of(group);
    const node: SecurityGroup = {
      subject,
      place,
      account,
      region,
      id: tell(group, (draft) => draft.id),
      ingress,
      get rest() {
        return rests.get(node);
      },
    };
    if (rest !== undefined) rests.set(node, rest);
    if (group.every((draft) => draft.lookedUp)) {
      rests.set(node, {
        code: "not-in-input",
        detail: `${node.subject} is not made by the files that were read, so its rules stand elsewhere`,
        place,
      });
    }
    nodes.push(node);
    rules.set(node, ingress);
    register.add(node, node.id, group);
  }
  for (const draft of ofKind(drafts, "ingress")) {
    const link = register.link(draft.group, draft.document);
    if (link.state === "linked") rules.get(link.to)?.push(readRule(draft.rule));
    if (link.state === "elsewhere") {
      const ingress = [readRule(draft.rule)];
      const node = groupOfRules(link.id, ingress, draft.resource.place);
      nodes.push(node);
      rules.set(node, ingress);
      register.add(node, node.id, []);
    }
    if (link.state !== "unknown") continue;
    // A rule that nobody can place may belong to any group of its document.
    for (const node of nodes) {
      if (node.place.source === draft.document.source && !rests.has(node)) {
        const detail = `nothing tells to which group ${draft.resource.address} belongs`;
        rests.set(node, { ...link.reason, detail, place: draft.resource.place });
      }
    }
  }
  return { nodes, register };
}

/** A group that only its rules name; what other rules it has is not known. */
function groupOfRules(id: string, ingress: readonly IngressRule[], place: Place): SecurityGroup {
  const absent = { state: "absent", place } as const;
  const detail = `the security group ${id} is not in the input, so it may have other rules`;
  return {
    subject: id,
    place,
    account: absent,
    region: absent,
    id: known(id, place),
    ingress,
    rest: { code: "not-in-input", detail, place },
  };
}

function readInline(
  fields: readonly (IngressFields | { readonly unknown: Value })[],
  into: IngressRule[],
): Reason | undefined {
  let rest: Reason | undefined;
  for (const field of fields) {
    if (!("unknown" in field)) into.push(readRule(field));
    else if (field.unknown.kind === "unknown") rest = field.unknown.reason;
  }
  return rest;
}

function readRule(fields: IngressFields): IngressRule {
  const peers: IngressPeer[] = [];
  let rest: Reason | undefined;
  const each = (value: Value, peer: (item: Value) => IngressPeer): void => {
    const items = listItems(value);
    for (const item of items.items) {
      if (item.kind !== "absent") peers.push(peer(item));
    }
    if (items.rest === undefined) return;
    if (isNetwork(items.rest)) peers.push({ kind: "network", place: items.rest.place });
    else rest = { ...items.rest.reason, place: items.rest.place };
  };
  for (const cidrs of fields.cidrs) {
    each(cidrs, (item) => ({
      kind: isNetwork(item) ? "network" : "cidr",
      cidr: stringFact(item),
      place: item.place,
    }));
  }
  each(fields.prefixLists, (item) => ({
    kind: "prefix-list",
    id: stringFact(item),
    place: item.place,
  }));
  for (const groups of fields.groups) {
    // A group that is not known yet is a group all the same, and lets no address in by itself.
    const items = listItems(groups);
    if (items.rest !== undefined) peers.push({ kind: "group", place: items.rest.place });
    for (const item of items.items) {
      if (item.kind !== "absent") peers.push({ kind: "group", place: item.place });
    }
  }
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
 * A CIDR that is not known yet, but is that of VPCs and subnets, which are /16 at the most.
 * https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
 */
function isNetwork(value: Value): boolean {
  if (value.kind !== "unknown" || value.references.length === 0) return false;
  return value.references.every(
    ({ address, attribute }) =>
      /(?:^|\.)aws_(?:default_)?(?:vpc|subnet)\.[^.]+$/.test(withoutIndex(address)) &&
      (attribute === "cidr_block" || attribute === "ipv6_cidr_block"),
  );
}
