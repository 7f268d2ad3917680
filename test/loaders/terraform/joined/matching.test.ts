import { describe, expect, it } from "vitest";
import { answers, plannedCluster, planOf, report, told } from "./joining.ts";

const plan = planOf([plannedCluster("aws_eks_cluster.a", "True")]);
const main = 'resource "aws_eks_cluster" "a" {\n  tags = { GuardDutyManaged = "True" }\n}\n';
const onLine = 'violated aws_eks_cluster.a at main.tf:2 "True"';
const inPlan = 'violated aws_eks_cluster.a at plan.json:1 "GuardDutyManaged": "True"';

describe("the configuration of a plan is found", () => {
  it.each<[string, Record<string, string>, Parameters<typeof report>[1], string]>([
    [
      "beside it",
      { "env/main.tf": main, "env/plan.json": plan },
      { paths: ["env/plan.json"] },
      "env/main.tf",
    ],
    [
      "in the working directory",
      { "main.tf": main, "out/plan.json": plan },
      { paths: ["out/plan.json"] },
      "main.tf",
    ],
    [
      "among what is linted",
      { "env/main.tf": main, "out/plan.json": plan },
      { paths: ["."] },
      "env/main.tf",
    ],
    [
      "where a person says",
      { "env/main.tf": main, "out/plan.json": plan },
      { paths: ["out/plan.json"], sources: ["env"] },
      "env/main.tf",
    ],
    [
      "where a person says, of several",
      { "a/main.tf": 'resource "x" "y" {}', "env/main.tf": main, "plan.json": plan },
      { sources: ["a", "env/"] },
      "env/main.tf",
    ],
    [
      "where a person says, rather than beside it",
      { "main.tf": main, "env/main.tf": main, "plan.json": plan },
      { sources: ["env"] },
      "env/main.tf",
    ],
    [
      "beside it, rather than where it fits as well",
      { "a/main.tf": main, "b/main.tf": main, "b/plan.json": plan },
      { paths: ["."] },
      "b/main.tf",
    ],
  ])("%s", async (_, files, options, expected) => {
    const found = await report(files, options);
    expect(found.results.map(({ place }) => place.path)).toContain(expected);
    expect(told(found)).toEqual([]);
  });

  it("for a plan that comes on standard input, in the working directory", async () => {
    const { memoryHost } = await import("../../../memory-host.ts");
    const { run } = await import("../../../../src/run.ts");
    const { report: found } = await run(memoryHost({ "main.tf": main }, { stdin: plan }), {
      paths: ["-"],
      config: undefined,
      failOn: "warning",
      undetermined: "pass",
      noInputs: "fail",
      rules: ["non-boolean-tag-value"],
      ignore: true,
      timing: false,
    });
    expect(answers(found)).toEqual([onLine]);
  });
});

describe("a configuration and its plan", () => {
  it("are judged once, and not twice", async () => {
    const found = await report({ "main.tf": main, "plan.json": plan }, { paths: ["."] });
    expect(answers(found)).toEqual([onLine]);
    expect(found.summary.files).toEqual({ read: 2, loaded: 2, failed: 0 });
  });

  it("may have changed since, which is told", async () => {
    const later = `${main}resource "aws_eks_cluster" "b" {}\n`;
    const found = await report({ "main.tf": later, "plan.json": plan }, { paths: ["."] });
    expect(answers(found)).toEqual([onLine]);
    expect(told(found)).toEqual([
      "warning outdated-plan: plan.json and the configuration in the working directory are not of the same state: only the configuration has `aws_eks_cluster.b`, which is not judged",
    ]);
  });

  it("leave what only the plan has in the plan", async () => {
    const both = planOf([
      plannedCluster("aws_eks_cluster.a", "True"),
      plannedCluster("aws_eks_cluster.b", "True"),
    ]);
    const found = await report({ "main.tf": main, "plan.json": both });
    expect(answers(found)).toEqual([onLine, inPlan.replaceAll(".a ", ".b ")]);
    expect(told(found)).toEqual([
      "warning outdated-plan: plan.json and the configuration in the working directory are not of the same state: only the plan has `aws_eks_cluster.b`",
    ]);
  });
});

describe("a plan is judged alone", () => {
  it("beside another configuration, which is judged too, and it is told", async () => {
    const other = main.replaceAll('"a"', '"other"').replace("True", "TRUE");
    const found = await report({ "main.tf": other, "plan.json": plan }, { paths: ["."] });
    expect(answers(found)).toEqual(['violated aws_eks_cluster.other at main.tf:2 "TRUE"', inPlan]);
    expect(told(found)).toEqual([
      "warning plan-of-another-configuration: plan.json is no plan of the configuration in the working directory, since only 0 of the 2 names that their root modules declare are in both; each is judged alone",
    ]);
  });

  it("where two configurations fit alike", async () => {
    const files = { "a/main.tf": main, "b/main.tf": main, "out/plan.json": plan };
    const found = await report(files, { paths: ["."] });
    expect(told(found)).toEqual([
      "warning ambiguous-configuration: out/plan.json can be a plan of a, b, and is judged alone; --source says which",
    ]);
    expect(found.results.map(({ place }) => place.path)).toEqual([
      "a/main.tf",
      "b/main.tf",
      "out/plan.json",
    ]);
  });

  it("without a configuration, and there is nothing to tell", async () => {
    const found = await report({ "plan.json": plan });
    expect([answers(found), told(found)]).toEqual([[inPlan], []]);
  });

  it("where the folder that a person says holds none, which is an error", async () => {
    const found = await report({ "plan.json": plan, "empty/a.txt": "" }, { sources: ["empty"] });
    expect(answers(found)).toEqual([inPlan]);
    expect(told(found)).toEqual(["error no-configuration: empty holds no Terraform configuration"]);
  });
});

describe("a file that a person names", () => {
  const files = {
    "env/prod/main.tf": `module "cluster" {
  source = "../../modules/cluster"
  managed = "True"
}
`,
    "env/lab/main.tf":
      'resource "aws_eks_cluster" "lab" {\n  tags = { GuardDutyManaged = "no" }\n}\n',
    "modules/cluster/main.tf": `variable "managed" {}
resource "aws_eks_cluster" "this" {
  tags = { GuardDutyManaged = var.managed }
}
`,
    "env/prod/terraform.tfvars": "",
  };
  const inProd =
    'violated module.cluster.aws_eks_cluster.this at env/prod/main.tf:3 "True" ← module.cluster (env/prod/main.tf:1) ← var.managed (modules/cluster/main.tf:3)';

  it("leads to the whole root", async () => {
    const found = await report(files, { paths: ["env/prod/main.tf"] });
    expect([answers(found), told(found)]).toEqual([[inProd], []]);
  });

  it("leads to the root from a file of values as well", async () => {
    const found = await report(files, { paths: ["env/prod/terraform.tfvars"] });
    expect([answers(found), told(found)]).toEqual([[inProd], []]);
  });

  it("leads from a module to the roots that call it, and to no others", async () => {
    const found = await report(files, { paths: ["modules/cluster/main.tf"] });
    expect([answers(found), told(found)]).toEqual([
      [inProd],
      [
        "note called-module: what calls the modules of modules/cluster/main.tf is judged, and they as parts of it: env/prod",
      ],
    ]);
  });

  it("is judged by itself where nothing calls it", async () => {
    const found = await report(files, { paths: ["env/lab/main.tf"] });
    expect(answers(found)).toEqual(['violated aws_eks_cluster.lab at env/lab/main.tf:2 "no"']);
  });

  it("and belongs to nothing is told", async () => {
    const found = await report({ "a/x.tfvars": "a = 1" }, { paths: ["a/x.tfvars"] });
    expect(told(found)).toEqual([
      "warning unknown-input: a/x.tfvars lies in a folder without a Terraform configuration",
    ]);
  });
});
