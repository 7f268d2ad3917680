import { describe, expect, it } from "vitest";
import { editGroups, otherSubjects } from "../../../../src/reporters/edit-group.ts";
import { answers, plannedCluster, planOf, report, told } from "./joining.ts";

const wrong = planOf([plannedCluster("aws_eks_cluster.a", "True")]);

describe("a finding of a plan beside its configuration stands", () => {
  it("on the line that says it", async () => {
    const main = `resource "aws_eks_cluster" "a" {
  name = "payments"
  tags = {
    GuardDutyManaged = "True"
  }
}
`;
    const found = await report({ "plan.json": wrong, "main.tf": main });
    expect(answers(found)).toEqual(['violated aws_eks_cluster.a at main.tf:4 "True"']);
    expect(told(found)).toEqual([]);
  });

  it("on the default of a variable, by way of where it is used", async () => {
    const main = `variable "managed" {
  default = "True"
}
resource "aws_eks_cluster" "a" {
  tags = { GuardDutyManaged = var.managed }
}
`;
    const plan = planOf([plannedCluster("aws_eks_cluster.a", "True")], {
      variables: { managed: "True" },
    });
    expect(answers(await report({ "plan.json": plan, "main.tf": main }))).toEqual([
      'violated aws_eks_cluster.a at main.tf:2 "True" ← var.managed (main.tf:5)',
    ]);
  });

  const used = `variable "managed" {
  default = "true"
}
resource "aws_eks_cluster" "a" {
  tags = { GuardDutyManaged = var.managed }
}
`;
  const given = planOf([plannedCluster("aws_eks_cluster.a", "True")], {
    variables: { managed: "True" },
  });

  it("in the file of values that says what the plan was given", async () => {
    const files = { "plan.json": given, "main.tf": used, "terraform.tfvars": 'managed = "True"\n' };
    expect(answers(await report(files))).toEqual([
      'violated aws_eks_cluster.a at terraform.tfvars:1 "True" ← var.managed (main.tf:5)',
    ]);
  });

  it("where the variable is used, if its value came from elsewhere", async () => {
    const files = { "plan.json": given, "main.tf": used, "terraform.tfvars": 'managed = "no"\n' };
    const found = await report(files);
    expect(answers(found)).toEqual([
      "violated aws_eks_cluster.a at main.tf:5 var.managed ← var.managed (main.tf:1)",
    ]);
    expect(found.results[0]?.message).toContain("`True`");
  });

  it("in the argument of the module call that says it", async () => {
    const plan = planOf([plannedCluster('module.member["blue"].aws_eks_cluster.this', "True")], {
      calls: { member: {} },
    });
    const files = {
      "plan.json": plan,
      "main.tf": `module "member" {
  source   = "./member"
  for_each = { blue = "True" }
  managed  = each.value
}
`,
      "member/main.tf": `variable "managed" {}
resource "aws_eks_cluster" "this" {
  tags = { GuardDutyManaged = var.managed }
}
`,
    };
    expect(answers(await report(files))).toEqual([
      'violated module.member["blue"].aws_eks_cluster.this at main.tf:3 "True" ← module.member["blue"] (main.tf:1) ← var.managed (member/main.tf:3)',
    ]);
  });

  it("at the call of a module that is not at hand", async () => {
    const plan = planOf([plannedCluster("module.eks.aws_eks_cluster.this[0]", "True")], {
      calls: { eks: {} },
    });
    const main = `module "eks" {
  source = "terraform-aws-modules/eks/aws"
}
`;
    const found = await report({ "plan.json": plan, "main.tf": main });
    expect(answers(found)).toEqual([
      'violated module.eks.aws_eks_cluster.this[0] at main.tf:1 module "eks" ← module.eks (main.tf:1) ← its value in the plan (plan.json:1)',
    ]);
    expect(told(found)).toEqual([
      "warning module-not-read: the module `eks` (terraform-aws-modules/eks/aws) is not at hand, and the call does not say which version of it is used, so what it makes is judged by the plan alone, and stands at its call",
    ]);
  });

  it("on the resource of each instance that only the plan tells", async () => {
    const plan = planOf(
      ["blue", "green"].map((key) => plannedCluster(`aws_eks_cluster.a["${key}"]`, "True")),
    );
    const main = `data "aws_ssm_parameter" "names" {}
resource "aws_eks_cluster" "a" {
  for_each = toset(split(",", data.aws_ssm_parameter.names.value))
  name     = each.key
  tags     = { GuardDutyManaged = "True" }
}
`;
    const found = await report({ "plan.json": plan, "main.tf": main });
    expect(answers(found)).toEqual([
      'violated aws_eks_cluster.a["blue"] at main.tf:5 "True"',
      'violated aws_eks_cluster.a["green"] at main.tf:5 "True"',
    ]);
  });

  it("in a file of Terraform's that overrides another", async () => {
    const files = {
      "plan.json": wrong,
      "main.tf": 'resource "aws_eks_cluster" "a" {\n  tags = { GuardDutyManaged = "true" }\n}\n',
      "x_override.tf":
        'resource "aws_eks_cluster" "a" {\n  tags = { GuardDutyManaged = "True" }\n}\n',
    };
    expect(answers(await report(files))).toEqual([
      'violated aws_eks_cluster.a at x_override.tf:2 "True"',
    ]);
  });
});

describe("one edit", () => {
  it("mends all clusters that share the default of a variable", async () => {
    const main = `variable "managed" {
  default = "True"
}
resource "aws_eks_cluster" "a" {
  tags = { GuardDutyManaged = var.managed }
}
resource "aws_eks_cluster" "b" {
  tags = { GuardDutyManaged = var.managed }
}
`;
    const clusters = ["aws_eks_cluster.a", "aws_eks_cluster.b"];
    const plan = planOf(
      clusters.map((address) => plannedCluster(address, "True")),
      { variables: { managed: "True" } },
    );
    const { results } = await report({ "plan.json": plan, "main.tf": main });
    const groups = editGroups(results);
    expect(groups).toHaveLength(1);
    expect(groups.map((group) => [group.first.subject, ...otherSubjects(group)])).toEqual([
      clusters,
    ]);
    expect(new Set(results.map(({ fingerprint }) => fingerprint)).size).toBe(1);
  });

  it("mends what two plans of one configuration have in common, and both are told", async () => {
    const main = 'resource "aws_eks_cluster" "a" {\n  tags = { GuardDutyManaged = "True" }\n}\n';
    const files = { "main.tf": main, "dev.json": wrong, "prod.json": wrong };
    const { results } = await report(files, { paths: ["dev.json", "prod.json"] });
    const groups = editGroups(results);
    expect(groups.map((group) => [group.first.place.via, otherSubjects(group)])).toEqual([
      [
        [{ kind: "plan", label: "dev.json", location: undefined }],
        ["aws_eks_cluster.a in prod.json"],
      ],
    ]);
  });

  it("is another one where the plans have other values", async () => {
    const main = `variable "managed" {}
resource "aws_eks_cluster" "a" {
  tags = { GuardDutyManaged = var.managed }
}
`;
    const planWith = (managed: string): string =>
      planOf([plannedCluster("aws_eks_cluster.a", managed)], { variables: { managed } });
    const files = {
      "main.tf": main,
      "dev.tfplan.json": planWith("True"),
      "prod.tfplan.json": planWith("true"),
    };
    const paths = ["dev.tfplan.json", "prod.tfplan.json"];
    expect(answers(await report(files, { paths }))).toEqual([
      "violated aws_eks_cluster.a at main.tf:3 var.managed ← dev.tfplan.json ← var.managed (main.tf:1)",
      "satisfied aws_eks_cluster.a at main.tf:3 var.managed ← prod.tfplan.json ← var.managed (main.tf:1)",
    ]);
  });

  it("has a fingerprint that survives moved lines, and not another block", async () => {
    const main = 'resource "aws_eks_cluster" "a" {\n  tags = { GuardDutyManaged = "True" }\n}\n';
    const printOf = async (text: string): Promise<string | undefined> =>
      (await report({ "plan.json": wrong, "main.tf": text })).results[0]?.fingerprint;
    const first = await printOf(main);
    expect(await printOf(`\n\n# moved\n${main}`)).toBe(first);
    expect(await printOf(main.replace("{ Guard", '{ Team = "a", Guard'))).toBe(first);
    const local = main.replace('"True"', "local.managed");
    expect(await printOf(`${local}locals { managed = "True" }\n`)).not.toBe(first);
  });
});

describe.each([
  ["the plan with its configuration", ["plan.json"]],
  ["the configuration alone", ["main.tf"]],
])("in %s, what stands in a module that `terraform init` has fetched", (_, paths) => {
  const plan = planOf([plannedCluster("module.eks.aws_eks_cluster.this", "True")], {
    calls: { eks: {} },
  });
  const filesWith = (call: string, own: string): Readonly<Record<string, string>> => ({
    "plan.json": plan,
    "main.tf": `module "eks" {\n  source = "acme/eks/aws"\n${call}}\n`,
    ".terraform/modules/modules.json": JSON.stringify({
      Modules: [{ Key: "eks", Source: "acme/eks/aws", Dir: ".terraform/modules/eks" }],
    }),
    ".terraform/modules/eks/main.tf": `${own}resource "aws_eks_cluster" "this" {
  tags = { GuardDutyManaged = var.managed }
}
`,
  });

  it("is edited at the module's call", async () => {
    const files = filesWith("", 'variable "managed" {\n  default = "True"\n}\n');
    expect(answers(await report(files, { paths }))).toEqual([
      'violated module.eks.aws_eks_cluster.this at main.tf:1 module "eks" ← module.eks (main.tf:1) ← var.managed (.terraform/modules/eks/main.tf:5) ← the fetched module (.terraform/modules/eks/main.tf:2)',
    ]);
  });

  it("is edited in the argument that is given to it", async () => {
    const files = filesWith('  managed = "True"\n', 'variable "managed" {}\n');
    expect(answers(await report(files, { paths }))).toEqual([
      'violated module.eks.aws_eks_cluster.this at main.tf:3 "True" ← module.eks (main.tf:1) ← var.managed (.terraform/modules/eks/main.tf:3)',
    ]);
  });
});
