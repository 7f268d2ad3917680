import { describe, expect, test } from "vitest";
import { resultsOf, type Row } from "../lint-fixture.ts";
import { cannotTell, fine, holdsFixtures } from "./fixture-table.ts";

/** Fixtures that tell everything leave nothing open. */
const mostUndetermined = 0;

// prettier-ignore
const table: readonly Row[] = [
  // https://docs.aws.amazon.com/guardduty/latest/ug/managing-gdu-agent-eks-automatically.html
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_eks.html
  ["violated/removal-alone", "violated", "fixtures/rules/half-guard/violated/removal-alone/scp.json: ProtectTag", "The deny `ProtectTag` protects the tag and leaves out `eks:TagResource` (setting it) and `eks:CreateCluster` (making a cluster with it)", "\"eks:UntagResource\""],
  ["violated/terraform", "violated", "aws_organizations_policy.guard: ProtectTag", "The deny `ProtectTag` protects the tag and leaves out `eks:UntagResource` (removing it) and `eks:CreateCluster` (making a cluster with it)", "[\"eks:TagResource\"]"],
  ["violated/without-creation", "violated", "fixtures/rules/half-guard/violated/without-creation/scp.json: ProtectTag", "The deny `ProtectTag` protects the tag and leaves out `eks:CreateCluster` (making a cluster with it)", "[ \"eks:TagResource\", \"eks:UntagResource\" ]"],
  ["violated/without-removal", "violated", "fixtures/rules/half-guard/violated/without-removal/scp.json: ProtectTag", "The deny `ProtectTag` protects the tag and leaves out `eks:UntagResource` (removing it)", "[ \"eks:TagResource\", \"eks:CreateCluster\" ]"],
  ["satisfied/all-three", "satisfied", "fixtures/rules/half-guard/satisfied/all-three/scp.json: ProtectTag", fine, "[ \"eks:TagResource\", \"eks:UntagResource\", \"eks:CreateCluster…"],
  ["satisfied/two-policies", "satisfied", "fixtures/rules/half-guard/satisfied/two-policies/creation.json: ProtectTag", fine, "\"eks:CreateCluster\""],
  ["satisfied/two-policies", "satisfied", "fixtures/rules/half-guard/satisfied/two-policies/tags.json: ProtectTag", fine, "[ \"eks:TagResource\", \"eks:UntagResource\" ]"],
  ["satisfied/two-statements", "satisfied", "fixtures/rules/half-guard/satisfied/two-statements/scp.json: ProtectTag", fine, "[ \"eks:TagResource\", \"eks:UntagResource\" ]"],
  ["satisfied/two-statements", "satisfied", "fixtures/rules/half-guard/satisfied/two-statements/scp.json: ProtectCreation", fine, "\"eks:CreateCluster\""],
  ["satisfied/wildcard", "satisfied", "fixtures/rules/half-guard/satisfied/wildcard/scp.json: ProtectTag", fine, "\"eks:*\""],
  ["undetermined/action-of-a-variable", "undetermined", "aws_organizations_policy.guard: ProtectTag", cannotTell("the variable `action` is given no value"), "[\"eks:TagResource\", \"eks:UntagResource\", var.action]"],
];

describe("half-guard", () => {
  holdsFixtures("half-guard", table, mostUndetermined);

  test.each([
    ["two-statements", []],
    [
      "two-policies",
      ["Another policy, which denies what this one leaves out, reaches the same accounts"],
    ],
  ])("says what it takes for true of %s", async (fixture, assumptions) => {
    const results = await resultsOf("half-guard", `satisfied/${fixture}`);
    for (const result of results) expect(result.assumptions).toEqual(assumptions);
    expect(results).toHaveLength(2);
  });
});
