import type { Estate } from "../model/estate.ts";
import type { Notification } from "../model/notification.ts";
import type { LoadedDocument } from "../model/resource.ts";
import type { Settings } from "../model/settings.ts";
import { Whereabouts, type AccountOfFile } from "./account.ts";
import { subjectOf, type Adapters } from "./adapter.ts";
import { linkAddons } from "./addons.ts";
import { linkCoverage } from "./coverage.ts";
import { linkClusters } from "./clusters.ts";
import { linkDetectors } from "./detectors.ts";
import { ofKind, type Draft } from "./draft.ts";
import { linkGuards } from "./guards.ts";
import { subjectOfGroup, tell } from "./group.ts";
import { idleAttachments } from "./idle-attachments.ts";
import { malformedPolicies } from "./malformed-policies.ts";
import { linkNetwork } from "./network.ts";
import { linkOrganization } from "./organization.ts";
import { linkPrincipals } from "./principals.ts";
import { linkTagPolicies } from "./tag-policies.ts";
import { terraformAdapters } from "./terraform/index.ts";
import { mapFact } from "./read.ts";
import { endpointsByVpc, listingOf, type Listing } from "./vpc-endpoints.ts";
import { awsAdapters } from "./aws-api/index.ts";
import { cloudFormationAdapters } from "./cloudformation/index.ts";
import { eksctlAdapters } from "./eksctl.ts";
import { inventoryAdapters } from "./inventory.ts";
import { kubernetesAdapters } from "./kubernetes.ts";
import { policyAdapters } from "./policy-documents.ts";

/**
 * Links everything that was loaded into one picture.
 *
 * @param documents - all documents of the run
 * @param facts - what the configuration declares beyond them
 * @param accountOfFile - the account that a file deploys to, where it does not tell itself
 * @returns the estate, what AWS would refuse in its policies, and declared facts that came to nothing
 */
export function buildEstate(
  documents: readonly LoadedDocument[],
  facts: Settings["facts"],
  accountOfFile: AccountOfFile,
): { readonly estate: Estate; readonly notifications: readonly Notification[] } {
  const drafts = documents.flatMap(draftsOf);
  const whereabouts = new Whereabouts(accountOfFile);
  const network = linkNetwork(drafts, facts, whereabouts);
  const detectors = linkDetectors(drafts, whereabouts);
  const { clusters, names } = linkClusters(drafts, network, detectors, whereabouts);
  const { organization, register } = linkOrganization(drafts, facts);
  const listings = drafts.flatMap((draft): readonly Listing[] => {
    const observed = draft.kind === "endpoint" && draft.document.standing === "observed";
    const terraform = draft.resource.ecosystem === "terraform";
    const lists = draft.kind === "endpoint-list" || (observed && !terraform);
    return lists ? [listingOf(draft, whereabouts)] : [];
  });
  const unread = documents.flatMap((document) => document.unread ?? []);
  const estate: Estate = {
    clusters,
    vpcs: [...network.vpcs.keys()],
    subnets: network.subnets,
    endpoints: network.endpoints,
    endpointsByVpc: endpointsByVpc(network, clusters, facts, listings, unread),
    securityGroups: network.securityGroups,
    privateZones: privateZones(drafts, whereabouts),
    addons: linkAddons(drafts, whereabouts, names),
    detectors,
    coverage: linkCoverage(drafts, whereabouts),
    organization,
    guards: linkGuards(drafts, facts, register, whereabouts),
    tagPolicies: linkTagPolicies(drafts, register, whereabouts),
    principals: linkPrincipals(drafts, whereabouts),
  };
  const bare = documents.filter(({ format }) => format === "policy-document");
  const paths = new Set(bare.map(({ source }) => source.path));
  const notifications = [
    ...malformedPolicies(estate, paths),
    ...idleAttachments(facts, estate.guards),
  ];
  return { estate, notifications };
}

function privateZones(drafts: readonly Draft[], whereabouts: Whereabouts): Estate["privateZones"] {
  return ofKind(drafts, "private-zone").map((draft) => ({
    ...subjectOfGroup([draft]),
    ...whereabouts.of([draft]),
    name: mapFact(
      tell([draft], ({ name }) => name),
      (name) => name.replace(/\.$/, ""),
    ),
  }));
}

const adapters: Readonly<Record<LoadedDocument["resources"][number]["ecosystem"], Adapters>> = {
  terraform: terraformAdapters,
  cloudformation: cloudFormationAdapters,
  eksctl: eksctlAdapters,
  kubernetes: kubernetesAdapters,
  "aws-api": awsAdapters,
  inventory: inventoryAdapters,
  policy: policyAdapters,
};

function draftsOf(document: LoadedDocument): readonly Draft[] {
  return document.resources.flatMap((resource) => {
    const adapter = adapters[resource.ecosystem].get(resource.type);
    return adapter === undefined ? [] : adapter(subjectOf(resource, document));
  });
}
