import { describe, expect, it } from "vitest";
import { answers, plannedCluster, planOf, report } from "./joining.ts";

const moved = (from: string, to: string): string =>
  `moved {\n  from = ${from}\n  to   = ${to}\n}\n`;
const cluster = (name: string): string =>
  `resource "aws_eks_cluster" "${name}" {\n  name = "${name}"\n  tags = { GuardDutyManaged = "True" }\n}\n`;
const listed = (subject: string): string =>
  `suppressions:\n  - rule: non-boolean-tag-value\n    subject: ${subject}\n    reason: known\n`;

/** Whether the finding of each cluster is suppressed. */
async function suppressed(
  files: Readonly<Record<string, string>>,
  paths: readonly string[],
): Promise<readonly string[]> {
  const found = answers(await report(files, { paths }));
  return found.map((answer) => answer.split(" at ")[0] ?? "");
}

const plan = planOf([plannedCluster("aws_eks_cluster.new", "True")]);

// https://developer.hashicorp.com/terraform/language/block/moved
describe.each([
  ["the plan with its configuration", ["plan.json"]],
  ["the configuration alone", ["main.tf"]],
])("in %s, a listed suppression", (_, paths) => {
  const main = moved("aws_eks_cluster.old", "aws_eks_cluster.new") + cluster("new");
  it.each([
    ["holds under the address before a move", "aws_eks_cluster.old", "suppressed"],
    ["holds under the address of today", "aws_eks_cluster.new", "suppressed"],
    ["holds by a pattern for the one before", '"*.old"', "suppressed"],
    ["does not hold under another", "aws_eks_cluster.other", "violated"],
  ])("%s", async (_name, subject, expected) => {
    const files = { "main.tf": main, "plan.json": plan, "guardlint.yaml": listed(subject) };
    expect(await suppressed(files, paths)).toEqual([`${expected} aws_eks_cluster.new`]);
  });
});

it("does not hold for what another configuration calls so, and has not moved", async () => {
  const files = {
    "a/main.tf": moved("aws_eks_cluster.old", "aws_eks_cluster.new") + cluster("new"),
    "b/main.tf": cluster("new"),
    "guardlint.yaml": listed("aws_eks_cluster.old"),
  };
  expect(await suppressed(files, ["a", "b"])).toEqual([
    "violated aws_eks_cluster.new",
    "violated aws_eks_cluster.new",
  ]);
});

// https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#ignore_changes
it.each([
  ["the plan with its configuration", ["plan.json"]],
  ["the configuration alone", ["main.tf"]],
])("in %s, ignored changes of tags are known", async (_, paths) => {
  const ignoring = cluster("new").replace(
    "\n}",
    "\n  lifecycle {\n    ignore_changes = [tags]\n  }\n}",
  );
  const files = { "main.tf": ignoring, "plan.json": plan };
  expect(answers(await report(files, { paths, rules: ["hidden-tag-value"] }))).toEqual([
    "violated aws_eks_cluster.new at main.tf:5 tags",
  ]);
});
