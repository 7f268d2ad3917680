import { describe, expect, it } from "vitest";
import type { Place } from "../../../src/model/place.ts";
import type { Value } from "../../../src/model/value.ts";
import { locate } from "../../../src/source/locate.ts";
import { at, load, loadFixture, outline, part, route } from "./outline.ts";

const unknownId = "unknown";

describe("a plan that creates everything (basic)", () => {
  const document = loadFixture("terraform-plan/basic/plan.json");

  it("holds the resources that will be, in the order of the plan", () => {
    expect(document.notifications).toEqual([]);
    expect(document.standing).toBe("declared");
    expect(document.resources.map(({ address }) => address)).toEqual([
      "aws_eks_addon.guardduty",
      "aws_eks_cluster.main",
      "aws_guardduty_detector.main",
      "aws_guardduty_detector_feature.runtime",
      "aws_iam_policy.tagger",
      "aws_iam_role.cluster",
      "aws_iam_role_policy_attachment.cluster",
      "aws_organizations_policy.protect_tag",
      "aws_organizations_policy_attachment.protect_tag",
      "aws_security_group.gd",
      'aws_subnet.private["a"]',
      'aws_subnet.private["b"]',
      "aws_vpc.main",
      "aws_vpc_endpoint.gd",
    ]);
  });

  it.each([
    // A reference that names all instances keeps its index off: none of them is picked.
    ["aws_eks_cluster.main", ["vpc_config", 0, "subnet_ids"], "unknown(aws_subnet.private)"],
    ["aws_eks_cluster.main", ["vpc_config", 0, "vpc_id"], "absent"],
    ["aws_eks_cluster.main", ["role_arn"], "unknown(aws_iam_role.cluster.arn)"],
    ["aws_eks_cluster.main", ["arn"], unknownId],
    ["aws_eks_cluster.main", ["tags", "GuardDutyManaged"], "true"],
    ["aws_eks_cluster.main", ["tags", "guarddutymanaged"], "absent"],
    ["aws_vpc_endpoint.gd", ["vpc_id"], "unknown(aws_vpc.main.id)"],
    ["aws_vpc_endpoint.gd", ["security_group_ids"], "unknown(aws_security_group.gd.id)"],
    ["aws_vpc_endpoint.gd", ["private_dns_enabled"], true],
    ["aws_vpc_endpoint.gd", ["tags"], "absent"],
    ["aws_vpc_endpoint.gd", ["tags_all"], "absent"],
    ["aws_security_group.gd", ["ingress", 0, "cidr_blocks"], ["10.0.0.0/16"]],
    ["aws_security_group.gd", ["ingress", 0, "from_port"], 443],
    ['aws_subnet.private["b"]', ["vpc_id"], "unknown(aws_vpc.main.id)"],
    [
      "aws_guardduty_detector_feature.runtime",
      ["additional_configuration", 0, "status"],
      "DISABLED",
    ],
    ["aws_vpc.main", ["__proto__"], "absent"],
    ["aws_vpc.main", ["constructor"], "absent"],
  ])("%s %j is %j", (address, steps, expected) => {
    expect(outline(part(at(document, address), ...steps))).toEqual(expected);
  });

  it("takes the Region from the provider and leaves the account open", () => {
    const endpoint = at(document, "aws_vpc_endpoint.gd");
    expect([outline(endpoint.account), outline(endpoint.region)]).toEqual(["absent", "us-east-1"]);
    expect(route(endpoint.region.place)).toBe(
      "configuration.provider_config.aws.expressions.region.constant_value",
    );
  });

  it("points at the resource and at each leaf inside the plan", () => {
    const cluster = at(document, "aws_eks_cluster.main");
    const tag = part(cluster, "tags", "GuardDutyManaged");
    expect(route(cluster.place)).toBe("resource_changes[1]");
    expect(route(tag.place)).toBe("resource_changes[1].change.after.tags.GuardDutyManaged");
    expect(tag.place.address).toBe("aws_eks_cluster.main");
    // What is unknown stands only among the marks, what is absent nowhere: its block would hold it.
    const arn = part(cluster, "arn");
    expect(route(arn.place)).toBe("resource_changes[1].change.after_unknown.arn");
    const vpc = part(cluster, "vpc_config", 0, "vpc_id");
    expect(route(vpc.place)).toBe("resource_changes[1].change.after.vpc_config[0]");
    const policy = part(at(document, "aws_vpc_endpoint.gd"), "nothing");
    expect(route(policy.place)).toBe("resource_changes[13]");
    expect(cluster.body).toBe(cluster.body);
  });
});

describe("every place of a plan", () => {
  it("exists in its text", () => {
    for (const name of [
      "basic",
      "unknown",
      "modules",
      "tags",
      "changes",
      "policy-documents-merged",
    ]) {
      const document = loadFixture(`terraform-plan/${name}/plan.json`);
      const places = document.resources.flatMap((resource) => [
        resource.place,
        ...placesOf(resource.body),
      ]);
      const located = locate(places);
      const lost = places.filter(
        (place) => located.get(place)?.span.end === document.source.text.trimEnd().length,
      );
      expect(lost.map(route)).toEqual([]);
    }
  });
});

describe("values that are known only after apply (unknown)", () => {
  const document = loadFixture("terraform-plan/unknown/plan.json");

  it.each([
    // One unknown value makes all tags unknown; the switch that decides one is no candidate.
    ["aws_eks_cluster.c", ["tags"], "unknown(aws_vpc.main.id)"],
    ["aws_eks_cluster.c", ["tags_all"], "unknown"],
    ["aws_vpc_endpoint.gd_unknown_policy", ["policy"], "unknown(aws_iam_role.admin.arn)"],
    ["aws_eks_cluster.d", ["vpc_config", 0, "subnet_ids"], ["subnet-1", "subnet-2"]],
    ["aws_vpc.main", ["tags_all"], "absent"],
  ])("%s %j is %j", (address, steps, expected) => {
    expect(outline(part(at(document, address), ...steps))).toEqual(expected);
  });

  it("rebuilds a deferred policy document from its statements, at their places", () => {
    const content = part(at(document, "aws_organizations_policy.deferred"), "content");
    expect(outline(content)).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "DenyModifyTag",
          Effect: "Deny",
          Action: ["eks:TagResource", "eks:UntagResource"],
          Resource: ["*"],
          Condition: { ArnNotEquals: { "aws:PrincipalArn": ["unknown(aws_iam_role.admin.arn)"] } },
        },
      ],
    });
    const action = part(
      at(document, "aws_organizations_policy.deferred"),
      ...["content", "Statement", 0, "Action", 1],
    );
    expect(route(action.place)).toBe("resource_changes[0].change.after.statement[0].actions[1]");
    expect(action.place.address).toBe("data.aws_iam_policy_document.scp");
    expect(action.place.via.map(({ kind, label }) => [kind, label])).toEqual([
      ["policy-document", "data.aws_iam_policy_document.scp"],
    ]);
  });

  it("reads data sources from the state before, and the account from the caller's identity", () => {
    const caller = at(document, "data.aws_caller_identity.me");
    expect(caller.type).toBe("data.aws_caller_identity");
    expect(route(caller.place)).toBe("prior_state.values.root_module.resources[0]");
    const { account } = at(document, "aws_vpc.main");
    expect(outline(account)).toBe("123456789012");
    expect(route(account.place)).toBe(
      "prior_state.values.root_module.resources[0].values.account_id",
    );
  });
});

describe("modules within modules (modules)", () => {
  const document = loadFixture("terraform-plan/modules/plan.json");
  const endpoint = 'module.member["payments"].module.endpoint[0].aws_vpc_endpoint.this';

  it.each([
    [endpoint, ["vpc_id"], 'unknown(module.member["payments"].aws_vpc.this.id)'],
    [endpoint, ["subnet_ids"], 'unknown(module.member["payments"].aws_subnet.this)'],
    [
      endpoint,
      ["security_group_ids"],
      'unknown(module.member["payments"].module.endpoint[0].aws_security_group.this.id)',
    ],
    // `aws_iam_role.cluster[each.key].arn`
    [
      'module.member["payments"].aws_eks_cluster.this["green"]',
      ["role_arn"],
      'unknown(module.member["payments"].aws_iam_role.cluster["green"])',
    ],
    [
      'module.member["search"].aws_eks_cluster.this["main"]',
      ["vpc_config", 0, "subnet_ids"],
      'unknown(module.member["search"].aws_subnet.this)',
    ],
  ])("%s %j is %j", (address, steps, expected) => {
    expect(outline(part(at(document, address), ...steps))).toEqual(expected);
  });

  it("tells the module calls on the way", () => {
    const { via } = at(document, endpoint).place;
    expect(via).toEqual([
      { kind: "module", label: 'module.member["payments"]', place: undefined },
      { kind: "module", label: "module.endpoint[0]", place: undefined },
    ]);
  });
});

describe("sensitive values (sensitive)", () => {
  const document = loadFixture("terraform-plan/sensitive/plan.json");

  it.each([
    ["aws_organizations_policy.scp", ["content"], "sensitive"],
    ["aws_vpc.v", ["tags"], { Owner: "sensitive", Plain: "p" }],
    // The provider copies the tags and loses the mark.
    ["aws_vpc.v", ["tags_all"], { Owner: "sensitive", Plain: "p" }],
    ["aws_eks_cluster.c", ["tags", "GuardDutyManaged"], "sensitive"],
  ])("%s %j is %j", (address, steps, expected) => {
    const value = part(at(document, address), ...steps);
    expect(outline(value)).toEqual(expected);
    expect(value.place.masked ?? false).toBe(value.sensitive);
  });

  it("never makes a resource of a variable", () => {
    expect(document.resources.map(({ type }) => type)).toEqual([
      "aws_eks_cluster",
      "aws_organizations_policy",
      "aws_vpc",
    ]);
  });
});

describe("changes of what exists", () => {
  it("judges replaced and updated resources as they will be (changes)", () => {
    const document = loadFixture("terraform-plan/changes/plan.json");
    const cluster = at(document, "aws_eks_cluster.main");
    expect(outline(part(cluster, "name"))).toBe("payments-v2");
    expect(outline(part(cluster, "tags"))).toEqual({ GuardDutyManaged: "false" });
    // The other resources of the provider tell the account.
    expect(outline(cluster.account)).toBe("123456789012");
    const group = at(document, "aws_security_group.gd");
    expect(outline(part(group, "ingress", 0, "cidr_blocks"))).toEqual(["0.0.0.0/0"]);
    // The provider stores "" for a boundary that nobody set.
    expect(outline(part(at(document, "aws_iam_role.cluster"), "permissions_boundary"))).toBe(
      "absent",
    );
  });

  it("leaves out what will be deleted (scp-deleted)", () => {
    const document = loadFixture("terraform-plan/scp-deleted/plan.json");
    const types = document.resources.map(({ type }) => type);
    expect(types).not.toContain("aws_organizations_policy");
    expect(types).not.toContain("aws_organizations_policy_attachment");
    expect(types).toContain("aws_organizations_organization");
  });

  it("holds nothing after everything is destroyed (destroyed)", () => {
    const document = loadFixture("terraform-plan/destroyed/plan.json");
    expect(document.resources).toEqual([]);
    expect(document.notifications).toEqual([]);
  });

  it("keeps what does not change (unchanged)", () => {
    const document = loadFixture("terraform-plan/unchanged/plan.json");
    const endpoint = at(document, "aws_vpc_endpoint.gd");
    expect(outline(part(endpoint, "security_group_ids"))).toEqual(["sg-777fce2bbfa11880f"]);
    expect(outline(endpoint.region)).toBe("us-east-1");
  });

  it.each([
    [["create"], true],
    [["no-op"], true],
    [["update"], true],
    [["read"], true],
    [["delete", "create"], true],
    [["create", "delete"], true],
    [["create", "forget"], true],
    [["delete"], false],
    [["forget"], false],
  ])("actions %j leave the resource there: %j", (actions, there) => {
    const after = { name: "a" };
    const change = { address: "aws_eks_cluster.a", change: { actions, after } };
    const document = load({ format_version: "1.2", resource_changes: [change] });
    expect(document.resources.map(({ address }) => address)).toEqual(
      there ? ["aws_eks_cluster.a"] : [],
    );
  });

  it("passes over objects that are only left to be deleted", () => {
    const change = { actions: ["create"], after: {} };
    const left = { address: "aws_vpc.a", deposed: "0f1e2d3c", change };
    expect(load({ format_version: "1.2", resource_changes: [left] }).resources).toEqual([]);
  });
});

describe("lists of blocks and their unknowns (tags)", () => {
  const document = loadFixture("terraform-plan/tags/plan.json");

  it("keeps every rule of a group, with what each refers to", () => {
    const ingress = part(at(document, "aws_security_group.sg_one_unknown"), "ingress");
    expect(outline(ingress)).toEqual([
      {
        cidr_blocks: ["10.0.0.0/16", "192.168.0.0/16"],
        description: "absent",
        from_port: 443,
        ipv6_cidr_blocks: [],
        prefix_list_ids: [],
        protocol: "tcp",
        security_groups: [],
        self: false,
        to_port: 443,
      },
      {
        cidr_blocks: [],
        description: "absent",
        from_port: 444,
        ipv6_cidr_blocks: [],
        prefix_list_ids: [],
        protocol: "tcp",
        self: false,
        to_port: 444,
        security_groups: "unknown(aws_vpc.main.cidr_block, aws_vpc.main.default_security_group_id)",
      },
    ]);
  });

  it("hides all tags where one value is unknown", () => {
    const cluster = at(document, "aws_eks_cluster.one_unknown_value");
    expect(outline(part(cluster, "tags"))).toBe("unknown(aws_vpc.main.id)");
    expect(outline(part(at(document, "aws_eks_cluster.known"), "tags"))).toEqual({
      GuardDutyManaged: "false",
    });
  });
});

function placesOf(value: Value): readonly Place[] {
  switch (value.kind) {
    case "list":
      return [value.place, ...value.items.flatMap(placesOf)];
    case "map":
      return [
        value.place,
        ...value.keys().flatMap((key) => [...placesOf(value.get(key)), value.keyPlace(key)]),
      ];
    default:
      return [value.place];
  }
}
