import type { MapDatum } from "../datum.ts";
import { list, open, record, text, type Datum, type Spot } from "../datum.ts";
import { partitionOf } from "../../../aws/partitions.ts";
import { whereabouts } from "./base.ts";
import { noProperties, refer, type Construct, type Made } from "./tree.ts";

/**
 * The role that the CDK makes for its custom resource, and which may tag the cluster.
 * https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_eks-readme.html#permissions-and-security
 */
export function creationRole(construct: Construct, cluster: Made, at: Spot): void {
  const role = construct.make("AWS::IAM::Role", trusted(at), { below: "Resource/CreationRole" });
  const policy = noProperties(at);
  policy.entries.set("Roles", { key: at, value: list([refer(role, at)], at) });
  const config = cluster.properties.value("Config");
  const named = config?.kind === "map" && config.entries.has("name");
  const actions = [
    "CreateCluster",
    "DescribeCluster",
    "UpdateClusterConfig",
    "TagResource",
    "UntagResource",
  ];
  const resource = named ? ownArns(construct, config.value("name"), at) : text("*", at);
  const statement = record(
    {
      Effect: text("Allow", at),
      Action: list(
        actions.map((action) => text(`eks:${action}`, at)),
        at,
      ),
      Resource: resource,
    },
    at,
  );
  const document = record(
    { Version: text("2012-10-17", at), Statement: list([statement], at) },
    at,
  );
  policy.entries.set("PolicyDocument", { key: at, value: document });
  construct.make("AWS::IAM::Policy", policy, { below: "Resource/CreationRole/DefaultPolicy" });
}

/** The ARNs of the cluster and of what belongs to it. */
function ownArns(construct: Construct, name: Datum | undefined, at: Spot): Datum {
  const [region, account] = ["region", "account"].map((one) => whereabouts(construct, one, at));
  if (region?.kind === "text" && account?.kind === "text" && name?.kind === "text") {
    const partition = partitionOf(region.text);
    const arn = `arn:${partition}:eks:${region.text}:${account.text}:cluster/${name.text}`;
    return list([text(arn, at), text(`${arn}/*`, at)], at);
  }
  return open(at, "the account and Region are known only after deployment", {
    code: "known-after-apply",
    there: true,
  });
}

/** Functions of the CDK assume it, whose roles the template names. */
function trusted(at: Spot): MapDatum {
  const arn = open(at, "the roles of the CDK's functions are known only after deployment", {
    code: "known-after-apply",
    there: true,
  });
  const statement = record(
    {
      Effect: text("Allow", at),
      Action: text("sts:AssumeRole", at),
      Principal: record({ AWS: arn }, at),
    },
    at,
  );
  const document = record(
    { Version: text("2012-10-17", at), Statement: list([statement], at) },
    at,
  );
  return record({ AssumeRolePolicyDocument: document }, at);
}
