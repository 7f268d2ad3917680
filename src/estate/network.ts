import type { Endpoint, Link, Links, SecurityGroup, Subnet, Vpc } from "../model/estate.ts";
import type { Place } from "../model/place.ts";
import type { LoadedDocument } from "../model/resource.ts";
import type { DeclaredFacts } from "../model/settings.ts";
import type { Fact, Reason, Value } from "../model/value.ts";
import type { Whereabouts } from "./account.ts";
import { ClusterNetworks } from "./cluster-networks.ts";
import { ofKind, type Draft, type DraftOf } from "./draft.ts";
import { linkEndpoints } from "./endpoints.ts";
import { bestValue, groupById, subjectOfGroup, tell, type Group } from "./group.ts";
import { found, type VpcName } from "./found.ts";
import { booleanFact, itemsAndRest, known, listItems, stringFact } from "./read.ts";
import { isVpcOfSubnet } from "./reference.ts";
import { Register } from "./register.ts";
import { linkSecurityGroups } from "./security-groups.ts";

/** How well the input knows a VPC. */
export type VpcStanding = "made" | "looked-up" | "mentioned";

/** The linked network; `vpcs` grows while other nodes are linked to VPCs that nothing describes. */
export interface Network {
  readonly vpcs: Map<Vpc, VpcStanding>;
  readonly subnets: readonly Subnet[];
  readonly securityGroups: readonly SecurityGroup[];
  readonly endpoints: readonly Endpoint[];
  readonly vpcRegister: Register<Vpc>;
  readonly subnetRegister: Register<Subnet>;
  /** The VPCs in which subnets lie, as far as they are known. */
  readonly vpcsOfSubnets: (subnets: Value, document: LoadedDocument) => ReadonlySet<Vpc>;
  readonly groupRegister: Register<SecurityGroup>;
}

/**
 * Links VPCs, subnets, security groups and endpoints.
 *
 * @param drafts - all drafts; those of other kinds are passed over
 * @param facts - the configuration's facts, of which shared subnets count here
 */
export function linkNetwork(
  drafts: readonly Draft[],
  facts: DeclaredFacts,
  whereabouts: Whereabouts,
): Network {
  const vpcs = new Map<Vpc, VpcStanding>();
  const further = new Map<Vpc, Value[]>();
  const clusters = new ClusterNetworks(drafts, whereabouts);
  const sets = new Register<Vpc>("VPC");
  const subnetRegister: Register<Subnet> = new Register("subnet", {
    through: (document, reference) => clusters.subnets(document, reference, subnetRegister),
  });
  const vpcsOfSubnets: Network["vpcsOfSubnets"] = (value, document) => {
    const links = [
      ...vpcsTold(value, subnetRegister.links(value, document)),
      ...sets.links(value, document).items,
    ];
    return new Set(links.flatMap((link) => (link.state === "linked" ? [link.to] : [])));
  };
  const vpcRegister = new Register<Vpc>("VPC", {
    mention: (id, place) => {
      const vpc: Vpc = {
        ...nowhere(id, place),
        id: known(id, place),
        dnsSupport: { state: "absent", place },
        dnsHostnames: { state: "absent", place },
        cidrs: { items: [], rest: notDescribed(id, place) },
      };
      vpcs.set(vpc, "mentioned");
      return vpc;
    },
    through: (document, reference) =>
      isVpcOfSubnet(reference)
        ? subnetRegister.referred(document, reference).map((subnet) => subnet.vpc)
        : clusters.vpcs(document, reference, vpcsOfSubnets),
  });
  const described = groupById(ofKind(drafts, "vpc"), (draft) => draft.id);
  for (const group of found(described, whereabouts)) {
    const { subject, place } = subjectOfGroup(group);
    const { account, region } = whereabouts.of(group);
    const vpc: Vpc = {
      subject,
      place,
      account,
      region,
      id: tell(group, (draft) => draft.id),
      get dnsSupport() {
        return booleanFact(bestValue(group, (draft) => draft.dnsSupport));
      },
      get dnsHostnames() {
        return booleanFact(bestValue(group, (draft) => draft.dnsHostnames));
      },
      get cidrs() {
        return cidrsOf(group, further.get(vpc) ?? []);
      },
    };
    vpcs.set(vpc, group.some((draft) => draft.made) ? "made" : "looked-up");
    vpcRegister.add(vpc, vpc.id, group);
  }
  for (const draft of ofKind(drafts, "vpc-cidr")) {
    const link = vpcRegister.link(draft.vpc, draft.document);
    if (link.state !== "linked") continue;
    const known = further.get(link.to);
    if (known === undefined) further.set(link.to, [draft.cidr]);
    else known.push(draft.cidr);
  }
  addSubnetSets(drafts, vpcRegister, sets);
  const vpcName = vpcNames(vpcs, vpcRegister);
  const vpcLinks = { register: vpcRegister, vpcName };
  const subnets = linkSubnets(drafts, facts, whereabouts, vpcLinks, subnetRegister);
  const registers = { vpcs: vpcRegister, subnets: subnetRegister };
  const groups = linkSecurityGroups(drafts, whereabouts, { ...registers, vpcName });
  const endpoints = linkEndpoints(drafts, whereabouts, { ...registers, groups: groups.register });
  return {
    vpcs,
    subnets,
    securityGroups: groups.nodes,
    endpoints,
    vpcRegister,
    subnetRegister,
    vpcsOfSubnets,
    groupRegister: groups.register,
  };
}

/** The VPCs of data sources that find subnets of one VPC alone. */
function addSubnetSets(drafts: readonly Draft[], vpcs: Register<Vpc>, sets: Register<Vpc>): void {
  for (const draft of ofKind(drafts, "subnet-set")) {
    const link = vpcs.link(draft.vpc, draft.document);
    if (link.state !== "linked") continue;
    sets.add(link.to, { state: "absent", place: link.place }, [draft]);
  }
}

/** A VPC that the input does not make may be any of those that it makes. */
function vpcNames(vpcs: ReadonlyMap<Vpc, VpcStanding>, register: Register<Vpc>): VpcName {
  const names = new Map<Vpc, string>();
  return (value, document) => {
    const link = register.link(value, document);
    if (link.state !== "linked") return undefined;
    const vpc = link.to;
    if (vpcs.get(vpc) !== "made") return undefined;
    const name = names.get(vpc) ?? String(names.size);
    names.set(vpc, name);
    return name;
  };
}

/** Where subnets lie: one that may not exist tells it where all others are known to lie there too. */
function vpcsTold(value: Value, { items, rest }: Links<Subnet>): readonly Link<Vpc>[] {
  const subnets = items.flatMap((link) => (link.state === "linked" ? [link.to] : []));
  const isPartial = itemsAndRest(value).some((one) => one.kind === "unknown" && one.isPartial);
  const isWhole = !isPartial && rest === undefined && subnets.length === items.length;
  const areKnown = isWhole && subnets.every(({ vpc }) => vpc.state === "linked");
  return subnets.filter(({ isCertain }) => isCertain || areKnown).map(({ vpc }) => vpc);
}

function linkSubnets(
  drafts: readonly Draft[],
  facts: DeclaredFacts,
  whereabouts: Whereabouts,
  { register: vpcRegister, vpcName }: { register: Register<Vpc>; vpcName: VpcName },
  register: Register<Subnet>,
): readonly Subnet[] {
  const subnets: Subnet[] = [];
  for (const { id, vpc, owner, place } of facts.sharedSubnets) {
    const link: Link<Vpc> = vpcRegister.linkId(vpc, place);
    const account: Fact<string> = known(owner, place);
    const absent = { state: "absent", place } as const;
    const subnet: Subnet = {
      ...nowhere(id, place),
      account,
      id: known(id, place),
      vpc: link,
      cidr: absent,
      zone: absent,
      isCertain: true,
    };
    subnets.push(subnet);
    register.add(subnet, subnet.id, []);
  }
  const described = groupById(ofKind(drafts, "subnet"), (draft) => draft.id);
  for (const group of found(described, whereabouts, vpcName)) {
    const id = tell(group, (draft) => draft.id);
    const declared = id.state === "known" ? register.byId(id.value) : undefined;
    const subnet = declared ?? describedSubnet(group, id, whereabouts, vpcRegister);
    if (declared === undefined) subnets.push(subnet);
    register.add(subnet, id, group);
  }
  return subnets;
}

function describedSubnet(
  group: Group<DraftOf<"subnet">>,
  id: Fact<string>,
  whereabouts: Whereabouts,
  vpcRegister: Register<Vpc>,
): Subnet {
  const { subject, place } = subjectOfGroup(group);
  const { account, region } = whereabouts.of(group);
  const vpc = bestValue(group, (draft) => draft.vpc);
  return {
    subject,
    place,
    account,
    region,
    id,
    vpc: vpcRegister.link(vpc, group[0].document),
    get cidr() {
      return tell(group, (draft) => draft.cidr);
    },
    get zone() {
      return tell(group, (draft) => draft.zone);
    },
    isCertain: group.some(
      ({ resource: { body } }) => body.kind !== "map" || body.rest === undefined,
    ),
  };
}

/** All blocks that the documents tell; one that is not told leaves open which there are. */
function cidrsOf(group: Group<DraftOf<"vpc">>, further: readonly Value[]): Vpc["cidrs"] {
  const items: Fact<string>[] = [];
  let rest: Reason | undefined;
  const texts = new Set<string>();
  for (const value of [...group.flatMap((draft) => draft.cidrs), ...further]) {
    const list = listItems(value);
    rest ??= list.rest?.reason;
    for (const fact of list.items.map(stringFact)) {
      if (fact.state === "known" && texts.has(fact.value)) continue;
      if (fact.state === "known") texts.add(fact.value);
      if (fact.state === "unknown") rest ??= fact.reason;
      else items.push(fact);
    }
  }
  const { address, place } = group[0].resource;
  return { items, rest: items.length === 0 ? (rest ?? notDescribed(address, place)) : rest };
}

function notDescribed(vpc: string, place: Place): Reason {
  return {
    code: "not-in-input",
    detail: `the input does not tell the CIDR blocks of ${vpc}`,
    place,
  };
}

/** A node that only its id is known of. */
function nowhere(id: string, place: Place): Pick<Vpc, "subject" | "place" | "account" | "region"> {
  const absent = { state: "absent", place } as const;
  return { subject: id, place, account: absent, region: absent };
}
