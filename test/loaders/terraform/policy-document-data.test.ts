import { describe, expect, it } from "vitest";
import { at, loadFixture, outline, part, route } from "./outline.ts";

const unfollowed =
  "unknown: `local.documents` cannot be followed: a plan's JSON does not hold local values";
const admin = "unknown(aws_iam_role.admin.arn)";
const base = {
  Sid: "Base",
  Effect: "Deny",
  Action: ["eks:TagResource"],
  Resource: ["*"],
  Condition: { ArnNotEquals: { "aws:PrincipalArn": [admin] } },
};
const kept = {
  Sid: "Kept",
  Effect: "Allow",
  Action: ["eks:*"],
  Resource: ["arn:aws:eks:*:*:cluster/${aws:PrincipalTag/team}"],
};

// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
describe("policy documents made of each other (policy-documents-merged)", () => {
  const document = loadFixture("terraform-plan/policy-documents-merged/plan.json");
  const statements = (name: string): unknown =>
    outline(part(at(document, `aws_organizations_policy.${name}`), "content", "Statement"));

  it("starts from its sources, overrides by Sid and appends the rest", () => {
    expect(statements("main")).toEqual([
      { Sid: "FromText", Effect: "Allow", Action: "*", Resource: "*" },
      {
        Sid: "Base",
        Effect: "Allow",
        NotAction: ["iam:*"],
        NotResource: ["arn:aws:s3:::x"],
        Principal: { AWS: ["111122223333", admin], Service: ["eks.amazonaws.com"] },
        Condition: {
          StringEquals: { "aws:RequestTag/a": ["x", "${aws:username}"], "aws:RequestTag/b": ["z"] },
        },
      },
      kept,
      { Sid: "Own", Effect: "Deny", Action: "eks:UntagResource", Resource: "*" },
      { Effect: "Allow", Action: "ec2:*", Resource: "*" },
    ]);
  });

  it("points at the statement of the source that a part comes from", () => {
    const policy = at(document, "aws_organizations_policy.main");
    const source = part(policy, "content", "Statement", 2, "Action", 0).place;
    expect([source.address, route(source)]).toEqual([
      "data.aws_iam_policy_document.base",
      "resource_changes[1].change.after.statement[1].actions[0]",
    ]);
    const override = part(policy, "content", "Statement", 3, "Action").place;
    expect(route(override)).toBe("Statement.Action");
    expect(override.route.kind === "path" && override.route.inside).toMatchObject({
      path: { step: 0, parent: { step: "override_policy_documents" } },
    });
  });

  it.each([
    // What is not known may add statements.
    [
      "open_source",
      [{ Sid: "A", Effect: "Allow", Action: ["eks:*"], Resource: ["*"] }, `… ${unfollowed}`],
    ],
    // What is not known may replace the statement.
    ["open_override", unfollowed],
    ["dynamic", ["… unknown"]],
    ["loop_a", ["… unknown(data.aws_iam_policy_document.loop_a.json)"]],
    // Through a module's variable and output.
    ["wrapped", [base, kept]],
  ])("%s: %j", (name, expected) => {
    expect(statements(name)).toEqual(expected);
  });
});
