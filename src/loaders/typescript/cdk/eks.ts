import {
  bool,
  excerpt,
  ListDatum,
  MapDatum,
  nothing,
  number,
  ObjectDatum,
  open,
  record,
  text,
  type Call,
  type ClassDatum,
  type Datum,
  type Spot,
} from "../datum.ts";
import { Props, put, statics } from "../library.ts";
import { constructClass, newConstruct } from "./base.ts";
import { connectionsOf, groupIds } from "./connections.ts";
import { idOf } from "./endpoints.ts";
import { defaultChild } from "./l1.ts";
import { creationRole } from "./creation-role.ts";
import { ownGroup } from "./security-group.ts";
import { noProperties, refer, type Construct, type Made, type Tree } from "./tree.ts";
import { subnetIdsOf } from "./subnets.ts";
import { defaultVpc } from "./vpc.ts";

/** Which of the modules: the one with a custom resource, or the one with the resource itself. */
export type EksModule = "aws_eks" | "aws_eks_v2";

/**
 * https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_eks-readme.html
 * https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_eks_v2-readme.html
 */
export function eksMember(
  tree: Tree,
  module: EksModule,
  name: string,
  at: Spot,
): Datum | undefined {
  switch (name) {
    case "Cluster":
    case "FargateCluster":
      return clusterClass(tree, module, name, at);
    case "Nodegroup":
      return computeClass(tree, "AWS::EKS::Nodegroup", name, at);
    case "FargateProfile":
      return computeClass(tree, "AWS::EKS::FargateProfile", name, at);
    case "Addon":
      return addonClass(tree, at);
    default:
      return undefined;
  }
}

function clusterClass(tree: Tree, module: EksModule, name: string, at: Spot): ClassDatum {
  const made: ClassDatum = constructClass(tree, `${module}.${name}`, at, {
    make: (object, construct, props, call) => {
      const vpc = props.get("vpc") ?? defaultVpc(construct, "DefaultVpc", object.at, call);
      const own = module === "aws_eks";
      const group = ownGroup(construct, "ControlPlaneSecurityGroup", object.at, call);
      const groups = props.get("securityGroup") ?? refer(group.made, object.at, "GroupId");
      const ids = groupIds([], undefined, object.at);
      ids.items.push(groups);
      const subnetIds = subnetIdsOf(vpc, object.at);
      const cluster = own
        ? construct.make("Custom::AWSCDK-EKS-Cluster", custom(props, object.at, subnetIds, ids))
        : construct.make("AWS::EKS::Cluster", native(props, name, object.at, subnetIds, ids), {
            taggable: true,
          });
      if (own) creationRole(construct, cluster, object.at);
      capacity(construct, cluster, props, module, name, object.at);
      construct.onEscape = (cause) => {
        const at = { ...cause };
        if (!own)
          cluster.properties.entries.set("Tags", { key: at.at, value: mixedTags(cluster, at) });
      };
      construct.connectable = {
        groups: [{ kind: "made", made: group.made }],
        rest: undefined,
        port: undefined,
      };
      object.fields.set("clusterName", refer(cluster, object.at));
      object.fields.set("clusterArn", refer(cluster, object.at, "Arn"));
      object.fields.set("vpc", vpc);
      object.fields.set("vpcId", idOf(vpc, object.at));
      object.fields.set("connections", connectionsOf(construct, object.at));
      object.fields.set("clusterSecurityGroup", group.object);
      object.fields.set("#default", defaultChild(cluster, object.at));
    },
    methods: new Map([
      [
        "addNodegroupCapacity",
        (construct, call) => compute(construct, "AWS::EKS::Nodegroup", call),
      ],
      [
        "addAutoScalingGroupCapacity",
        (construct, call) => compute(construct, "AWS::AutoScaling::AutoScalingGroup", call),
      ],
      [
        "addFargateProfile",
        (construct, call) => compute(construct, "AWS::EKS::FargateProfile", call),
      ],
      ...[
        "addHelmChart",
        "addManifest",
        "addCdk8sChart",
        "addServiceAccount",
        "grantAccess",
        "grantClusterAdmin",
      ].map((method) => [method, unheeded] as const),
    ]),
    own: statics(
      new Map([["fromClusterAttributes", (call: Call) => imported(tree, made, module, call)]]),
    ),
  });
  return made;
}

/** What runs in a cluster changes nothing of the cluster itself. */
function unheeded(construct: Construct, call: Call): Datum {
  return open(call.at, `it depends on what runs in \`${construct.path}\``, {
    code: "known-after-apply",
    there: true,
  });
}

/** The request of the custom resource, whose tags are those that the properties set alone. */
function custom(props: Props, at: Spot, subnetIds: Datum, securityGroupIds: Datum): MapDatum {
  const config = props.renamed({ clusterName: "name", tags: "tags" });
  const network = record({ subnetIds, securityGroupIds }, at);
  config.entries.set("resourcesVpcConfig", { key: props.keyAt("vpc"), value: network });
  return record({ Config: config }, at);
}

function native(
  props: Props,
  name: string,
  at: Spot,
  subnetIds: Datum,
  securityGroupIds: Datum,
): MapDatum {
  const properties = props.renamed({ clusterName: "Name", tags: "Tags" });
  const network = record({ SubnetIds: subnetIds, SecurityGroupIds: securityGroupIds }, at);
  properties.entries.set("ResourcesVpcConfig", { key: props.keyAt("vpc"), value: network });
  // Without anything else AWS runs the nodes.
  const type = props.get("defaultCapacityType");
  const automatic =
    name === "FargateCluster"
      ? bool(false, at)
      : type === undefined
        ? bool(true, at)
        : modeOf(type);
  properties.entries.set("ComputeConfig", { key: at, value: record({ Enabled: automatic }, at) });
  return properties;
}

function modeOf(type: Datum): Datum {
  if (type.kind === "text") return bool(type.text === "AUTOMODE", type.at);
  return open(type.at, `${excerpt(type.at)} is not known`);
}

function capacity(
  construct: Construct,
  cluster: Made,
  props: Props,
  module: EksModule,
  name: string,
  at: Spot,
): void {
  if (name === "FargateCluster") {
    compute1(construct, "AWS::EKS::FargateProfile", cluster, "fargate-profile-default", at);
    return;
  }
  if (module !== "aws_eks") return;
  const count = props.get("defaultCapacity") ?? number(2, at);
  if (count.kind !== "number" || count.value > 0) {
    compute1(construct, "AWS::EKS::Nodegroup", cluster, "NodegroupDefaultCapacity", count.at);
  }
}

function compute1(construct: Construct, type: string, cluster: Made, id: string, at: Spot): void {
  const properties = noProperties(at);
  put(properties, "ClusterName", refer(cluster, at));
  construct.make(type, properties, { below: id, at });
}

function compute(construct: Construct, type: string, call: Call): Datum {
  const [id] = call.args;
  const cluster = construct.made.find((one) => /Cluster$/.test(one.type));
  if (cluster !== undefined) {
    compute1(construct, type, cluster, id?.kind === "text" ? id.text : "capacity", call.at);
  }
  return unheeded(construct, call);
}

/** Tags of which further ones are not known. */
function mixedTags(cluster: Made, cause: ReturnType<typeof open>): Datum {
  const before = cluster.properties.entries.get("Tags")?.value;
  if (before?.kind === "map") return new MapDatum(before.entries, before.at, cause);
  if (before?.kind === "list") return new ListDatum(before.items, before.at, cause);
  return before ?? cause;
}

/** `new eks.Nodegroup(scope, id, { cluster })` */
function computeClass(tree: Tree, type: string, name: string, at: Spot): ClassDatum {
  return constructClass(tree, `aws_eks.${name}`, at, {
    make: (object, construct, props) => {
      const properties = noProperties(object.at);
      put(properties, "ClusterName", clusterNamed(props, object.at));
      construct.make(type, properties);
    },
  });
}

/** https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_eks.Addon.html */
function addonClass(tree: Tree, at: Spot): ClassDatum {
  return constructClass(tree, "aws_eks.Addon", at, {
    make: (object, construct, props) => {
      const properties = props.renamed({
        addonName: "AddonName",
        addonVersion: "AddonVersion",
        configurationValues: "ConfigurationValues",
      });
      put(properties, "ClusterName", clusterNamed(props, object.at));
      construct.make("AWS::EKS::Addon", properties);
    },
  });
}

/** The name of the cluster that a construct is given. */
function clusterNamed(props: Props, at: Spot): Datum {
  const cluster = props.get("cluster");
  const named =
    cluster?.kind === "object" ? cluster.fields.get("clusterName") : (cluster ?? nothing(at));
  return named ?? open(at, "the cluster is not known");
}

/** A cluster that is made elsewhere. */
function imported(tree: Tree, of: ClassDatum, module: EksModule, call: Call): Datum {
  const object = new ObjectDatum(of, call.at, call.machine.maybe);
  const construct = newConstruct(
    tree,
    object,
    `${module}.Cluster`,
    call.args[0],
    call.args[1],
    call,
  );
  construct.onEscape = () => undefined;
  const props = new Props(call.args[2], call.at);
  object.fields.set("clusterName", props.get("clusterName") ?? text("", call.at));
  const vpc = props.get("vpc");
  if (vpc !== undefined) object.fields.set("vpc", vpc);
  return object;
}
