import { describe, expect, it } from "vitest";
import { resultsOf, type Row } from "../lint-fixture.ts";
import { cannotTell, fine, holdsFixtures } from "./fixture-table.ts";

const rule = "open-endpoint-ingress";

/** Fixtures that tell everything leave nothing open. */
const mostUndetermined = 0;

const everywhere =
  (cidr: string) =>
  (group: string): string =>
    `The security group \`${group}\` lets port 443 in from \`${cidr}\``;
const union =
  (...cidrs: readonly string[]) =>
  (group: string): string =>
    `The rules of the security group \`${group}\` together let port 443 in from everywhere: ${cidrs.map((cidr) => `\`${cidr}\``).join(", ")}`;

// prettier-ignore
const table: readonly Row[] = [
  // `0.0.0.0/0` is a fallback, the CIDR of the VPC what AWS recommends:
  // https://docs.aws.amazon.com/guardduty/latest/ug/eksrunmon-prereq-deploy-security-agent.html
  // Protocols and ports: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
  ["violated/describe-security-group-rules", "violated", "sg-0c1d2e3f", union("0.0.0.0/1", "128.0.0.0/1"), "\"0.0.0.0/1\""],
  ["violated/describe-security-groups", "violated", "sg-0c1d2e3f", everywhere("::/0"), "\"::/0\""],
  ["violated/partitions", "violated", "sg-fips", everywhere("0.0.0.0/0"), "0.0.0.0/0"],
  ["violated/partitions", "violated", "sg-cn", everywhere("0.0.0.0/0"), "0.0.0.0/0"],
  ["violated/partitions", "violated", "sg-cnplain", everywhere("0.0.0.0/0"), "0.0.0.0/0"],
  ["violated/plan-group-association", "violated", "aws_security_group.open", everywhere("0.0.0.0/0"), "\"0.0.0.0/0\""],
  ["violated/plan-halves-of-two-resources", "violated", "aws_security_group.telemetry", union("0.0.0.0/1", "128.0.0.0/1"), "\"0.0.0.0/1\""],
  ["violated/plan-ingress-rule", "violated", "aws_security_group.telemetry", everywhere("::/0"), "\"::/0\""],
  ["violated/plan-one-group-of-two", "satisfied", "aws_security_group.nodes", fine, "{ \"address\": \"aws_security_group.nodes\", \"mode\": \"managed\", …"],
  ["violated/plan-one-group-of-two", "violated", "aws_security_group.open", everywhere("0.0.0.0/0"), "\"0.0.0.0/0\""],
  ["violated/plan-open-beside-an-unknown-source", "violated", "aws_security_group.telemetry", everywhere("0.0.0.0/0"), "\"0.0.0.0/0\""],
  ["violated/plan-rule-of-a-group-elsewhere", "violated", "sg-0c1d2e3f", everywhere("0.0.0.0/0"), "\"0.0.0.0/0\""],
  ["violated/plan-rule-of-its-own", "violated", "aws_security_group.telemetry", everywhere("0.0.0.0/0"), "\"0.0.0.0/0\""],
  ["violated/plan-second-block", "violated", "aws_security_group.telemetry", everywhere("0.0.0.0/0"), "\"0.0.0.0/0\""],
  ["violated/plan-two-endpoints-one-group", "violated", "aws_security_group.open", everywhere("0.0.0.0/0"), "\"0.0.0.0/0\""],
  ["violated/ports-and-protocols", "violated", "sg-https", everywhere("0.0.0.0/0"), "0.0.0.0/0"],
  ["violated/ports-and-protocols", "violated", "sg-ipv6", everywhere("::/0"), "\"::/0\""],
  ["violated/ports-and-protocols", "violated", "sg-everything", everywhere("0.0.0.0/0"), "0.0.0.0/0"],
  ["violated/ports-and-protocols", "violated", "sg-all", everywhere("0.0.0.0/0"), "0.0.0.0/0"],
  ["violated/ports-and-protocols", "violated", "sg-allwithports", everywhere("0.0.0.0/0"), "0.0.0.0/0"],
  ["violated/ports-and-protocols", "violated", "sg-tcpbynumber", everywhere("0.0.0.0/0"), "0.0.0.0/0"],
  ["violated/ports-and-protocols", "violated", "sg-tcpshouted", everywhere("0.0.0.0/0"), "0.0.0.0/0"],
  ["violated/ports-and-protocols", "violated", "sg-allports", everywhere("0.0.0.0/0"), "0.0.0.0/0"],
  ["violated/ports-and-protocols", "violated", "sg-range", everywhere("0.0.0.0/0"), "0.0.0.0/0"],
  ["violated/ports-and-protocols", "violated", "sg-upto", everywhere("0.0.0.0/0"), "0.0.0.0/0"],
  ["violated/ports-and-protocols", "violated", "sg-from", everywhere("0.0.0.0/0"), "0.0.0.0/0"],
  ["violated/ports-and-protocols", "violated", "sg-portsleftout", everywhere("0.0.0.0/0"), "0.0.0.0/0"],
  ["violated/ports-and-protocols", "violated", "sg-minusone", everywhere("0.0.0.0/0"), "0.0.0.0/0"],
  ["violated/unions", "violated", "sg-halves", union("0.0.0.0/1", "128.0.0.0/1"), "0.0.0.0/1"],
  ["violated/unions", "violated", "sg-halvesofonerule", union("128.0.0.0/1", "0.0.0.0/1"), "128.0.0.0/1"],
  ["violated/unions", "violated", "sg-halvesofipv6", union("::/1", "8000::/1"), "\"::/1\""],
  ["violated/unions", "violated", "sg-quartersoverlapping", union("10.0.0.0/8", "0.0.0.0/2", "192.0.0.0/2", "64.0.0.0/2", "128.0.0.0/1", "10.1.0.0/16"), "10.0.0.0/8"],
  ["violated/unions", "violated", "sg-ladder", union("0.0.0.0/1", "128.0.0.0/2", "192.0.0.0/3", "224.0.0.0/4", "240.0.0.0/5", "248.0.0.0/6", "252.0.0.0/7", "254.0.0.0/8", "255.0.0.0/9", "255.128.0.0/10", "255.192.0.0/11", "255.224.0.0/12", "255.240.0.0/13", "255.248.0.0/14", "255.252.0.0/15", "255.254.0.0/16", "255.255.0.0/17", "255.255.128.0/18", "255.255.192.0/19", "255.255.224.0/20", "255.255.240.0/21", "255.255.248.0/22", "255.255.252.0/23", "255.255.254.0/24", "255.255.255.0/25", "255.255.255.128/26", "255.255.255.192/27", "255.255.255.224/28", "255.255.255.240/29", "255.255.255.248/30", "255.255.255.252/31", "255.255.255.254/32", "255.255.255.255/32"), "0.0.0.0/1"],
  ["violated/unions", "violated", "sg-eighthsbyrule", union("0.0.0.0/3", "32.0.0.0/3", "64.0.0.0/3", "96.0.0.0/3", "128.0.0.0/3", "160.0.0.0/3", "192.0.0.0/3", "224.0.0.0/3"), "0.0.0.0/3"],
  ["violated/unions", "violated", "sg-hostbits", everywhere("10.20.30.40/0"), "10.20.30.40/0"],
  // Narrow sources, groups as sources, other ports and protocols, ways out, and groups of other services
  ["satisfied/describe-security-groups", "satisfied", "sg-0c1d2e3f", fine, "{ \"GroupId\": \"sg-0c1d2e3f\", \"IpPermissionsEgress\": [ { \"IpPr…"],
  ["satisfied/other-services", "satisfied", "sg-data", fine, "id: sg-data ingress: - { protocol: tcp, fromPort: 443, toPor…"],
  // https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
  ["satisfied/plan-default-group", "satisfied", "aws_vpc_endpoint.telemetry", fine, "{ \"address\": \"aws_vpc_endpoint.telemetry\", \"mode\": \"managed\"…"],
  ["satisfied/plan-basic", "satisfied", "aws_security_group.gd", fine, "{\"address\":\"aws_security_group.gd\",\"mode\":\"managed\",\"type\":\"…"],
  ["satisfied/plan-egress-open", "satisfied", "aws_security_group.telemetry", fine, "{ \"address\": \"aws_security_group.telemetry\", \"mode\": \"manage…"],
  ["satisfied/plan-group-sources", "satisfied", "aws_security_group.telemetry", fine, "{ \"address\": \"aws_security_group.telemetry\", \"mode\": \"manage…"],
  ["satisfied/plan-group-sources", "satisfied", "aws_security_group.itself", fine, "{ \"address\": \"aws_security_group.itself\", \"mode\": \"managed\",…"],
  ["satisfied/plan-group-sources", "satisfied", "aws_security_group.peers", fine, "{ \"address\": \"aws_security_group.peers\", \"mode\": \"managed\", …"],
  ["satisfied/plan-modules", "satisfied", "module.member[\"payments\"].module.endpoint[0].aws_security_group.this", fine, "{\"address\":\"module.member[\\\"payments\\\"].module.endpoint[0].a…"],
  ["satisfied/plan-modules", "satisfied", "module.member[\"search\"].module.endpoint[0].aws_security_group.this", fine, "{\"address\":\"module.member[\\\"search\\\"].module.endpoint[0].aws…"],
  ["satisfied/plan-open-group-of-another-service", "satisfied", "aws_security_group.telemetry", fine, "{ \"address\": \"aws_security_group.telemetry\", \"mode\": \"manage…"],
  ["satisfied/plan-port-unknown-of-a-narrow-rule", "satisfied", "aws_security_group.telemetry", fine, "{ \"address\": \"aws_security_group.telemetry\", \"mode\": \"manage…"],
  ["satisfied/plan-vpc-range-unknown", "satisfied", "aws_security_group.telemetry", fine, "{ \"address\": \"aws_security_group.telemetry\", \"mode\": \"manage…"],
  ["satisfied/ports-and-protocols", "satisfied", "sg-vpc", fine, "id: sg-vpc ingress: - { protocol: tcp, fromPort: 443, toPort…"],
  ["satisfied/ports-and-protocols", "satisfied", "sg-udp", fine, "id: sg-udp ingress: - { protocol: udp, fromPort: 443, toPort…"],
  ["satisfied/ports-and-protocols", "satisfied", "sg-udpbynumber", fine, "id: sg-udpbynumber ingress: - { protocol: \"17\", fromPort: 0,…"],
  ["satisfied/ports-and-protocols", "satisfied", "sg-icmp", fine, "id: sg-icmp ingress: - { protocol: icmp, fromPort: -1, toPor…"],
  ["satisfied/ports-and-protocols", "satisfied", "sg-portabove", fine, "id: sg-portabove ingress: - { protocol: tcp, fromPort: 444, …"],
  ["satisfied/ports-and-protocols", "satisfied", "sg-portbelow", fine, "id: sg-portbelow ingress: - { protocol: tcp, fromPort: 0, to…"],
  ["satisfied/ports-and-protocols", "satisfied", "sg-groups", fine, "id: sg-groups ingress: - { protocol: tcp, fromPort: 443, toP…"],
  ["satisfied/ports-and-protocols", "satisfied", "sg-closed", fine, "id: sg-closed ingress: []"],
  ["satisfied/unions", "satisfied", "sg-oneaddressshort", fine, "id: sg-oneaddressshort ingress: - { protocol: tcp, fromPort:…"],
  ["satisfied/unions", "satisfied", "sg-oneaddressmissinginside", fine, "id: sg-oneaddressmissinginside ingress: - { protocol: tcp, f…"],
  ["satisfied/unions", "satisfied", "sg-halvesontwoports", fine, "id: sg-halvesontwoports ingress: - { protocol: tcp, fromPort…"],
  ["satisfied/unions", "satisfied", "sg-halvesoftwofamilies", fine, "id: sg-halvesoftwofamilies ingress: - { protocol: tcp, fromP…"],
  ["satisfied/unions", "satisfied", "sg-half", fine, "id: sg-half ingress: - { protocol: tcp, fromPort: 443, toPor…"],
  ["satisfied/unions", "satisfied", "sg-private", fine, "id: sg-private ingress: - { protocol: tcp, fromPort: 443, to…"],
  ["satisfied/unions", "satisfied", "sg-mapped", fine, "id: sg-mapped ingress: - { protocol: tcp, fromPort: 443, toP…"],
  // Sources, ports and rules that stand elsewhere or are known only after apply
  ["undetermined/describe-security-groups-prefix-list", "undetermined", "sg-0c1d2e3f", cannotTell("the entries of the prefix list pl-0a1b2c3d are not in the input"), "\"pl-0a1b2c3d\""],
  ["undetermined/describe-vpc-endpoints-alone", "undetermined", "vpce-0a1b2c3d4e5f60718", cannotTell("the security group sg-0c1d2e3f is not in the input"), "[ { \"GroupId\": \"sg-0c1d2e3f\", \"GroupName\": \"telemetry\" } ]"],
  ["undetermined/inventory-without-rules", "undetermined", "sg-0c1d2e3f", cannotTell("sg-0c1d2e3f is not made by the files that were read, so its rules stand elsewhere"), "id: sg-0c1d2e3f"],
  ["undetermined/default-group-of-a-vpc-elsewhere", "undetermined", "aws_vpc_endpoint.telemetry", cannotTell("the endpoint names no security group, and the VPC's default group is not in the input"), "resource \"aws_vpc_endpoint\" \"telemetry\""],
  ["undetermined/plan-group-by-its-id", "undetermined", "aws_vpc_endpoint.telemetry", cannotTell("the security group sg-0c1d2e3f is not in the input"), "[ \"sg-0c1d2e3f\" ]"],
  ["undetermined/plan-group-elsewhere-with-a-narrow-rule", "undetermined", "sg-0c1d2e3f", cannotTell("the security group sg-0c1d2e3f is not in the input, so it may have other rules"), "{ \"address\": \"aws_vpc_security_group_ingress_rule.vpc\", \"mod…"],
  ["undetermined/plan-group-looked-up", "undetermined", "data.aws_security_group.shared", cannotTell("data.aws_security_group.shared is not made by the files that were read, so its rules stand elsewhere"), "{ \"address\": \"data.aws_security_group.shared\", \"mode\": \"data…"],
  ["undetermined/plan-ingress-unknown", "undetermined", "aws_security_group.telemetry", cannotTell("its value is known only after apply"), "\"ingress\""],
  ["undetermined/plan-port-unknown", "undetermined", "aws_security_group.telemetry", cannotTell("it depends on `terraform_data.port.output`, which is known only after apply"), "\"from_port\""],
  ["undetermined/plan-prefix-list", "undetermined", "aws_security_group.telemetry", cannotTell("the entries of the prefix list pl-0a1b2c3d are not in the input"), "\"pl-0a1b2c3d\""],
  ["undetermined/plan-service-unknown", "undetermined", "aws_vpc_endpoint.telemetry", cannotTell("it depends on `terraform_data.service.output`, which is known only after apply"), "\"service_name\""],
  ["undetermined/plan-source-unknown", "undetermined", "aws_security_group.telemetry", cannotTell("it depends on `aws_eip.office.public_ip`, which is known only after apply"), "\"cidr_ipv4\""],
];

describe("open-endpoint-ingress", () => {
  holdsFixtures(rule, table, mostUndetermined);

  it("names every endpoint behind the group", async () => {
    const [result] = await resultsOf(rule, "violated/plan-two-endpoints-one-group");
    expect(result).toMatchObject({
      level: "warning",
      related: [
        {
          message: "the endpoint aws_vpc_endpoint.east is behind this group",
          place: { address: "aws_vpc_endpoint.east" },
        },
        {
          message: "the endpoint aws_vpc_endpoint.west is behind this group",
          place: { address: "aws_vpc_endpoint.west" },
        },
      ],
    });
  });
});
