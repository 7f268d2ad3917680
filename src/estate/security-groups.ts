import type { IngressRule, SecurityGroup, Subnet, Vpc } from "../model/estate.ts";
import type { Place } from "../model/place.ts";
import type { Fact, Reason } from "../model/value.ts";
import type { Whereabouts } from "./account.ts";
import { found, type VpcName } from "./found.ts";
import { ofKind, type Draft, type DraftOf } from "./draft.ts";
import { bestValue, groupById, subjectOfGroup, tell, type Group } from "./group.ts";
import { ingressRule, type IngressRegisters } from "./ingress-rule.ts";
import { known, mapFact } from "./read.ts";
import { Register } from "./register.ts";
import { tagSet } from "./tags.ts";

/**
 * Makes security groups with the ingress rules of every resource that carries one; a group of which
 * only rules are at hand is made from these.
 *
 * @param drafts - all drafts; those of other kinds are passed over
 * @param networks - the networks that a rule's CIDR can be that of
 */
export function linkSecurityGroups(
  drafts: readonly Draft[],
  whereabouts: Whereabouts,
  networks: {
    readonly vpcs: Register<Vpc>;
    readonly subnets: Register<Subnet>;
    readonly vpcName: VpcName;
  },
): { readonly nodes: readonly SecurityGroup[]; readonly register: Register<SecurityGroup> } {
  const register = new Register<SecurityGroup>("security group");
  const registers: IngressRegisters = { ...networks, groups: register };
  const rules = new Map<SecurityGroup, IngressRule[]>();
  const rests = new Map<SecurityGroup, Reason>();
  const nodes: SecurityGroup[] = [];
  const described = groupById(ofKind(drafts, "security-group"), (draft) => draft.id);
  const groups = found(described, whereabouts, networks.vpcName);
  for (const group of groups) {
    const ingress: IngressRule[] = [];
    const [first] = group;
    const rest = readInline(first, registers, ingress);
    const { subject, place } = subjectOfGroup(group);
    const { account, region } = whereabouts.of(group);
    const node: SecurityGroup = {
      subject,
      place,
      account,
      region,
      id: tell(group, (draft) => draft.id),
      get vpc() {
        return networks.vpcs.link(
          bestValue(group, (draft) => draft.vpc),
          first.document,
        );
      },
      get isDefault() {
        return isDefault(group);
      },
      ingress,
      get rest() {
        return rests.get(node);
      },
      get tags() {
        return tagSet(first.tags, place, first.document.standing);
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
    if (link.state === "linked")
      rules.get(link.to)?.push(ingressRule(draft.rule, draft.document, registers));
    if (link.state === "elsewhere") {
      const ingress = [ingressRule(draft.rule, draft.document, registers)];
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
    vpc: absent,
    isDefault: absent,
    ingress,
    rest: { code: "not-in-input", detail, place },
    tags: { tags: [], rest: { code: "not-in-input", detail, place }, place, standing: "declared" },
  };
}

/**
 * The group that a VPC is made with is named `default`, and no other can be.
 * https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
 */
function isDefault(group: Group<DraftOf<"security-group">>): Fact<boolean> {
  const [{ isDefault: told, resource }] = group;
  if (told !== undefined) return known(told, resource.place);
  return mapFact(
    tell(group, (draft) => draft.name),
    (name) => name === "default",
  );
}

function readInline(
  draft: DraftOf<"security-group">,
  registers: IngressRegisters,
  into: IngressRule[],
): Reason | undefined {
  let rest: Reason | undefined;
  for (const field of draft.ingress) {
    if (!("unknown" in field)) into.push(ingressRule(field, draft.document, registers));
    else if (field.unknown.kind === "unknown") rest = field.unknown.reason;
  }
  return rest;
}
