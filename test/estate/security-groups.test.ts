import { describe, expect, it } from "vitest";
import type { IngressPeer, SecurityGroup } from "../../src/model/estate.ts";
import { leads, linked, plan, told, type Planned } from "./linked.ts";

function peer(one: IngressPeer): string {
  if (one.kind === "cidr") return told(one.cidr);
  if (one.kind === "prefix-list") return told(one.id);
  if (one.kind === "group") return leads(one.group);
  if (one.kind !== "network") return one.kind;
  return `the network of ${one.of.map(({ subject }) => subject).join(", ")}`;
}

/** Each rule as `tcp 443-443 from 10.0.0.0/8, group`, and why there may be more. */
function rules({ ingress, rest }: SecurityGroup): readonly string[] {
  const shown = ingress.map((rule) => {
    const open = rule.rest === undefined ? [] : [`more: ${rule.rest.detail}`];
    const from = [...rule.peers.map(peer), ...open].join(", ");
    const ports = `${String(told(rule.fromPort))}-${String(told(rule.toPort))}`;
    return `${told(rule.protocol)} ${ports} from ${from}`;
  });
  return rest === undefined ? shown : [...shown, `more: ${rest.detail}`];
}

const group = (name: string, ingress?: readonly object[]): Planned => ({
  address: `aws_security_group.${name}`,
  after: { name, ...(ingress === undefined ? {} : { ingress }) },
  unknown: { egress: true, ...(ingress === undefined ? { ingress: true } : {}) },
});
const block = (more: object): object => ({
  protocol: "TCP",
  from_port: 443,
  to_port: 443,
  cidr_blocks: [],
  ipv6_cidr_blocks: [],
  prefix_list_ids: [],
  security_groups: [],
  self: false,
  ...more,
});
const ofGroup = { security_group_id: ["aws_security_group.one.id", "aws_security_group.one"] };
const ports = { from_port: 443, to_port: 443 };
const separate: readonly Planned[] = [
  {
    address: "aws_security_group_rule.in",
    after: { type: "ingress", protocol: "tcp", ...ports, cidr_blocks: ["10.0.0.0/8"] },
    unknown: { security_group_id: true },
    refers: ofGroup,
  },
  {
    address: "aws_security_group_rule.out",
    after: { type: "egress", protocol: "tcp", ...ports, cidr_blocks: ["0.0.0.0/0"] },
    unknown: { security_group_id: true },
    refers: ofGroup,
  },
  {
    address: "aws_vpc_security_group_ingress_rule.list",
    after: { ip_protocol: "-1", prefix_list_id: "pl-0a1b2c3d" },
    unknown: { security_group_id: true },
    refers: ofGroup,
  },
  {
    address: "aws_vpc_security_group_egress_rule.out",
    after: { ip_protocol: "-1", cidr_ipv4: "0.0.0.0/0" },
    unknown: { security_group_id: true },
    refers: ofGroup,
  },
];
const vpc: Planned = {
  address: 'aws_vpc.all["eu.west"]',
  unknown: { cidr_block: true, ipv6_cidr_block: true },
};
const fromVpc = (attribute: string): Planned => ({
  address: "aws_vpc_security_group_ingress_rule.vpc",
  after: { ip_protocol: "tcp", ...ports },
  unknown: { security_group_id: true, cidr_ipv4: true },
  refers: {
    ...ofGroup,
    cidr_ipv4: [`aws_vpc.all["eu.west"].${attribute}`, 'aws_vpc.all["eu.west"]', "aws_vpc.all"],
  },
});

// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group
describe("the rules of a group in a plan", () => {
  it.each<[string, readonly Planned[], readonly string[]]>([
    [
      "every inline block",
      [
        group("one", [
          block({ cidr_blocks: ["10.0.0.0/8"], ipv6_cidr_blocks: ["fd00::/8"] }),
          block({ security_groups: ["sg-0a1b2c3d"], self: true }),
          block({ prefix_list_ids: ["pl-0a1b2c3d"] }),
        ]),
      ],
      [
        "tcp 443-443 from 10.0.0.0/8, fd00::/8",
        "tcp 443-443 from elsewhere: sg-0a1b2c3d, self",
        "tcp 443-443 from pl-0a1b2c3d",
      ],
    ],
    [
      "resources of their own, without those that let out",
      [group("one"), ...separate],
      ["tcp 443-443 from 10.0.0.0/8", "-1 absent-absent from pl-0a1b2c3d"],
    ],
    [
      "the range of a VPC, which is a network whatever it will be",
      [group("one", []), vpc, fromVpc("cidr_block")],
      ['tcp 443-443 from the network of aws_vpc.all["eu.west"]'],
    ],
    [
      "another attribute of a VPC",
      [group("one", []), vpc, fromVpc("id")],
      [
        'tcp 443-443 from more: it depends on `aws_vpc.all["eu.west"].id`, which is known only after apply',
      ],
    ],
    [
      "a rule that nobody can place, which may be of any group of the file",
      [
        group("one", []),
        { address: "terraform_data.group", unknown: { output: true } },
        {
          address: "aws_vpc_security_group_ingress_rule.any",
          after: { ip_protocol: "-1", cidr_ipv4: "0.0.0.0/0" },
          unknown: { security_group_id: true },
          refers: { security_group_id: ["terraform_data.group.output", "terraform_data.group"] },
        },
      ],
      ["more: nothing tells to which group aws_vpc_security_group_ingress_rule.any belongs"],
    ],
  ])("%s", async (_, resources, expected) => {
    const { securityGroups } = await linked({ "plan.json": plan(resources) });
    expect(securityGroups.map(rules)).toEqual([expected]);
  });
});

const rule = (more: object): object => ({
  SecurityGroupRuleId: "sgr-0a1b2c3d",
  GroupId: "sg-0c1d2e3f",
  IsEgress: false,
  IpProtocol: "tcp",
  FromPort: 443,
  ToPort: 443,
  ...more,
});
const response = {
  SecurityGroups: [
    {
      GroupId: "sg-0c1d2e3f",
      IpPermissions: [
        {
          IpProtocol: "tcp",
          FromPort: 443,
          ToPort: 443,
          IpRanges: [{ CidrIp: "10.0.0.0/8" }],
          Ipv6Ranges: [{ CidrIpv6: "fd00::/8" }],
          PrefixListIds: [{ PrefixListId: "pl-0a1b2c3d" }],
          UserIdGroupPairs: [{ GroupId: "sg-0a1b2c3d" }],
        },
      ],
      IpPermissionsEgress: [{ IpProtocol: "-1", IpRanges: [{ CidrIp: "0.0.0.0/0" }] }],
    },
  ],
};

// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroupRule.html
describe("the rules of a group in responses", () => {
  it.each<[string, Readonly<Record<string, unknown>>, readonly string[]]>([
    [
      "described with its group",
      { "groups.json": response },
      ["tcp 443-443 from 10.0.0.0/8, fd00::/8, pl-0a1b2c3d, elsewhere: sg-0a1b2c3d"],
    ],
    [
      "described by themselves, so that there may be others",
      {
        "rules.json": {
          SecurityGroupRules: [
            rule({ CidrIpv4: "10.0.0.0/8" }),
            rule({ IsEgress: true, CidrIpv4: "0.0.0.0/0" }),
            rule({ ReferencedGroupInfo: { GroupId: "sg-0a1b2c3d" } }),
          ],
        },
      },
      [
        "tcp 443-443 from 10.0.0.0/8",
        "tcp 443-443 from elsewhere: sg-0a1b2c3d",
        "more: the security group sg-0c1d2e3f is not in the input, so it may have other rules",
      ],
    ],
    [
      "both",
      {
        "groups.json": response,
        "rules.json": { SecurityGroupRules: [rule({ CidrIpv6: "::/0" })] },
      },
      [
        "tcp 443-443 from 10.0.0.0/8, fd00::/8, pl-0a1b2c3d, elsewhere: sg-0a1b2c3d",
        "tcp 443-443 from ::/0",
      ],
    ],
  ])("%s", async (_, files, expected) => {
    const { securityGroups } = await linked(files);
    expect(securityGroups.map(rules)).toEqual([expected]);
  });
});

describe("the groups of an endpoint", () => {
  const endpoint = (more: object): object => ({
    guardlint: "inventory/v1",
    endpoints: [{ vpc: "vpc-0a1b2c3d", service: "guardduty-data", ...more }],
  });
  it.each<[string, Readonly<Record<string, unknown>>, readonly string[]]>([
    [
      "in another file",
      {
        "a.yaml": endpoint({ securityGroups: ["sg-0c1d2e3f"] }),
        "groups.json": response,
      },
      ["sg-0c1d2e3f"],
    ],
    [
      "in no file",
      { "a.yaml": endpoint({ securityGroups: ["sg-0c1d2e3f"] }) },
      ["elsewhere: sg-0c1d2e3f"],
    ],
    ["named nowhere", { "a.yaml": endpoint({}) }, []],
  ])("%s", async (_, files, expected) => {
    const { endpoints } = await linked(files);
    expect(endpoints.map(({ groups }) => groups.items.map(leads))).toEqual([expected]);
  });
});
