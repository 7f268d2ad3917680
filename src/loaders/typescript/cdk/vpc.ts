import {
  bool,
  ListDatum,
  MapDatum,
  nothing,
  ObjectDatum,
  open,
  record,
  text,
  type Call,
  type ClassDatum,
  type Datum,
  type Open,
  type Spot,
} from "../datum.ts";
import { put, Props, statics } from "../library.ts";
import { constructClass, newConstruct } from "./base.ts";
import { gatewayEndpointClass, interfaceEndpointClass } from "./endpoints.ts";
import { defaultChild } from "./l1.ts";
import { noProperties, refer, type Construct, type Tree } from "./tree.ts";

const label = "aws_ec2.Vpc";

/** https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_ec2.Vpc.html */
export function vpcClass(tree: Tree, at: Spot): ClassDatum {
  const made: ClassDatum = constructClass(tree, label, at, {
    make: (object, construct, props) => {
      const properties = noProperties(object.at);
      put(properties, "CidrBlock", props.get("cidr"));
      for (const [from, to] of [
        ["enableDnsHostnames", "EnableDnsHostnames"],
        ["enableDnsSupport", "EnableDnsSupport"],
      ] as const) {
        put(properties, to, props.get(from) ?? bool(true, object.at));
      }
      const vpc = construct.make("AWS::EC2::VPC", properties);
      object.fields.set("vpcCidrBlock", refer(vpc, object.at, "CidrBlock"));
      object.fields.set("#default", defaultChild(vpc, object.at));
      fill(object, construct, refer(vpc, object.at));
    },
    methods: new Map([
      [
        "addInterfaceEndpoint",
        (construct, call, self) =>
          addEndpoint(construct, call, self, interfaceEndpointClass(tree, at)),
      ],
      [
        "addGatewayEndpoint",
        (construct, call, self) =>
          addEndpoint(construct, call, self, gatewayEndpointClass(tree, at)),
      ],
      ["selectSubnets", (construct, call) => selection(construct, call.at)],
      ["addFlowLog", (_construct, call) => nothing(call.at)],
    ]),
    own: statics(
      new Map([
        ["fromVpcAttributes", (call: Call) => imported(tree, made, call)],
        ["fromLookup", (call: Call) => imported(tree, made, call)],
      ]),
    ),
  });
  return made;
}

/** The VPC of a construct that makes one where it is given none. */
export function defaultVpc(around: Construct, id: string, at: Spot, call: Call): ObjectDatum {
  const of = vpcClass(around.tree, at);
  const object = new ObjectDatum(of, at, call.machine.maybe);
  const scope = new ObjectDatum(of, at);
  scope.nature = around;
  of.construct(object, { ...call, args: [scope, text(id, at)], rest: undefined });
  return object;
}

/** What a VPC has, however it is known. */
function fill(object: ObjectDatum, construct: Construct, id: Datum): void {
  const { at } = object;
  const properties = noProperties(at);
  properties.entries.set("VpcId", { key: at, value: id });
  // One stands for all: which subnets there are depends on how many zones the Region has.
  const subnet = construct.make("AWS::EC2::Subnet", properties, { below: "Subnet" });
  construct.subnet = subnet;
  object.fields.set("vpcId", id);
  for (const name of ["privateSubnets", "publicSubnets", "isolatedSubnets"]) {
    object.fields.set(name, new ListDatum([], at, refer(subnet, at)));
  }
  construct.onEscape = (cause) => {
    const endpoint = noProperties(cause.at);
    endpoint.entries.set("VpcId", { key: cause.at, value: id });
    endpoint.rest = cause;
    construct.make("AWS::EC2::VPCEndpoint", endpoint, { below: "unknown", at: cause.at });
  };
}

function selection(construct: Construct, at: Spot): Datum {
  const { subnet } = construct;
  const all: Open =
    subnet === undefined ? open(at, "the subnets are not known") : refer(subnet, at);
  return record({ subnetIds: new ListDatum([], at, all), subnets: new ListDatum([], at, all) }, at);
}

/** `vpc.addInterfaceEndpoint(id, options)` is `new InterfaceVpcEndpoint(vpc, id, { vpc, ...options })`. */
function addEndpoint(construct: Construct, call: Call, self: ObjectDatum, of: ClassDatum): Datum {
  const [id, options] = call.args;
  const props =
    options?.kind === "map"
      ? new MapDatum(
          [...options.entries, ["vpc", { key: call.at, value: self }]],
          options.at,
          options.rest,
        )
      : new MapDatum(
          [["vpc", { key: call.at, value: self }]],
          call.at,
          options?.kind === "open" ? options : call.rest,
        );
  const object = new ObjectDatum(of, call.at, call.machine.maybe);
  const scope = new ObjectDatum(of, call.at);
  scope.nature = construct;
  of.construct(object, { ...call, args: [scope, id ?? nothing(call.at), props], rest: undefined });
  return object;
}

/** A VPC that is made elsewhere: by its id, or looked up when the program is synthesised. */
function imported(tree: Tree, of: ClassDatum, call: Call): Datum {
  const [scope, id, given] = call.args;
  const object = new ObjectDatum(of, call.at, call.machine.maybe);
  const construct = newConstruct(tree, object, label, scope, id, call);
  const stated = new Props(given ?? call.rest, call.at).get("vpcId");
  if (stated?.kind === "text" && /^vpc-/.test(stated.text)) {
    fill(object, construct, stated);
  } else {
    // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/vpc
    const looked = construct.make("data.aws_vpc", noProperties(call.at), {
      ecosystem: "terraform",
    });
    fill(object, construct, refer(looked, call.at));
  }
  object.fields.set(
    "vpcCidrBlock",
    open(call.at, `the range of \`${construct.path}\` is looked up when it is synthesised`, {
      code: "not-in-input",
    }),
  );
  return object;
}

/** https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_ec2.Subnet.html */
export function subnetClass(tree: Tree, at: Spot): ClassDatum {
  const byId = (call: Call, id: Datum | undefined): Datum => {
    const object = new ObjectDatum(made, call.at, call.machine.maybe);
    newConstruct(tree, object, "aws_ec2.Subnet", call.args[0], call.args[1], call);
    object.fields.set("subnetId", id ?? open(call.at, "the subnet is not known"));
    return object;
  };
  const made: ClassDatum = constructClass(tree, "aws_ec2.Subnet", at, {
    make: (object, construct, props) => {
      const subnet = construct.make(
        "AWS::EC2::Subnet",
        props.renamed({ vpcId: "VpcId", cidrBlock: "CidrBlock" }),
      );
      object.fields.set("subnetId", refer(subnet, object.at));
    },
    own: statics(
      new Map([
        ["fromSubnetId", (call: Call) => byId(call, call.args[2])],
        [
          "fromSubnetAttributes",
          (call: Call) => byId(call, new Props(call.args[2], call.at).get("subnetId")),
        ],
      ]),
    ),
  });
  return made;
}
