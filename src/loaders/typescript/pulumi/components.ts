import {
  bool,
  ListDatum,
  MapDatum,
  nothing,
  ObjectDatum,
  open,
  type Call,
  type ClassDatum,
  type Datum,
  type Spot,
} from "../datum.ts";
import { flag, itemsIn, libraryClass, Props } from "../library.ts";
import { makeResource, outputOf, resourceClass, terraformArguments } from "./resource.ts";
import type { refer } from "./state.ts";
import { type Stack } from "./state.ts";

/**
 * `awsx.ec2.Vpc`: a VPC with subnets, and the endpoints that are asked for.
 * https://www.pulumi.com/registry/packages/awsx/api-docs/ec2/vpc/
 */
export function awsxVpcClass(stack: Stack, isDefault: boolean, at: Spot): ClassDatum {
  return libraryClass("awsx.ec2.Vpc", at, {
    construct: (object, call) => {
      const [name, args, options] = call.args;
      const props = new Props(args ?? call.rest, object.at);
      const vpcObject = part(
        stack,
        isDefault ? "data.aws_vpc" : "aws_vpc",
        name,
        props.renamed({ cidrBlock: "cidr_block", tags: "tags" }),
        options,
        object.at,
        call,
      );
      const vpcId = member(vpcObject, "id", object.at);
      const subnet = new MapDatum([["vpc_id", { key: object.at, value: vpcId }]], object.at);
      const subnetObject = part(stack, "aws_subnet", name, subnet, options, object.at, call);
      // One stands for all: how many there are depends on the zones of the Region.
      const ids = new ListDatum([], object.at, idOf(subnetObject, object.at));
      for (const key of ["privateSubnetIds", "publicSubnetIds", "isolatedSubnetIds"]) {
        object.fields.set(key, ids);
      }
      object.fields.set("vpcId", vpcId);
      object.fields.set("id", vpcId);
      object.fields.set("vpc", vpcObject);
      endpoints(stack, props, name, vpcId, options, object.at, call);
    },
  });
}

function endpoints(
  stack: Stack,
  props: Props,
  name: Datum | undefined,
  vpcId: Datum,
  options: Datum | undefined,
  at: Spot,
  call: Call,
): void {
  const { items, rest } = itemsIn(props.get("vpcEndpointSpecs"));
  const make = (spec: Datum): void => {
    const given = terraformArguments(spec, spec.at);
    given.entries.set("vpc_id", { key: at, value: vpcId });
    part(stack, "aws_vpc_endpoint", name, given, options, spec.at, call);
  };
  for (const spec of items) make(spec);
  if (rest !== undefined)
    call.machine.under(rest, () => {
      make(rest);
    });
}

/** A resource that a component makes. */
function part(
  stack: Stack,
  type: string,
  name: Datum | undefined,
  properties: MapDatum,
  options: Datum | undefined,
  at: Spot,
  call: Call,
): ObjectDatum {
  const object = new ObjectDatum(resourceClass(stack, type, at), at, call.machine.maybe);
  makeResource(stack, object, type, name, properties, options, call);
  return object;
}

function member(object: ObjectDatum, name: string, at: Spot): Datum {
  return outputOf(object, name, at) ?? nothing(at);
}

function idOf(object: ObjectDatum, at: Spot): ReturnType<typeof refer> | undefined {
  const id = outputOf(object, "id", at);
  return id?.kind === "open" ? id : undefined;
}

/**
 * `eks.Cluster`: a cluster with nodes, in the default VPC unless it is given another.
 * https://www.pulumi.com/registry/packages/eks/api-docs/cluster/
 */
export function eksClusterClass(stack: Stack, at: Spot): ClassDatum {
  return libraryClass("eks.Cluster", at, {
    construct: (object, call) => {
      const [name, args, options] = call.args;
      const props = new Props(args ?? call.rest, object.at);
      const properties = props.renamed({ name: "name" });
      const network = new MapDatum([], object.at);
      network.entries.set("subnet_ids", {
        key: props.keyAt("subnetIds"),
        value: subnetIds(props, object.at),
      });
      const vpc = props.get("vpcId");
      if (vpc !== undefined)
        network.entries.set("vpc_id", { key: props.keyAt("vpcId"), value: vpc });
      properties.entries.set("vpc_config", { key: object.at, value: network });
      const tags = clusterTags(props, object.at);
      if (tags !== undefined) properties.entries.set("tags", { key: tags.at, value: tags });
      const cluster = part(stack, "aws_eks_cluster", name, properties, options, object.at, call);
      const clusterName = member(cluster, "name", object.at);
      nodes(stack, props, name, clusterName, options, object.at, call);
      object.fields.set("eksCluster", cluster);
      object.fields.set("clusterName", clusterName);
      for (const output of ["kubeconfig", "kubeconfigJson", "core", "provider", "awsProvider"]) {
        object.fields.set(
          output,
          open(object.at, `\`${output}\` is known only after deployment`, {
            code: "known-after-apply",
            there: true,
          }),
        );
      }
    },
  });
}

function subnetIds(props: Props, at: Spot): Datum {
  const lists = ["subnetIds", "privateSubnetIds", "publicSubnetIds"].flatMap(
    (key) => props.get(key) ?? [],
  );
  const all = new ListDatum([], at);
  for (const one of lists) {
    const { items, rest } = itemsIn(one);
    all.items.push(...items);
    all.rest ??= rest;
  }
  if (lists.length > 0) return all;
  return open(
    at,
    "without subnets the cluster is put into the default VPC, which is not in the input",
    {
      code: "not-in-input",
    },
  );
}

/** Tags for all resources, and those of the cluster alone. */
function clusterTags(props: Props, at: Spot): MapDatum | undefined {
  const maps = ["tags", "clusterTags"].flatMap((key) => props.get(key) ?? []);
  if (maps.length === 0) return undefined;
  const all = new MapDatum([], maps[0]?.at ?? at);
  for (const one of maps) {
    if (one.kind === "map") {
      for (const [key, entry] of one.entries) all.entries.set(key, entry);
      all.rest ??= one.rest;
    } else all.rest ??= one.kind === "open" ? one : open(one.at, "the tags cannot be read");
  }
  return all;
}

function nodes(
  stack: Stack,
  props: Props,
  name: Datum | undefined,
  cluster: Datum,
  options: Datum | undefined,
  at: Spot,
  call: Call,
): void {
  const fargate = props.get("fargate");
  const isFargate = fargate !== undefined && fargate.kind !== "bool" ? true : flag(fargate, false);
  const make = (type: string): void => {
    const properties = new MapDatum([["cluster_name", { key: at, value: cluster }]], at);
    part(stack, type, name, properties, options, at, call);
  };
  if (isFargate === true) make("aws_eks_fargate_profile");
  else if (isFargate !== false)
    call.machine.under(isFargate, () => {
      make("aws_eks_fargate_profile");
    });
  const skipped = flag(
    props.get("skipDefaultNodeGroup") ?? (isFargate === true ? bool(true, at) : undefined),
    false,
  );
  if (skipped === false) make("aws_eks_node_group");
}
