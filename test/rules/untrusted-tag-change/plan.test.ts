import { describe, expect, test } from "vitest";
import { judged, plan, verdicts, type Files } from "../policy-fixture.ts";
import {
  rule,
  account,
  other,
  cluster,
  policy,
  deny,
  byKey,
  unless,
  about,
  verdict,
  all,
} from "./policies.ts";

describe("a service control policy made in infrastructure code", () => {
  const content = JSON.stringify(policy(deny(byKey)));
  const scp = (more: object = {}) => ({
    "aws_organizations_policy.protect": {
      values: { name: "protect", type: "SERVICE_CONTROL_POLICY", content },
      unknown: { id: true, arn: true },
      ...more,
    },
  });
  const attachment = (target: object, refs: object, unknown: object = {}) => ({
    "aws_organizations_policy_attachment.protect": {
      values: target,
      unknown: { id: true, policy_id: true, ...unknown },
      refs: {
        policy_id: {
          references: ["aws_organizations_policy.protect.id", "aws_organizations_policy.protect"],
        },
        ...refs,
      },
    },
  });
  const files = (resources: Parameters<typeof plan>[0], inventory = cluster()): Files => ({
    "estate.json": inventory,
    "plan.json": plan(resources),
  });

  test("without an attachment it applies nowhere", async () => {
    const { verdict: answer, messageId, message } = await about(files(scp()));
    expect({ answer, messageId, message }).toEqual({
      answer: "violated",
      messageId: "unguarded",
      message:
        "An untrusted principal, such as `arn:aws:iam::111122223333:role/untrusted`, can set `GuardDutyManaged` to `false` on a cluster tagged `true`: the service control policy `aws_organizations_policy.protect` does not reach the account 111122223333, since it is attached to nothing",
    });
  });

  test("without an attachment and without a cluster it is the subject itself", async () => {
    expect(await all({ "plan.json": plan(scp()) })).toEqual([
      "aws_organizations_policy.protect: violated (unguarded)",
    ]);
  });

  test.each([
    { target: "r-ab12", expected: "satisfied" },
    { target: account, expected: "satisfied" },
    { target: other, expected: "violated" },
    { target: "ou-ab12-11111111", expected: "undetermined" },
  ])("attached to $target: $expected", async ({ target, expected }) => {
    const to = attachment({ target_id: target }, { target_id: { constant_value: target } });
    expect(await verdict(files({ ...scp(), ...to }))).toBe(expected);
  });

  test("attached to what is known only after apply: undetermined", async () => {
    const refs = { target_id: { references: ["var.target"] } };
    const to = attachment({}, refs, { target_id: true });
    expect(await verdict(files({ ...scp(), ...to }))).toBe("undetermined");
  });

  test("attached to the root that the same plan makes: it reaches every account", async () => {
    const refs = {
      target_id: {
        references: [
          "aws_organizations_organization.org.roots[0].id",
          "aws_organizations_organization.org.roots",
          "aws_organizations_organization.org",
        ],
      },
    };
    const org = {
      "aws_organizations_organization.org": {
        values: { feature_set: "ALL" },
        unknown: { id: true, roots: true, master_account_id: true },
      },
    };
    const to = attachment({}, refs, { target_id: true });
    expect(await verdict(files({ ...org, ...scp(), ...to }))).toBe("satisfied");
  });

  const root = attachment({ target_id: "r-ab12" }, { target_id: { constant_value: "r-ab12" } });
  const unknownContent = {
    values: { name: "protect", type: "SERVICE_CONTROL_POLICY" },
    unknown: { id: true, arn: true, content: true },
    refs: { content: { references: ["data.aws_iam_policy_document.scp.json"] } },
  };

  test("content that is not known leaves the answer open", async () => {
    const unknown = { "aws_organizations_policy.protect": unknownContent };
    expect(await verdict(files({ ...unknown, ...root }))).toBe("undetermined");
  });

  test("content that is not known does not matter where another one denies already", async () => {
    const unknown = { "aws_organizations_policy.protect": unknownContent };
    const bare = { "scp.json": policy(deny(byKey)) };
    expect(await verdict({ ...files({ ...unknown, ...root }), ...bare })).toBe("satisfied");
  });

  test("sensitive content is judged and never printed", async () => {
    const secret = "Zebra";
    const text = JSON.stringify(
      policy(
        deny(
          { ...byKey, ...unless("ArnNotLike", `arn:aws:iam::*:role/${secret}*`) },
          { Sid: secret },
        ),
      ),
    );
    const hidden = {
      "aws_organizations_policy.protect": {
        values: { name: "protect", type: "SERVICE_CONTROL_POLICY", content: text },
        unknown: { id: true, arn: true },
        sensitive: { content: true },
      },
    };
    const { report } = await judged(rule, files({ ...hidden, ...root }));
    expect(verdicts(report)).toEqual(["payments: violated (gap)"]);
    expect(JSON.stringify(report)).not.toContain(secret);
  });

  test("in GovCloud a role's ARN is of that partition", async () => {
    const gov = cluster("true", { region: "us-gov-west-1" });
    const made = plan(
      {
        "aws_iam_role.deployer": {
          values: { name: "deployer", path: "/" },
          unknown: { arn: true, id: true },
        },
        "aws_iam_role_policy_attachment.admin": {
          values: {
            role: "deployer",
            policy_arn: "arn:aws-us-gov:iam::aws:policy/AdministratorAccess",
          },
          unknown: { id: true },
          refs: { role: { references: ["aws_iam_role.deployer.name", "aws_iam_role.deployer"] } },
        },
      },
      "us-gov-west-1",
    );
    const trust = (partition: string) => ({
      trust: { principals: [`arn:${partition}:iam::*:role/deployer`] },
      account,
    });
    const given = { "estate.json": gov, "plan.json": made };
    expect(await all({ ...given, "guardlint.yaml": trust("aws-us-gov") })).toEqual([
      "payments: undetermined",
    ]);
    expect(await all({ ...given, "guardlint.yaml": trust("aws") })).toEqual([
      "aws_iam_role.deployer: violated (granted)",
      "payments: violated (granted)",
    ]);
  });

  test("a role and its grant in the same plan", async () => {
    const roles = {
      "aws_iam_role.deployer": {
        values: { name: "deployer", path: "/" },
        unknown: { arn: true, id: true },
      },
      "aws_iam_role_policy_attachment.admin": {
        values: { role: "deployer", policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess" },
        unknown: { id: true },
        refs: { role: { references: ["aws_iam_role.deployer.name", "aws_iam_role.deployer"] } },
      },
    };
    expect(await all(files(roles))).toEqual([
      "aws_iam_role.deployer: violated (granted)",
      "payments: violated (granted)",
    ]);
    expect(await all(files({ ...roles, ...scp(), ...root }))).toEqual([
      "aws_iam_role.deployer: satisfied",
      "payments: satisfied",
    ]);
  });
});
