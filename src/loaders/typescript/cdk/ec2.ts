import type { ClassDatum, Datum, Spot } from "../datum.ts";
import { libraryClass, space } from "../library.ts";
import { peerMember, portMember } from "./connections.ts";
import { gatewayEndpointClass, interfaceEndpointClass, serviceClass } from "./endpoints.ts";
import { securityGroupClass } from "./security-group.ts";
import type { Tree } from "./tree.ts";
import { subnetClass, vpcClass } from "./vpc.ts";

/** https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_ec2-readme.html */
export function ec2Member(tree: Tree, name: string, at: Spot): Datum | undefined {
  switch (name) {
    case "Vpc":
      return vpcClass(tree, at);
    case "Subnet":
    case "PrivateSubnet":
    case "PublicSubnet":
      return subnetClass(tree, at);
    case "SecurityGroup":
      return securityGroupClass(tree, at);
    case "InterfaceVpcEndpoint":
      return interfaceEndpointClass(tree, at);
    case "GatewayVpcEndpoint":
      return gatewayEndpointClass(tree, at);
    case "InterfaceVpcEndpointAwsService":
    case "InterfaceVpcEndpointService":
    case "GatewayVpcEndpointAwsService":
      return serviceClass(name, at);
    case "Peer":
      return space("Peer", at, peerMember);
    case "Port":
      return portClass(at);
    default:
      return undefined;
  }
}

/** `new ec2.Port({ protocol, fromPort, toPort, stringRepresentation })` is rarely written. */
function portClass(at: Spot): ClassDatum {
  return libraryClass("Port", at, { construct: () => undefined, own: portMember });
}
