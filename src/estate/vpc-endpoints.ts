import type { Cluster, Endpoint, EstateNode, Vpc, VpcEndpoints } from "../model/estate.ts";
import type { DeclaredFacts } from "../model/settings.ts";
import type { Fact, Reason } from "../model/value.ts";
import { compatible, type Whereabouts } from "./account.ts";
import type { DraftOf } from "./draft.ts";
import type { Network, VpcStanding } from "./network.ts";
import { firstKnown, known, stringFact } from "./read.ts";

/** Where a listing of endpoints comes from. */
export type Listing = Pick<EstateNode, "account" | "region"> & {
  /** Why the listing could not be read. */
  readonly unread?: Reason;
};

/**
 * Says of which account and Region a listed endpoint, or a list, tells all endpoints. The name of an
 * AWS service holds the Region, which `describe-vpc-endpoints` prints nowhere else.
 * https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
 */
export function listingOf(
  draft: DraftOf<"endpoint" | "endpoint-list">,
  whereabouts: Whereabouts,
): Listing {
  const { account, region } = whereabouts.of([draft]);
  if (draft.kind === "endpoint-list" && draft.unread.kind === "unknown") {
    return { account, region, unread: draft.unread.reason };
  }
  if (draft.kind === "endpoint-list" || region.state === "known") return { account, region };
  const service = stringFact(draft.service);
  const named =
    service.state === "known"
      ? /^(?:cn\.)?com\.amazonaws\.([a-z0-9-]+)\./.exec(service.value)
      : null;
  const [, name] = named ?? [];
  return { account, region: name === undefined ? region : known(name, service.place) };
}

/**
 * Gathers the endpoints of each VPC, and says of which VPCs the input cannot know all of them.
 *
 * @param network - the network, once everything else is linked to it
 * @param clusters - the clusters, which tell the Region of a VPC that nothing describes
 * @param facts - endpoints and shared subnets that the configuration declares
 * @param listings - the accounts and Regions of which a document lists all endpoints, as a
 *   response does. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpoints.html
 * @param unread - why parts of the input were not read that may make endpoints
 */
export function endpointsByVpc(
  network: Network,
  clusters: readonly Cluster[],
  facts: DeclaredFacts,
  listings: readonly Listing[],
  unread: readonly Reason[],
): ReadonlyMap<Vpc, VpcEndpoints> {
  const items = new Map<Vpc, Endpoint[]>();
  for (const endpoint of network.endpoints) {
    if (endpoint.vpc.state !== "linked") continue;
    const known = items.get(endpoint.vpc.to);
    if (known === undefined) items.set(endpoint.vpc.to, [endpoint]);
    else known.push(endpoint);
  }
  const regions = new Map<Vpc, Fact<string>>();
  for (const { vpc, region } of clusters) if (vpc.state === "linked") regions.set(vpc.to, region);
  const distinct = [
    ...new Map(
      listings.map((one) => [
        `${text(one.account)} ${text(one.region)} ${one.unread?.detail ?? ""}`,
        one,
      ]),
    ).values(),
  ];
  const read = distinct.filter(({ unread }) => unread === undefined);
  const refused = distinct.filter(({ unread }) => unread !== undefined);
  const listingFor = (vpc: Vpc): Listing | undefined => {
    const region = firstKnown(vpc.region, regions.get(vpc) ?? vpc.region);
    const isItsOwn = (listing: Listing): boolean =>
      compatible(listing, { account: vpc.account, region });
    return read.find(isItsOwn) ?? refused.find(isItsOwn);
  };
  const shared = new Set(facts.sharedSubnets.map((subnet) => subnet.vpc));
  const gathered = new Map<Vpc, VpcEndpoints>();
  for (const [vpc, standing] of network.vpcs) {
    const declared = facts.endpoints.filter(({ vpc: own, reachableFrom }) =>
      [own, ...reachableFrom].some((name) => isNamed(vpc, name)),
    );
    gathered.set(vpc, {
      items: items.get(vpc) ?? [],
      declared: declared.map(({ service, place }) => ({ service, place })),
      rest: restOf(vpc, standing, shared, listingFor(vpc)) ?? amongUnread(vpc, unread),
    });
  }
  return gathered;
}

function text(fact: Fact<string>): string {
  return fact.state === "known" ? fact.value : "";
}

function isNamed(vpc: Vpc, name: string): boolean {
  return vpc.subject === name || (vpc.id.state === "known" && vpc.id.value === name);
}

function amongUnread(vpc: Vpc, [reason]: readonly Reason[]): Reason | undefined {
  if (reason === undefined) return undefined;
  const detail = `${reason.detail}, and an endpoint of ${vpc.subject} may be among what it makes`;
  return { ...reason, detail };
}

function restOf(
  vpc: Vpc,
  standing: VpcStanding,
  shared: ReadonlySet<string>,
  listing: Listing | undefined,
): Reason | undefined {
  const because = (detail: string): Reason => ({
    code: "not-in-input",
    detail: `${vpc.subject} ${detail}, so an endpoint of it may stand elsewhere`,
    place: vpc.place,
  });
  if (vpc.id.state === "known" && shared.has(vpc.id.value)) {
    return because("is shared from another account");
  }
  if (standing === "made") return undefined;
  return listing === undefined
    ? because("is not made by the files that were read")
    : listing.unread;
}
