import {
  bool,
  excerpt,
  nothing,
  open,
  text,
  type Call,
  type ClassDatum,
  type Datum,
  type ObjectDatum,
  type Spot,
} from "../datum.ts";
import { flag, itemsIn, libraryClass, put, type Props } from "../library.ts";
import { constructClass } from "./base.ts";
import { addRule, connectionsOf, groupIds, portMember } from "./connections.ts";
import { defaultChild } from "./l1.ts";
import { addStatement } from "./policies.ts";
import { ownGroup } from "./security-group.ts";
import { selectedSubnets } from "./subnets.ts";
import { constructOf, noProperties, refer, type Construct, type Group, type Tree } from "./tree.ts";

/** https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_ec2.InterfaceVpcEndpoint.html */
export function interfaceEndpointClass(tree: Tree, at: Spot): ClassDatum {
  return constructClass(tree, "aws_ec2.InterfaceVpcEndpoint", at, {
    make: (object, construct, props, call) => {
      const properties = noProperties(object.at);
      const service = props.get("service");
      const isOwn =
        service?.kind === "object" && service.class.name === "InterfaceVpcEndpointService";
      put(properties, "ServiceName", serviceName(service, object.at));
      put(properties, "VpcEndpointType", text("Interface", object.at));
      // https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_ec2.IInterfaceVpcEndpointService.html
      put(
        properties,
        "PrivateDnsEnabled",
        props.get("privateDnsEnabled") ?? bool(!isOwn, object.at),
      );
      const vpc = props.get("vpc");
      put(properties, "VpcId", idOf(vpc, object.at));
      put(properties, "SubnetIds", selectedSubnets(vpc, props.get("subnets"), object.at));
      const endpoint = construct.make("AWS::EC2::VPCEndpoint", properties, { taggable: true });
      secure(object, construct, props, vpc, call);
      construct.onEscape = (cause) => {
        endpoint.properties.rest ??= cause;
        for (const key of ["SecurityGroupIds", "PolicyDocument"]) {
          endpoint.properties.entries.set(key, { key: cause.at, value: cause });
        }
      };
      object.fields.set("vpcEndpointId", refer(endpoint, object.at));
      object.fields.set("connections", connectionsOf(construct, object.at));
      object.fields.set("#default", defaultChild(endpoint, object.at));
    },
    methods: new Map([["addToPolicy", addToPolicy]]),
    own: (_name, here) =>
      open(here, `${excerpt(here)} is not made by the files that were read`, {
        code: "not-in-input",
      }),
  });
}

/** The groups of an endpoint; unless it is closed, the VPC's range is let in. */
function secure(
  object: ObjectDatum,
  construct: Construct,
  props: Props,
  vpc: Datum | undefined,
  call: Call,
): void {
  const { at } = object;
  const given = props.get("securityGroups");
  const { items, rest } = itemsIn(given);
  const groups: Group[] =
    given === undefined
      ? [{ kind: "made", made: ownGroup(construct, "SecurityGroup", at, call).made }]
      : items.flatMap((item) => constructOf(item)?.group ?? []);
  const unread = items.find((item) => constructOf(item)?.group === undefined);
  const further =
    rest ??
    (unread === undefined
      ? undefined
      : unread.kind === "open"
        ? unread
        : open(unread.at, `${excerpt(unread.at)} is no group that was read`));
  const [endpoint] = construct.made.filter(({ type }) => type === "AWS::EC2::VPCEndpoint");
  if (endpoint !== undefined)
    put(endpoint.properties, "SecurityGroupIds", groupIds(groups, further, given?.at ?? at));
  const https = portMember("HTTPS", at);
  construct.connectable = { groups, rest: further, port: https };
  const isOpen = flag(props.get("open"), true);
  if (isOpen === false || https === undefined) return;
  const own: Call = { ...call, at: props.get("open")?.at ?? at };
  const range = noProperties(at);
  range.entries.set("CidrIp", { key: at, value: rangeOf(vpc, at) });
  const letIn = (): void => {
    for (const group of groups) addRule(group, range, https, own);
  };
  if (isOpen === true) letIn();
  else call.machine.under(isOpen, letIn);
}

function rangeOf(vpc: Datum | undefined, at: Spot): Datum {
  const range = vpc?.kind === "object" ? vpc.fields.get("vpcCidrBlock") : undefined;
  return range ?? open(at, "the range of the VPC is not known");
}

/** The id of a VPC that a construct is given. */
export function idOf(vpc: Datum | undefined, at: Spot): Datum {
  if (vpc?.kind === "object") return vpc.fields.get("vpcId") ?? open(at, "the VPC is not known");
  return vpc?.kind === "open" ? vpc : open(at, "the VPC is not known");
}

function addToPolicy(construct: Construct, call: Call): Datum {
  const endpoint = construct.made.find(({ type }) => type === "AWS::EC2::VPCEndpoint");
  if (endpoint !== undefined)
    addStatement(endpoint.properties, "PolicyDocument", call.args[0], call);
  return nothing(call.at);
}

/** https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_ec2.GatewayVpcEndpoint.html */
export function gatewayEndpointClass(tree: Tree, at: Spot): ClassDatum {
  return constructClass(tree, "aws_ec2.GatewayVpcEndpoint", at, {
    make: (object, construct, props) => {
      const properties = noProperties(object.at);
      put(properties, "ServiceName", serviceName(props.get("service"), object.at));
      put(properties, "VpcEndpointType", text("Gateway", object.at));
      put(properties, "VpcId", idOf(props.get("vpc"), object.at));
      const endpoint = construct.make("AWS::EC2::VPCEndpoint", properties, { taggable: true });
      construct.onEscape = (cause) => {
        endpoint.properties.rest ??= cause;
      };
      object.fields.set("vpcEndpointId", refer(endpoint, object.at));
    },
    methods: new Map([["addToPolicy", addToPolicy]]),
  });
}

/**
 * Services by the names of the constants: `GUARDDUTY_DATA` is `com.amazonaws.REGION.guardduty-data`,
 * of which the last part tells the service.
 * https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_ec2.InterfaceVpcEndpointAwsService.html
 */
export function serviceClass(name: string, at: Spot): ClassDatum {
  return libraryClass(name, at, {
    construct: (object, { args: [first], rest }) => {
      object.fields.set("name", first ?? rest ?? nothing(object.at));
    },
    own: (constant, here) =>
      /^[A-Z0-9_]+$/.test(constant)
        ? text(constant.toLowerCase().replaceAll("_", "-"), here)
        : undefined,
  });
}

/** The name of a service, which may be any object that has one. */
function serviceName(service: Datum | undefined, at: Spot): Datum {
  const unknown = open(at, "the service is not known");
  if (service?.kind === "object") return service.fields.get("name") ?? unknown;
  if (service?.kind === "map") return service.value("name") ?? unknown;
  return service ?? unknown;
}
