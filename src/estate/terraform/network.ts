import type { Value } from "../../model/value.ts";
import type { Adapter, Subject } from "../adapter.ts";
import type { Draft, DraftOf, IngressFields } from "../draft.ts";
import { lookupOf, vpcFilter, type Lookup } from "../lookups.ts";
import {
  attribute,
  field,
  itemsAndRest,
  listItems,
  orDefault,
  pluck,
  stringFact,
} from "../read.ts";

/**
 * VPCs, subnets, security groups and endpoints of the Terraform AWS provider.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs
 */
export const networkAdapters: readonly (readonly [string, Adapter])[] = [
  ["aws_vpc", (subject) => [vpc(subject, true)]],
  ["aws_default_vpc", (subject) => [vpc(subject, true)]],
  ["data.aws_vpc", (subject) => [vpc(subject, false)]],
  [
    "aws_vpc_ipv4_cidr_block_association",
    (subject) => [
      {
        kind: "vpc-cidr",
        ...subject.origin,
        vpc: subject.get("vpc_id"),
        cidr: subject.get("cidr_block"),
      },
    ],
  ],
  ["aws_subnet", (subject) => [subnet(subject, true)]],
  ["aws_default_subnet", (subject) => [subnet(subject, true)]],
  ["data.aws_subnet", (subject) => [subnet(subject, false)]],
  ["data.aws_subnets", (subject) => [...filteredSubnets(subject), ...foundSubnets(subject)]],
  [
    "aws_security_group",
    (subject) => [securityGroup(subject, { lookedUp: false, isDefault: false })],
  ],
  [
    "aws_default_security_group",
    (subject) => [securityGroup(subject, { lookedUp: false, isDefault: true })],
  ],
  [
    "data.aws_security_group",
    (subject) => [securityGroup(subject, { lookedUp: true, isDefault: undefined })],
  ],
  ["aws_security_group_rule", securityGroupRule],
  ["aws_vpc_security_group_ingress_rule", ingressRule],
  ["aws_vpc_endpoint", (subject) => [endpoint(subject)]],
  ["data.aws_vpc_endpoint", (subject) => [endpoint(subject)]],
  ["aws_route53_zone", privateZone],
  ["aws_vpc_endpoint_policy", endpointPart("policy", "policy")],
  ["aws_vpc_endpoint_security_group_association", endpointPart("group", "security_group_id")],
  ["aws_vpc_endpoint_subnet_association", endpointPart("subnet", "subnet_id")],
  ["aws_vpc_endpoint_private_dns", endpointPart("privateDns", "private_dns_enabled")],
];

/**
 * A VPC's DNS support is on and its DNS hostnames are off unless they are set.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc
 */
function vpc(subject: Subject, made: boolean): Draft {
  const [support, hostnames] = [
    subject.get("enable_dns_support"),
    subject.get("enable_dns_hostnames"),
  ];
  return {
    kind: "vpc",
    ...subject.origin,
    id: subject.get("id"),
    made,
    dnsSupport: made ? orDefault(support, true) : support,
    dnsHostnames: made
      ? orDefault(hostnames, subject.origin.resource.type === "aws_default_vpc")
      : hostnames,
    cidrs: [
      subject.get("cidr_block"),
      made ? subject.absent : pluck(subject.get("cidr_block_associations"), "cidr_block"),
    ],
    ...(made ? foundBy(subject, vpcFilters) : { lookup: lookupIn(subject, false, vpcFilters) }),
  };
}

/** A zone is private where it names a VPC. */
function privateZone(subject: Subject): readonly Draft[] {
  if (itemsAndRest(subject.get("vpc")).length === 0) return [];
  return [{ kind: "private-zone", ...subject.origin, name: subject.get("name") }];
}

function endpointPart(part: "policy" | "group" | "subnet" | "privateDns", key: string): Adapter {
  return (subject) => [
    {
      kind: "endpoint-part",
      ...subject.origin,
      endpoint: subject.get("vpc_endpoint_id"),
      [part]: subject.get(key),
    },
  ];
}

function subnet(subject: Subject, made: boolean): Draft {
  const stated = subject.get("vpc_id");
  const isTold = made || stated.kind === "scalar";
  return {
    kind: "subnet",
    ...subject.origin,
    id: subject.get("id"),
    vpc: isTold ? stated : (filteredVpc(subject) ?? stated),
    cidr: subject.get("cidr_block"),
    zone: subject.get("availability_zone"),
    ...(made
      ? foundBy(subject, subnetFilters)
      : { lookup: lookupIn(subject, false, subnetFilters) }),
  };
}

type Filters = ReadonlyMap<string, string>;

/**
 * The filters that do the same as arguments.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcs.html
 */
const vpcFilters: Filters = new Map([["cidr_block", "cidr"]]);

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSubnets.html */
const subnetFilters: Filters = new Map([
  ["cidr_block", "cidr-block"],
  ["availability_zone", "availability-zone"],
  ["vpc_id", vpcFilter],
]);

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroups.html */
const groupFilters: Filters = new Map([
  ["name", "group-name"],
  ["vpc_id", vpcFilter],
]);

function lookupIn(subject: Subject, many: boolean, filters: Filters): Lookup | undefined {
  return lookupOf(subject.origin.resource.body, many, filters);
}

/** What data sources find something by. */
function foundBy(subject: Subject, filters: Filters): Pick<DraftOf<"vpc">, "ownTags" | "traits"> {
  return {
    ownTags: () => [subject.get("tags"), subject.get("tags_all")],
    traits: () =>
      [...filters].map(([argument, filter]) => [filter, subject.get(argument)] as const),
  };
}

/** `data.aws_subnets` finds all subnets that fit. */
function foundSubnets(subject: Subject): readonly Draft[] {
  const lookup = lookupIn(subject, true, subnetFilters);
  if (lookup === undefined) return [];
  const { absent } = subject;
  const nothing = { id: absent, vpc: absent, cidr: absent, zone: absent };
  return [{ kind: "subnet", ...subject.origin, ...nothing, lookup }];
}

/** `data.aws_subnets` filtered by one VPC says of every id it returns in which VPC it lies. */
function filteredSubnets(subject: Subject): readonly Draft[] {
  const vpc = filteredVpc(subject);
  if (vpc === undefined) return [];
  const subnets = listItems(subject.get("ids")).items.map((id): Draft => ({
    kind: "subnet",
    ...subject.origin,
    id,
    vpc,
    cidr: subject.absent,
    zone: subject.absent,
  }));
  return [{ kind: "subnet-set", ...subject.origin, vpc }, ...subnets];
}

/** The only VPC that passes the filters of a data source. */
function filteredVpc(subject: Subject): Value | undefined {
  const byVpc = listItems(subject.get("filter")).items.find((filter) => {
    const name = stringFact(field(filter, "name"));
    return name.state === "known" && name.value === vpcFilter;
  });
  if (byVpc === undefined) return undefined;
  const { items, rest } = listItems(attribute(byVpc, "values"));
  const [only, second] = items;
  return second === undefined && rest === undefined ? only : undefined;
}

function securityGroup(
  subject: Subject,
  standing: { readonly lookedUp: boolean; readonly isDefault: boolean | undefined },
): Draft {
  const { items, rest } = listItems(subject.get("ingress"));
  return {
    kind: "security-group",
    ...subject.origin,
    id: subject.get("id"),
    ingress: [...items.map(inlineRule), ...(rest === undefined ? [] : [{ unknown: rest }])],
    ...standing,
    vpc: subject.get("vpc_id"),
    name: subject.get("name"),
    // What is only looked up may be GuardDuty's own.
    tags: standing.lookedUp ? [] : [subject.get("tags"), subject.get("tags_all")],
    ...(standing.lookedUp
      ? { lookup: lookupIn(subject, false, groupFilters) }
      : foundBy(subject, groupFilters)),
  };
}

function inlineRule(rule: Value): IngressFields | { readonly unknown: Value } {
  if (rule.kind === "unknown") return { unknown: rule };
  return {
    protocol: field(rule, "protocol"),
    fromPort: field(rule, "from_port"),
    toPort: field(rule, "to_port"),
    cidrs: [attribute(rule, "cidr_blocks"), attribute(rule, "ipv6_cidr_blocks")],
    prefixLists: attribute(rule, "prefix_list_ids"),
    groups: [attribute(rule, "security_groups")],
    self: trueOnly(field(rule, "self")),
    value: rule,
  };
}

function securityGroupRule(subject: Subject): readonly Draft[] {
  const type = stringFact(subject.get("type"));
  if (type.state === "known" && type.value !== "ingress") return [];
  return [
    {
      kind: "ingress",
      ...subject.origin,
      group: subject.get("security_group_id"),
      rule: {
        protocol: subject.get("protocol"),
        fromPort: subject.get("from_port"),
        toPort: subject.get("to_port"),
        cidrs: [subject.get("cidr_blocks"), subject.get("ipv6_cidr_blocks")],
        prefixLists: subject.get("prefix_list_ids"),
        groups: [subject.get("source_security_group_id")],
        self: trueOnly(subject.get("self")),
        value: subject.origin.resource.body,
      },
    },
  ];
}

function ingressRule(subject: Subject): readonly Draft[] {
  return [
    {
      kind: "ingress",
      ...subject.origin,
      group: subject.get("security_group_id"),
      rule: {
        protocol: subject.get("ip_protocol"),
        fromPort: subject.get("from_port"),
        toPort: subject.get("to_port"),
        cidrs: [subject.get("cidr_ipv4"), subject.get("cidr_ipv6")],
        prefixLists: subject.get("prefix_list_id"),
        groups: [subject.get("referenced_security_group_id")],
        value: subject.origin.resource.body,
      },
    },
  ];
}

/** `self = false` is no peer. */
function trueOnly(value: Value): Value {
  const isFalse = value.kind === "scalar" && value.text === "false";
  return isFalse ? { kind: "absent", place: value.place, sensitive: false } : value;
}

function endpoint(subject: Subject): Draft {
  return {
    kind: "endpoint",
    ...subject.origin,
    id: subject.get("id"),
    service: subject.get("service_name"),
    type: subject.get("vpc_endpoint_type"),
    // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_endpoint
    defaultType: "Gateway",
    vpc: subject.get("vpc_id"),
    policy: subject.get("policy"),
    groups: subject.get("security_group_ids"),
    subnets: subject.get("subnet_ids"),
    privateDns: orDefault(subject.get("private_dns_enabled"), false),
    tags: [subject.get("tags"), subject.get("tags_all")],
  };
}
