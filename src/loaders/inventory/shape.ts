/** What a value of an inventory must look like. */
export type Shape =
  | { readonly kind: "text"; readonly pattern?: RegExp; readonly what: string }
  | { readonly kind: "account-id" }
  | { readonly kind: "port" }
  | { readonly kind: "choice"; readonly values: readonly string[] }
  | { readonly kind: "tags" }
  | { readonly kind: "policy" }
  | { readonly kind: "list"; readonly of: Shape }
  | RecordShape;

/** An object with named fields, all others being mistakes. */
export interface RecordShape {
  readonly kind: "record";
  readonly fields: Readonly<Record<string, Shape>>;
  readonly required: readonly string[];
}

const accountId: Shape = { kind: "account-id" };
const region: Shape = {
  kind: "text",
  pattern: /^[a-z]{2,4}(?:-[a-z]+){1,3}-[0-9]{1,2}$/,
  what: "a Region such as `eu-west-1`",
};
const vpcId: Shape = { kind: "text", pattern: /^vpc-[0-9a-z]+$/, what: "a VPC id (`vpc-…`)" };
const subnetId: Shape = {
  kind: "text",
  pattern: /^subnet-[0-9a-z]+$/,
  what: "a subnet id (`subnet-…`)",
};
const groupId: Shape = {
  kind: "text",
  pattern: /^sg-[0-9a-z]+$/,
  what: "a security group id (`sg-…`)",
};
const rootId: Shape = { kind: "text", pattern: /^r-[0-9a-z]{4,32}$/, what: "a root id (`r-…`)" };
const unitId: Shape = {
  kind: "text",
  pattern: /^ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}$/,
  what: "an organisational unit id (`ou-…`)",
};
const parentId: Shape = {
  kind: "text",
  pattern: /^(?:r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$/,
  what: "the id of a root (`r-…`) or an organisational unit (`ou-…`)",
};
const text: Shape = { kind: "text", what: "text" };

const listOf = (of: Shape): Shape => ({ kind: "list", of });
const record = (
  fields: Readonly<Record<string, Shape>>,
  required: readonly string[],
): RecordShape => ({ kind: "record", fields, required });

/** The fields that say where something is; the document's own count where they are left out. */
const whereabouts = { account: accountId, region };

const ingressRule = record(
  {
    protocol: text,
    fromPort: { kind: "port" },
    toPort: { kind: "port" },
    cidrs: listOf({ kind: "text", pattern: /^[0-9a-fA-F.:]+\/[0-9]{1,3}$/, what: "a CIDR block" }),
    securityGroups: listOf(groupId),
    prefixLists: listOf({
      kind: "text",
      pattern: /^pl-[0-9a-z]+$/,
      what: "a prefix list id (`pl-…`)",
    }),
  },
  ["protocol"],
);

/**
 * The fields of the inventory's sections whose entries become resources, and their resource types.
 * The same, for editors, stands in `schema/inventory.schema.json`.
 */
export const sections: Readonly<
  Record<string, { readonly type: string; readonly identity: string; readonly entry: RecordShape }>
> = {
  clusters: {
    type: "inventory:cluster",
    identity: "name",
    entry: record(
      {
        name: { kind: "text", pattern: /^[0-9A-Za-z][0-9A-Za-z_-]{0,99}$/, what: "a cluster name" },
        arn: {
          kind: "text",
          pattern: /^arn:[a-z-]+:eks:[a-z0-9-]+:[0-9]{12}:cluster\/[0-9A-Za-z_-]+$/,
          what: "the ARN of an EKS cluster",
        },
        ...whereabouts,
        vpc: vpcId,
        subnets: listOf(subnetId),
        tags: { kind: "tags" },
        compute: { kind: "choice", values: ["ec2", "fargate"] },
      },
      ["name"],
    ),
  },
  vpcs: {
    type: "inventory:vpc",
    identity: "id",
    entry: record({ id: vpcId, ...whereabouts }, ["id"]),
  },
  subnets: {
    type: "inventory:subnet",
    identity: "id",
    entry: record({ id: subnetId, vpc: vpcId, ...whereabouts }, ["id", "vpc"]),
  },
  endpoints: {
    type: "inventory:endpoint",
    identity: "id",
    entry: record(
      {
        id: { kind: "text", pattern: /^vpce-[0-9a-z]+$/, what: "an endpoint id (`vpce-…`)" },
        vpc: vpcId,
        ...whereabouts,
        service: {
          kind: "text",
          pattern: /^[0-9A-Za-z.-]+$/,
          what: "a service name such as `com.amazonaws.eu-west-1.guardduty-data`",
        },
        type: {
          kind: "choice",
          values: ["Interface", "Gateway", "GatewayLoadBalancer", "Resource", "ServiceNetwork"],
        },
        subnets: listOf(subnetId),
        securityGroups: listOf(groupId),
        policy: { kind: "policy" },
        tags: { kind: "tags" },
      },
      ["vpc", "service"],
    ),
  },
  securityGroups: {
    type: "inventory:security-group",
    identity: "id",
    entry: record({ id: groupId, vpc: vpcId, ...whereabouts, ingress: listOf(ingressRule) }, [
      "id",
    ]),
  },
};

/** The organisation, which a document has one of. */
export const organization: RecordShape = record(
  {
    id: { kind: "text", pattern: /^o-[0-9a-z]{10,32}$/, what: "an organisation id (`o-…`)" },
    root: rootId,
    managementAccount: accountId,
    units: listOf(record({ id: unitId, parent: parentId }, ["id", "parent"])),
    accounts: listOf(record({ id: accountId, parent: parentId }, ["id", "parent"])),
  },
  ["id"],
);

/** A whole inventory document. */
export const inventory: RecordShape = record(
  {
    guardlint: { kind: "choice", values: ["inventory/v1"] },
    ...whereabouts,
    organization,
    ...Object.fromEntries(
      Object.entries(sections).map(([name, { entry }]) => [name, listOf(entry)] as const),
    ),
  },
  ["guardlint"],
);
