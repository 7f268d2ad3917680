import type { Notification } from "../../model/notification.ts";
import type { Place } from "../../model/place.ts";
import type { MapValue, UnknownValue, Value } from "../../model/value.ts";
import type { Circumstances, EntityType, ResponseReading } from "../aws-response/entity.ts";
import { entryOf, itemsOf, plainMap, plainString, textOf, unknownAt } from "../plain-value.ts";

/** A call to which AWS gave no answer. */
export interface Unread {
  readonly call: string;
  readonly circumstances: Circumstances;
  /** The permission that it takes. */
  readonly action: string;
  readonly because: string;
  readonly place: Place;
}

/** Accounts that are named in a message; more are counted. */
const mostNamed = 5;

/**
 * Makes of everything that could not be read something that is there and of which it is unknown, so
 * that rules cannot take it for absent.
 *
 * @param unread - the calls without an answer
 * @param organization - the answers about the organisation, which tell the types of policies
 * @returns a warning for each call and reason
 */
export function readUnread(
  unread: readonly Unread[],
  organization: readonly MapValue[],
  reading: ResponseReading,
): readonly Notification[] {
  const types = policyTypesIn(organization);
  for (const one of unread) {
    reading.circumstances = one.circumstances;
    for (const make of makers.get(one.call) ?? []) make(one, types, reading);
  }
  reading.circumstances = undefined;
  return warnings(unread, reading.source.path);
}

type Maker = (unread: Unread, types: ReadonlyMap<string, string>, reading: ResponseReading) => void;

function unknown({ action, because, place }: Unread): UnknownValue {
  return unknownAt("unreadable", `\`${action}\` could not be read: ${because}`, place);
}

function entity(type: string, identity: string | undefined): EntityType {
  return { type, identity, fields: {} };
}

/** Clusters of which not even the names are known. */
const clusters: Maker = (unread, _, reading) => {
  const missing = unknown(unread);
  add(reading, entity("eks:Cluster", "of"), unread, [
    ["of", plainString("clusters", unread.place)],
    ["name", missing],
    ["arn", missing],
    ["tags", missing],
    ["resourcesVpcConfig", missing],
  ]);
};

const cluster: Maker = (unread, _, reading) => {
  const missing = unknown(unread);
  add(reading, entity("eks:Cluster", "name"), unread, [
    ["name", plainString(unread.circumstances.of, unread.place)],
    ["tags", missing],
    ["resourcesVpcConfig", missing],
  ]);
};

/** Principals that may hold any permission. */
const principals: Maker = (unread, _, reading) => {
  const holder = { ...entity("iam:ManagedPolicy", "of"), fields: {} };
  add(reading, holder, unread, [
    ["of", plainString("principals", unread.place)],
    ["Document", unknown(unread)],
  ]);
};

const detectors: Maker = (unread, _, reading) => {
  const missing = unknown(unread);
  const feature = plainMap(
    [
      ["Name", missing],
      ["Status", missing],
    ],
    unread.place,
  );
  add(reading, entity("guardduty:Detector", undefined), unread, [
    ["Status", missing],
    ["Features", listOf(feature)],
  ]);
};

const organizationDetectors: Maker = (unread, _, reading) => {
  const missing = unknown(unread);
  const feature = plainMap(
    [
      ["Name", missing],
      ["AutoEnable", missing],
    ],
    unread.place,
  );
  add(reading, entity("guardduty:OrganizationConfiguration", undefined), unread, [
    ["Features", listOf(feature)],
  ]);
};

const coverage: Maker = (unread, _, reading) => {
  const missing = unknown(unread);
  add(reading, entity("guardduty:Coverage", undefined), unread, [
    ["CoverageStatus", missing],
    ["ResourceDetails", missing],
  ]);
};

const endpoints: Maker = (unread, _, reading) => {
  add(reading, entity("ec2:VpcEndpointList", undefined), unread, [["unread", unknown(unread)]]);
};

/** There may be any policies of the type, attached to anything. */
const policies: Maker = (unread, _, reading) => {
  const missing = unknown(unread);
  add(reading, entity("organizations:Policy", "of"), unread, [
    ["of", plainString(`policies of the type ${unread.circumstances.of}`, unread.place)],
    ["Type", plainString(unread.circumstances.of, unread.place)],
    ["Content", missing],
    ["TargetId", missing],
  ]);
};

const policy: Maker = (unread, types, reading) => {
  const { of } = unread.circumstances;
  add(reading, entity("organizations:Policy", "Id"), unread, [
    ["Id", plainString(of, unread.place)],
    ["Type", plainString(types.get(of) ?? "SERVICE_CONTROL_POLICY", unread.place)],
    ["Content", unknown(unread)],
  ]);
};

const targets: Maker = (unread, _, reading) => {
  add(reading, entity("organizations:PolicyTargets", undefined), unread, [
    ["PolicyId", plainString(unread.circumstances.of, unread.place)],
    ["Targets", unknown(unread)],
  ]);
};

const account: readonly Maker[] = [clusters, principals, detectors];

/** What stands for the answer of a call; the tree needs nothing, as it is open where it ends. */
const makers: ReadonlyMap<string, readonly Maker[]> = new Map([
  ["sts assume-role", account],
  ["ec2 describe-regions", [clusters, detectors]],
  ["iam get-account-authorization-details", [principals]],
  ["eks list-clusters", [clusters]],
  ["eks describe-cluster", [cluster]],
  ["ec2 describe-vpc-endpoints", [endpoints]],
  ["guardduty list-detectors", [detectors]],
  ["guardduty get-detector", [detectors]],
  ["guardduty describe-organization-configuration", [organizationDetectors]],
  ["guardduty list-coverage", [coverage]],
  ["organizations list-policies", [policies]],
  ["organizations describe-policy", [policy]],
  ["organizations list-targets-for-policy", [targets]],
]);

function add(
  reading: ResponseReading,
  type: EntityType,
  { place }: Unread,
  entries: readonly (readonly [string, Value])[],
): void {
  reading.add(type, plainMap(entries, place));
}

function listOf(item: Value): Value {
  return { kind: "list", items: [item], rest: undefined, place: item.place, sensitive: false };
}

function policyTypesIn(organization: readonly MapValue[]): ReadonlyMap<string, string> {
  const types = new Map<string, string>();
  for (const answer of organization) {
    if (textOf(answer.get("call")) !== "organizations list-policies") continue;
    const type = textOf(answer.get("of"));
    for (const summary of itemsOf(entryOf(answer.get("response"), "Policies"))) {
      const id = textOf(entryOf(summary, "Id"));
      if (id !== undefined && type !== undefined) types.set(id, type);
    }
  }
  return types;
}

/** One for each call and reason, whatever number of accounts it is about. */
function warnings(unread: readonly Unread[], path: string): readonly Notification[] {
  const groups = new Map<string, { readonly first: Unread; readonly accounts: Set<string> }>();
  for (const one of unread) {
    const key = JSON.stringify([one.action, one.because]);
    const group = groups.get(key) ?? { first: one, accounts: new Set<string>() };
    groups.set(key, group);
    const id = textOf(one.circumstances.account);
    if (id !== undefined) group.accounts.add(id);
  }
  return [...groups.values()].map(({ first, accounts }) => ({
    level: "warning",
    code: "unread",
    message: `\`${first.action}\` could not be read${inAccounts([...accounts])}: ${first.because}`,
    path,
    place: first.place,
  }));
}

function inAccounts(ids: readonly string[]): string {
  const [only, second] = ids;
  if (only === undefined) return "";
  if (second === undefined) return ` in the account ${only}`;
  const named = ids.slice(0, mostNamed).join(", ");
  const more = ids.length > mostNamed ? ", …" : "";
  return ` in ${String(ids.length)} accounts (${named}${more})`;
}
