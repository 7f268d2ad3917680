import type { Endpoint, EstateNode, Vpc, VpcEndpoints } from "../model/estate.ts";
import type { DeclaredFacts } from "../model/settings.ts";
import type { Reason } from "../model/value.ts";
import { compatible } from "./account.ts";
import type { Network, VpcStanding } from "./network.ts";

/** Where a listing of endpoints comes from. */
export type Listing = Pick<EstateNode, "account" | "region">;

/**
 * Gathers the endpoints of each VPC, and says of which VPCs the input cannot know all of them.
 *
 * @param network - the network, once everything else is linked to it
 * @param facts - endpoints and shared subnets that the configuration declares
 * @param listings - the accounts and Regions of which a document lists all endpoints, as a
 *   response does. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpoints.html
 */
export function endpointsByVpc(
  network: Network,
  facts: DeclaredFacts,
  listings: readonly Listing[],
): ReadonlyMap<Vpc, VpcEndpoints> {
  const items = new Map<Vpc, Endpoint[]>();
  for (const endpoint of network.endpoints) {
    if (endpoint.vpc.state !== "linked") continue;
    const known = items.get(endpoint.vpc.to);
    if (known === undefined) items.set(endpoint.vpc.to, [endpoint]);
    else known.push(endpoint);
  }
  const shared = new Set(facts.sharedSubnets.map((subnet) => subnet.vpc));
  const gathered = new Map<Vpc, VpcEndpoints>();
  for (const [vpc, standing] of network.vpcs) {
    const declared = facts.endpoints.filter(({ vpc: own, reachableFrom }) =>
      [own, ...reachableFrom].some((name) => isNamed(vpc, name)),
    );
    gathered.set(vpc, {
      items: items.get(vpc) ?? [],
      declared: declared.map(({ service, place }) => ({ service, place })),
      rest: restOf(vpc, standing, shared, listings),
    });
  }
  return gathered;
}

function isNamed(vpc: Vpc, name: string): boolean {
  return vpc.subject === name || (vpc.id.state === "known" && vpc.id.value === name);
}

function restOf(
  vpc: Vpc,
  standing: VpcStanding,
  shared: ReadonlySet<string>,
  listings: readonly Listing[],
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
  const listed = listings.some((listing) => compatible(listing, vpc));
  return listed ? undefined : because("is not made by the files that were read");
}
