import { describe, expect, it } from "vitest";
import { at, loadFixture, outline, part } from "./outline.ts";

const noLocals = (name: string): string =>
  `unknown: \`local.${name}\` cannot be followed: a plan's JSON does not hold local values`;

describe("an endpoint policy that `after` lacks (policy-omitted-or-unknown)", () => {
  const document = loadFixture("terraform-plan/policy-omitted-or-unknown/plan.json");

  // An endpoint without a policy gets the one that lets everybody through.
  // https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html#default-endpoint-policy
  it.each([
    ["omitted", "absent"],
    ["null_literal", "absent"],
    // `policy = var.policy`: its value would be known at plan time if it were not null.
    ["null_variable", "absent"],
    // `aws_vpc.known.id != "" ? var.policy : null`
    ["chosen_by_known", "absent"],
    ["from_role", "unknown(aws_iam_role.admin.arn)"],
    ["from_local", noLocals("policy")],
    // `jsonencode({ at = timestamp() })` refers to nothing.
    ["from_function", "unknown"],
    ["known", '{"Version":"2012-10-17","Statement":[]}'],
    // The configuration does not hold the resource at all.
    ["not_configured", "unknown"],
  ])("%s: %j", (name, expected) => {
    const policy = part(at(document, `aws_vpc_endpoint.${name}`), "policy");
    expect(outline(policy)).toBe(expected);
  });

  it.each(["security_group_ids", "subnet_ids", "private_dns_enabled", "tags_all"])(
    "an omitted %s is absent, and unknown without a configuration",
    (attribute) => {
      expect(outline(part(at(document, "aws_vpc_endpoint.omitted"), attribute))).toBe("absent");
      expect(outline(part(at(document, "aws_vpc_endpoint.not_configured"), attribute))).toBe(
        "unknown",
      );
    },
  );
});

describe("references through instances (each-value)", () => {
  const document = loadFixture("terraform-plan/each-value/plan.json");

  it.each([
    // for_each = aws_vpc.this; vpc_id = each.value.id
    ['aws_vpc_endpoint.chained["a"]', 'unknown(aws_vpc.this["a"].id)'],
    ['aws_vpc_endpoint.chained["b"]', 'unknown(aws_vpc.this["b"].id)'],
    // vpc_id = aws_vpc.this[each.key].id
    ['aws_vpc_endpoint.by_key["a"]', 'unknown(aws_vpc.this["a"])'],
    // There is no aws_vpc.this["c"]: the expression is another one.
    ['aws_vpc_endpoint.by_key["c"]', "unknown(aws_vpc.this)"],
    // vpc_id = aws_vpc.this[count.index].id may be any arithmetic on the index.
    ["aws_vpc_endpoint.by_count[0]", "unknown(aws_vpc.this)"],
    // for_each = { a = aws_vpc.this["a"].id, b = aws_vpc.this["b"].id }
    ['aws_vpc_endpoint.from_map["a"]', 'unknown(aws_vpc.this["a"].id, aws_vpc.this["b"].id)'],
    ['aws_vpc_endpoint.from_local["a"]', noLocals("networks")],
    // for_each = module.net; network = each.value; vpc_id = var.network.vpc_id
    ['module.guard["b"].aws_vpc_endpoint.this', 'unknown(module.net["b"].aws_vpc.this.id)'],
    ["aws_vpc_endpoint.module_stated", 'unknown(module.net["b"].aws_vpc.this.id)'],
    // vpc_id = module.net[each.key].vpc_id: the JSON drops what follows the index, yet there is one
    // VPC only that the instance can give out.
    ['aws_vpc_endpoint.module_by_key["a"]', 'unknown(module.net["a"].aws_vpc.this.id)'],
    // values(module.net)[0].vpc_id
    [
      "aws_vpc_endpoint.module_any",
      "unknown: a plan's JSON does not tell which output of `module.net` it is",
    ],
  ])("%s has vpc_id %j", (address, expected) => {
    expect(outline(part(at(document, address), "vpc_id"))).toBe(expected);
  });
});

describe("references through outputs and variables (module-outputs)", () => {
  const document = loadFixture("terraform-plan/module-outputs/plan.json");

  it.each([
    [
      "module.cluster.aws_security_group.this",
      ["vpc_id"],
      "unknown(module.network[0].aws_vpc.this[0].id)",
    ],
    [
      "module.cluster.aws_eks_cluster.this",
      ["vpc_config", 0, "subnet_ids"],
      "unknown(module.network[0].aws_subnet.private)",
    ],
    // An attribute that passes another one on is that other one.
    ["aws_subnet.pair", ["vpc_id"], "unknown(module.network[0].aws_vpc.this[0].id)"],
    // [subnet, subnet]: each unknown item has its own reference.
    [
      "aws_eks_cluster.listed",
      ["vpc_config", 0, "subnet_ids"],
      [
        "subnet-1",
        "unknown(aws_subnet.pair.id)",
        "unknown(module.network[0].aws_subnet.private[1])",
      ],
    ],
    // `tags = var.tags`, which nobody passes and which defaults to null.
    ["module.cluster.aws_eks_cluster.this", ["tags"], "absent"],
    [
      "aws_eks_cluster.cycle",
      ["role_arn"],
      "unknown: the chain of variables and outputs behind it does not end",
    ],
    [
      "aws_eks_cluster.missing",
      ["role_arn"],
      "unknown: the configuration does not hold the output `nothing` of `module.cluster`",
    ],
  ])("%s %j is %j", (address, steps, expected) => {
    expect(outline(part(at(document, address), ...steps))).toEqual(expected);
  });
});

// https://github.com/hashicorp/terraform/issues/28346
describe("blocks that leave no trace in the configuration (dynamic-blocks)", () => {
  const document = loadFixture("terraform-plan/dynamic-blocks/plan.json");

  it.each([
    ["aws_security_group.no_trace", ["ingress"], "unknown"],
    // Rules of its own exclude rules in the group.
    ["aws_security_group.with_rules", ["ingress"], "absent"],
    ["aws_security_group.two_rules", ["ingress", 0, "cidr_blocks"], ["10.0.0.0/16"]],
    ["aws_security_group.two_rules", ["ingress", 1, "cidr_blocks"], ["0.0.0.0/0"]],
    ["aws_security_group.made", ["ingress", 0, "cidr_blocks"], ["unknown", "10.0.0.0/16"]],
    ["aws_security_group.made", ["ingress", 0, "prefix_list_ids"], "unknown"],
    ["aws_guardduty_detector_feature.runtime", ["additional_configuration"], "unknown"],
    ["aws_guardduty_detector_feature.none", ["additional_configuration"], []],
  ])("%s %j is %j", (address, steps, expected) => {
    expect(outline(part(at(document, address), ...steps))).toEqual(expected);
  });
});

describe("account and Region (providers)", () => {
  const document = loadFixture("terraform-plan/providers/plan.json");
  const notConstant = "unknown: the provider's configuration does not tell it as a constant";

  it.each([
    // region = var.region
    ["aws_vpc.default", "absent", "ap-south-1"],
    // assume_role { role_arn = "arn:aws:iam::444455556666:role/deploy" }
    ["aws_vpc.security", "444455556666", "eu-central-1"],
    // allowed_account_ids = ["111122223333"], Region from the environment
    ["aws_vpc.allowed", "111122223333", "absent"],
    // Both from local values; another resource of the same provider has an ARN.
    ["aws_vpc.obscure", "123456789012", notConstant],
    ["module.inner.aws_vpc.this", "absent", "ap-south-1"],
    // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/enhanced-region-support
    ["aws_vpc.own_region", "444455556666", "ap-southeast-2"],
    ["aws_vpc.with_arn", "123456789012", "us-west-2"],
  ])("%s lies in account %j, Region %j", (address, account, region) => {
    const resource = at(document, address);
    expect([outline(resource.account), outline(resource.region)]).toEqual([account, region]);
  });

  it("leaves the tags of a provider open where they may add to the resource's", () => {
    expect(outline(part(at(document, "aws_vpc.default"), "tags_all"))).toBe("unknown");
    expect(outline(part(at(document, "aws_vpc.security"), "tags_all"))).toBe("absent");
  });
});

describe("a plan without `resource_changes` (planned-values-only)", () => {
  const document = loadFixture("terraform-plan/planned-values-only/plan.json");

  it.each([
    ["aws_vpc_endpoint.gd", ["vpc_id"], "unknown(aws_vpc.main.id)"],
    ["aws_vpc_endpoint.gd", ["policy"], "absent"],
    ["aws_vpc_endpoint.gd", ["id"], "unknown"],
    ["aws_vpc_endpoint.gd", ["tags"], { Owner: "sensitive" }],
    ["aws_vpc.main", ["tags"], "absent"],
    ["module.a.aws_vpc.this", ["cidr_block"], "10.2.0.0/16"],
  ])("%s %j is %j", (address, steps, expected) => {
    expect(outline(part(at(document, address), ...steps))).toEqual(expected);
  });
});
