import {
  because,
  excerpt,
  nothing,
  ObjectDatum,
  open,
  text,
  type Call,
  type ClassDatum,
  type Datum,
  type Spot,
} from "../datum.ts";
import { listAt, put, statics } from "../library.ts";
import { childOf, constructClass } from "./base.ts";
import { addRule, connectionsOf } from "./connections.ts";
import { defaultChild } from "./l1.ts";
import {
  attach,
  Construct,
  noProperties,
  refer,
  type Group,
  type Made,
  type Tree,
} from "./tree.ts";

const label = "aws_ec2.SecurityGroup";

/** https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_ec2.SecurityGroup.html */
export function securityGroupClass(tree: Tree, at: Spot): ClassDatum {
  const made: ClassDatum = constructClass(tree, label, at, {
    make: (object, construct, props) => {
      const properties = noProperties(object.at);
      put(properties, "GroupName", props.get("securityGroupName"));
      makeGroup(object, construct, properties);
    },
    methods: new Map([
      ["addIngressRule", (construct, call) => ingress(construct, call)],
      ["addEgressRule", (_construct, call) => nothing(call.at)],
    ]),
    own: statics(
      new Map([
        ["fromSecurityGroupId", (call: Call) => imported(tree, made, call, call.args[2])],
        ["fromLookupById", (call: Call) => imported(tree, made, call, call.args[2])],
        ["fromLookup", (call: Call) => imported(tree, made, call, undefined)],
        ["fromLookupByName", (call: Call) => imported(tree, made, call, undefined)],
      ]),
    ),
  });
  return made;
}

/** Makes the group's resource and what its object has. */
function makeGroup(
  object: ObjectDatum,
  construct: Construct,
  properties = noProperties(object.at),
): Made {
  const resource = construct.make("AWS::EC2::SecurityGroup", properties);
  const group: Group = { kind: "made", made: resource };
  construct.onEscape = (cause) => {
    const rules = listAt(resource.properties, "SecurityGroupIngress", resource.at);
    rules.rest ??= because(cause.at, cause);
  };
  construct.connectable = { groups: [group], rest: undefined, port: undefined };
  object.fields.set("securityGroupId", refer(resource, object.at, "GroupId"));
  object.fields.set("connections", connectionsOf(construct, object.at));
  object.fields.set("#default", defaultChild(resource, object.at));
  construct.group = group;
  return resource;
}

/** A group that another construct makes for itself. */
export function ownGroup(
  around: Construct,
  id: string,
  at: Spot,
  call: Call,
): { readonly made: Made; readonly object: ObjectDatum } {
  const of = securityGroupClass(around.tree, at);
  const { object, construct } = childOf(around, id, label, of, at, call);
  return { made: makeGroup(object, construct), object };
}

function ingress(construct: Construct, call: Call): Datum {
  const { group } = construct;
  const [peer, port] = call.args;
  const missing = call.rest ?? open(call.at, "the rule is not known");
  if (group === undefined) return nothing(call.at);
  const own = groupPeer(peer);
  addRule(group, own ?? peer ?? missing, port ?? missing, call);
  return nothing(call.at);
}

/** A group may be a peer itself. */
function groupPeer(peer: Datum | undefined): Datum | undefined {
  const construct =
    peer?.kind === "object" && peer.nature instanceof Construct ? peer.nature : undefined;
  const group = construct?.group;
  if (group === undefined || peer === undefined) return undefined;
  const id = group.kind === "made" ? refer(group.made, peer.at, "GroupId") : group.id;
  return mapOf("SourceSecurityGroupId", id, peer.at);
}

function mapOf(key: string, value: Datum, at: Spot): Datum {
  const map = noProperties(at);
  map.entries.set(key, { key: at, value });
  return map;
}

function imported(tree: Tree, of: ClassDatum, call: Call, id: Datum | undefined): Datum {
  const object = new ObjectDatum(of, call.at, call.machine.maybe);
  const name = call.args[1]?.kind === "text" ? call.args[1].text : "";
  const [scope] = call.args;
  const above =
    scope?.kind === "object" && scope.nature instanceof Construct ? scope.nature : undefined;
  const construct = new Construct(tree, above, name, label, call.at, call.machine.maybe);
  attach(object, construct);
  const known =
    id ??
    open(call.at, `${excerpt(call.at)} is looked up when it is synthesised`, {
      code: "not-in-input",
    });
  const group: Group = { kind: "elsewhere", id: known, construct };
  construct.group = group;
  construct.connectable = { groups: [group], rest: undefined, port: undefined };
  construct.onEscape = () => undefined;
  object.fields.set("securityGroupId", known);
  object.fields.set("connections", connectionsOf(construct, call.at));
  object.fields.set("allowAllOutbound", text("", call.at));
  return object;
}
