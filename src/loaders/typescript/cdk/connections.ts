import {
  because,
  ListDatum,
  MapDatum,
  native,
  nothing,
  number,
  open,
  record,
  text,
  type Call,
  type Datum,
  type NamespaceDatum,
  type Open,
  type Spot,
} from "../datum.ts";
import { add, listAt, space, statics } from "../library.ts";
import { constructOf, refer, type Connectable, type Construct, type Group } from "./tree.ts";

/** What groups a construct has; undefined where that is not known. */
export function connectableOf(value: Datum | undefined): Connectable | undefined {
  return constructOf(value)?.connectable;
}

/** The id of a group. */
export function groupId(group: Group, at: Spot): Datum {
  return group.kind === "made" ? refer(group.made, at, "GroupId") : group.id;
}

/** https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_ec2.Connections.html */
export function connectionsOf(construct: Construct, at: Spot): NamespaceDatum {
  return space("connections", at, (name, here) => {
    const own = construct.connectable;
    if (name === "securityGroups") return open(here, "the groups are known only after deployment");
    if (name === "defaultPort") return own?.port ?? nothing(here);
    return native(name, here, (call) => {
      connection(name, construct, call);
      return nothing(here);
    });
  });
}

function connection(name: string, construct: Construct, call: Call): void {
  const own = construct.connectable;
  const [first, second] = call.args;
  const everyone = (key: string, cidr: string): Datum =>
    record({ [key]: text(cidr, call.at) }, call.at);
  const missing = open(call.at, "the port is not known");
  const self = (): Datum =>
    own?.groups[0] === undefined
      ? missing
      : record({ SourceSecurityGroupId: groupId(own.groups[0], call.at) }, call.at);
  const port = own?.port ?? missing;
  switch (name) {
    case "allowFrom":
      allow(own, first, second ?? missing, call);
      return;
    case "allowFromAnyIpv4":
      allow(own, everyone("CidrIp", "0.0.0.0/0"), first ?? missing, call);
      return;
    case "allowDefaultPortFrom":
      allow(own, first, port, call);
      return;
    case "allowDefaultPortFromAnyIpv4":
      allow(own, everyone("CidrIp", "0.0.0.0/0"), port, call);
      return;
    case "allowInternally":
      allow(own, self(), first ?? missing, call);
      return;
    case "allowDefaultPortInternally":
      allow(own, self(), port, call);
      return;
    case "allowTo":
      allow(connectableOf(first), self(), second ?? missing, call);
      return;
    case "allowToDefaultPort": {
      const other = connectableOf(first);
      allow(other, self(), other?.port ?? missing, call);
      return;
    }
    case "allowToAnyIpv4":
      return;
    default:
      construct.escape(open(call.at, `what \`${name}\` changes is not known`));
  }
}

/** Lets a peer in through all groups that something has. */
export function allow(
  to: Connectable | undefined,
  peer: Datum | undefined,
  port: Datum,
  call: Call,
): void {
  if (to === undefined) return;
  const peers = peersOf(peer, call.at);
  for (const group of to.groups) {
    for (const one of peers) addRule(group, one, port, call);
  }
}

/** A peer as entries of a rule; a construct stands for its groups. */
function peersOf(peer: Datum | undefined, at: Spot): readonly Datum[] {
  if (peer === undefined) return [open(at, "the peer is not known")];
  if (peer.kind === "map" || peer.kind === "open") return [peer];
  const other = connectableOf(peer);
  if (other === undefined) {
    // Whatever is connected is let in by its groups.
    const group = open(peer.at, "its security group is known only after deployment", {
      code: "known-after-apply",
    });
    return constructOf(peer) === undefined
      ? [open(peer.at, "the peer is not known")]
      : [record({ SourceSecurityGroupId: group }, peer.at)];
  }
  return other.groups.map((group) =>
    record({ SourceSecurityGroupId: groupId(group, peer.at) }, peer.at),
  );
}

/** Adds a rule to a group. */
export function addRule(group: Group, peer: Datum, port: Datum, call: Call): void {
  const rule = new MapDatum([], call.at);
  const entries = (from: Datum, unknown: readonly string[]): void => {
    if (from.kind === "map") {
      for (const [key, entry] of from.entries) rule.entries.set(key, entry);
      if (from.rest === undefined) return;
    }
    const cause = from.kind === "open" ? from : open(from.at, "the rule is not known");
    for (const key of unknown) {
      if (!rule.entries.has(key))
        rule.entries.set(key, { key: from.at, value: because(from.at, cause) });
    }
  };
  entries(peer, ["CidrIp"]);
  entries(port, ["IpProtocol", "FromPort", "ToPort"]);
  if (group.kind === "made") {
    add(listAt(group.made.properties, "SecurityGroupIngress", group.made.at), rule, call.machine);
    return;
  }
  rule.entries.set("GroupId", { key: call.at, value: group.id });
  group.construct.make("AWS::EC2::SecurityGroupIngress", rule, { below: "Rule", at: call.at });
}

type Maker = (call: Call) => Datum;

const peerTable: ReadonlyMap<string, Maker> = new Map<string, Maker>([
  ["ipv4", ({ args: [cidr], at }) => record({ CidrIp: cidr }, at)],
  ["ipv6", ({ args: [cidr], at }) => record({ CidrIpv6: cidr }, at)],
  ["anyIpv4", ({ at }) => record({ CidrIp: text("0.0.0.0/0", at) }, at)],
  ["anyIpv6", ({ at }) => record({ CidrIpv6: text("::/0", at) }, at)],
  ["prefixList", ({ args: [id], at }) => record({ SourcePrefixListId: id }, at)],
  ["securityGroupId", ({ args: [id], at }) => record({ SourceSecurityGroupId: id }, at)],
]);

/** https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_ec2.Peer.html */
export const peerMember = statics(peerTable);

function ports(protocol: string, from: Datum | undefined, to: Datum | undefined, at: Spot): Datum {
  return record({ IpProtocol: text(protocol, at), FromPort: from, ToPort: to }, at);
}

const portTable: ReadonlyMap<string, Maker> = new Map<string, Maker>([
  ["tcp", ({ args: [port], at }) => ports("tcp", port, port, at)],
  ["udp", ({ args: [port], at }) => ports("udp", port, port, at)],
  ["tcpRange", ({ args: [from, to], at }) => ports("tcp", from, to, at)],
  ["udpRange", ({ args: [from, to], at }) => ports("udp", from, to, at)],
  ["allTcp", ({ at }) => ports("tcp", number(0, at), number(65535, at), at)],
  ["allUdp", ({ at }) => ports("udp", number(0, at), number(65535, at), at)],
  ["allTraffic", ({ at }) => ports("-1", undefined, undefined, at)],
  ["allIcmp", ({ at }) => ports("icmp", number(-1, at), number(-1, at), at)],
  ["icmpPing", ({ at }) => ports("icmp", number(8, at), number(-1, at), at)],
]);

/** Ports that have a name. https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_ec2.Port.html */
const namedPorts: ReadonlyMap<string, number> = new Map([
  ["SSH", 22],
  ["HTTP", 80],
  ["HTTPS", 443],
  ["DNS_TCP", 53],
]);

const portStatics = statics(portTable);

/** https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_ec2.Port.html */
export function portMember(name: string, at: Spot): Datum | undefined {
  const named = namedPorts.get(name);
  return named === undefined
    ? portStatics(name, at)
    : ports("tcp", number(named, at), number(named, at), at);
}

/** A list of ids of groups. */
export function groupIds(groups: readonly Group[], rest: Open | undefined, at: Spot): ListDatum {
  return new ListDatum(
    groups.map((group) => groupId(group, at)),
    at,
    rest,
  );
}
