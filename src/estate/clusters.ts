import { managedTag } from "../aws/guardduty.ts";
import type { Cluster, Detector, Link, Links, Subnet, Vpc } from "../model/estate.ts";
import type { Place } from "../model/place.ts";
import type { Fact, Reason } from "../model/value.ts";
import { compatible, type Whereabouts } from "./account.ts";
import { DetectorsByPlace } from "./automation.ts";
import { ClusterNames } from "./cluster-names.ts";
import { ofKind, type Draft, type DraftOf } from "./draft.ts";
import { bestValue, declaredFirst, subjectOfGroup, tell, type Group } from "./group.ts";
import type { Network } from "./network.ts";
import { isStated, known, stringFact } from "./read.ts";
import { tagSet } from "./tags.ts";

type ClusterDraft = DraftOf<"cluster">;

/** More clusters of one name than any estate has are not compared with each other. */
const mostNamesakes = 500;

/**
 * Makes clusters, each once, whatever number of documents speak of it.
 *
 * @param drafts - all drafts; those of other kinds are passed over
 */
export function linkClusters(
  drafts: readonly Draft[],
  network: Network,
  detectors: readonly Detector[],
  whereabouts: Whereabouts,
): { readonly clusters: readonly Cluster[]; readonly names: ClusterNames<Cluster> } {
  const groups = sameClusters(declaredFirst(ofKind(drafts, "cluster")), whereabouts);
  const register = new ClusterNames<Group<ClusterDraft>>();
  for (const group of groups)
    register.add(
      group,
      tell(group, (draft) => draft.name),
      group,
    );
  const compute = computeOf(drafts, groups, register);
  const names = new ClusterNames<Cluster>();
  const byPlace = new DetectorsByPlace(detectors);
  const clusters = groups.map((group): Cluster => {
    const arn = tell(group, (draft) => draft.arn);
    const [first] = group;
    const subnets = network.subnetRegister.links(
      bestValue(group, (draft) => draft.subnets),
      first.document,
    );
    const { subject, place } = subjectOfGroup(group);
    const { account, region } = whereabouts.of(group, arn);
    const cluster: Cluster = {
      subject,
      place,
      account,
      region,
      name: tell(group, (draft) => draft.name),
      arn,
      tagSets: group
        .filter((draft) => draft.tags.length > 0)
        .map((draft) => tagSet(draft.tags, draft.resource.place, draft.document.standing)),
      vpc: vpcOf(group, subnets, network),
      subnets,
      automation: byPlace.automation({ account, region }, place),
      get detectors() {
        return byPlace.of({ account, region });
      },
      fargateOnly: fargateOnly(group, compute.get(group)),
      get version() {
        return tell(group, (draft) => draft.version);
      },
      get ownGroup() {
        return network.groupRegister.link(
          bestValue(group, (draft) => draft.ownGroup),
          first.document,
        );
      },
      get onOutpost() {
        return isStated(bestValue(group, (draft) => draft.outpost));
      },
      get tagChangesIgnored() {
        return tagChangesIgnored(group);
      },
      get hybridNodes() {
        return isStated(bestValue(group, (draft) => draft.remoteNetworks));
      },
    };
    names.add(cluster, cluster.name, group, cluster);
    return cluster;
  });
  return { clusters, names };
}

/**
 * Two documents speak of the same cluster when its ARN is the same, or its name, and nothing that
 * they say of account and Region contradicts that. Two declarations are two clusters unless account
 * and Region are told and the same: one name in two roots is common.
 */
function sameClusters(
  drafts: readonly ClusterDraft[],
  whereabouts: Whereabouts,
): readonly Group<ClusterDraft>[] {
  const groups: [ClusterDraft, ...ClusterDraft[]][] = [];
  const byName = new Map<string, [ClusterDraft, ...ClusterDraft[]][]>();
  for (const draft of drafts) {
    const name = clusterName(draft);
    const namesakes = name === undefined ? [] : (byName.get(name) ?? []);
    const matching = namesakes
      .slice(0, mostNamesakes)
      .filter((group) => isSame(draft, group, whereabouts));
    const [only, second] = matching;
    if (only !== undefined && second === undefined) {
      only.push(draft);
      continue;
    }
    const group: [ClusterDraft, ...ClusterDraft[]] = [draft];
    groups.push(group);
    namesakes.push(group);
    if (name !== undefined) byName.set(name, namesakes);
  }
  return groups;
}

/** The name, which the ARN tells too: `arn:aws:eks:us-east-1:111122223333:cluster/payments`. */
function clusterName(draft: ClusterDraft): string | undefined {
  const name = stringFact(draft.name);
  if (name.state === "known") return name.value;
  const arn = stringFact(draft.arn);
  return arn.state === "known" ? /:cluster\/([^/]+)$/.exec(arn.value)?.[1] : undefined;
}

function isSame(
  draft: ClusterDraft,
  group: Group<ClusterDraft>,
  whereabouts: Whereabouts,
): boolean {
  const own = whereabouts.of([draft], stringFact(draft.arn));
  const theirs = whereabouts.of(
    group,
    tell(group, (member) => member.arn),
  );
  if (!compatible(own, theirs)) return false;
  const certain = [own.account, own.region, theirs.account, theirs.region].every(
    (fact) => fact.state === "known",
  );
  const declaredTwice = group.some(
    (member) => member.document.standing === "declared" && draft.document.standing === "declared",
  );
  return certain || !declaredTwice;
}

function vpcOf(group: Group<ClusterDraft>, subnets: Links<Subnet>, network: Network): Link<Vpc> {
  const [first] = group;
  const stated = network.vpcRegister.link(
    bestValue(group, (draft) => draft.vpc),
    first.document,
  );
  if (stated.state === "linked") return stated;
  const links = subnets.items.map((link): Link<Vpc> => {
    if (link.state === "linked") return whereItLies(link.to);
    if (link.state === "elsewhere") return notDescribed(link.id, link.place);
    return link;
  });
  const vpcs = network.vpcsOfSubnets(
    bestValue(group, (draft) => draft.subnets),
    first.document,
  );
  const [only, second] = vpcs;
  const { place } = subnets;
  // All subnets of a cluster lie in one VPC, so one that is known tells it.
  // https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
  if (only !== undefined && second === undefined) return { state: "linked", to: only, place };
  if (second !== undefined) {
    const detail = "its subnets can lie in several VPCs, and which ones it gets is not known";
    return unknown({ code: "ambiguous-reference", detail, place }, place);
  }
  const unclear = links.find((link) => link.state === "unknown");
  if (unclear !== undefined) return unclear;
  if (subnets.rest !== undefined) return unknown(subnets.rest, place);
  if (stated.state !== "absent") return stated;
  const detail = "the input does not tell its subnets";
  return unknown({ code: "not-in-input", detail, place }, place);
}

/** Of a subnet that may not exist, that it may not is why nothing follows from it alone. */
function whereItLies({ vpc, id, isCertain }: Subnet): Link<Vpc> {
  return isCertain || id.state !== "unknown" ? vpc : unknown(id.reason, id.place);
}

function notDescribed(subnet: string, place: Place): Link<Vpc> {
  const detail = `nothing in the input tells in which VPC ${subnet} lies`;
  return unknown({ code: "not-in-input", detail, place }, place);
}

function unknown(reason: Reason, place: Place): Link<Vpc> {
  return { state: "unknown", reason, place };
}

/**
 * `ignore_changes` keeps what is there, whatever the configuration says later.
 * https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#ignore_changes
 */
function tagChangesIgnored(group: Group<ClusterDraft>): Place | undefined {
  const covering = new Set(["all", "tags", "tags_all", `tags["${managedTag}"]`]);
  return group
    .flatMap(({ resource }) => resource.ignoredChanges ?? [])
    .find(({ attribute }) => covering.has(attribute))?.place;
}

type Compute = ReadonlySet<"ec2" | "fargate">;

function computeOf(
  drafts: readonly Draft[],
  groups: readonly Group<ClusterDraft>[],
  register: ClusterNames<Group<ClusterDraft>>,
): ReadonlyMap<Group<ClusterDraft>, Compute> {
  const found = new Map<Group<ClusterDraft>, Set<"ec2" | "fargate">>();
  const add = (group: Group<ClusterDraft>, compute: "ec2" | "fargate"): void => {
    const known = found.get(group);
    if (known === undefined) found.set(group, new Set([compute]));
    else known.add(compute);
  };
  for (const { cluster, compute, document } of ofKind(drafts, "compute")) {
    const link = register.link(cluster, document);
    if (link.state === "linked") add(link.to, compute);
    if (link.state === "linked" || link.state === "elsewhere" || compute === "fargate") continue;
    // Nodes that no attribute ties to a cluster may be any cluster's of the same document.
    for (const group of groups) {
      if (group.some((draft) => draft.document === document)) add(group, compute);
    }
  }
  return found;
}

function fargateOnly(group: Group<ClusterDraft>, compute: Compute | undefined): Fact<boolean> {
  const stated = tell(group, (draft) => draft.compute);
  const { place } = group[0].resource;
  if (stated.state === "known") return known(stated.value.toLowerCase() === "fargate", place);
  if (compute === undefined) return { state: "absent", place };
  return known(compute.has("fargate") && !compute.has("ec2"), place);
}
