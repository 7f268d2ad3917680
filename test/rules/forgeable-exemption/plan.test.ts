import { expect, test } from "vitest";
import { plan } from "../policy-fixture.ts";
import { account, deny, guard, judgedFiles, policy, told, unless } from "./judged.ts";

const attachment = {
  "aws_organizations_policy_attachment.protect": {
    values: { target_id: account },
    unknown: { policy_id: true },
    refs: {
      policy_id: {
        references: ["aws_organizations_policy.protect.id", "aws_organizations_policy.protect"],
      },
    },
  },
};
const scp = (statements: readonly object[], more: object = {}) => ({
  "aws_organizations_policy.protect": {
    values: {
      name: "protect",
      type: "SERVICE_CONTROL_POLICY",
      content: JSON.stringify(policy(...statements)),
    },
    unknown: { id: true },
    ...more,
  },
  ...attachment,
});

test("a sensitive policy is not quoted", async () => {
  const statements = [guard(unless("ArnNotLike", "arn:aws:iam::*:role/Secret*"))];
  const [only, ...others] = await judgedFiles({
    "plan.json": plan(scp(statements, { sensitive: { content: true } })),
  });
  expect(others).toEqual([]);
  expect(only).toMatchObject({
    verdict: "violated",
    subject: "aws_organizations_policy.protect exempting principal 1",
    message:
      "An untrusted principal can create a role and change the tag as it: a sensitive policy exempts it, and no service control policy stops any of it",
    witness: undefined,
  });
  expect(JSON.stringify(only)).not.toContain("Secret");
});

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role */
test("a role of the plan has its trust policy there", async () => {
  const arn = `arn:aws:iam::${account}:role/Admin`;
  const protection = deny("iam:*", arn);
  const role = (Principal: object) => ({
    "aws_iam_role.admin": {
      values: {
        name: "Admin",
        path: "/",
        arn,
        assume_role_policy: JSON.stringify(
          policy({ Effect: "Allow", Action: "sts:AssumeRole", Principal }),
        ),
      },
    },
  });
  const judged = async (Principal: object) =>
    (
      await judgedFiles({
        "plan.json": plan({
          ...scp([guard(unless("ArnNotLike", arn)), protection]),
          ...role(Principal),
        }),
      })
    ).map(told);
  expect(await judged({ AWS: `arn:aws:iam::${account}:root` })).toEqual([
    "violated: sts:AssumeRole, eks:TagResource",
  ]);
  expect(await judged({ AWS: `arn:aws:iam::${account}:role/Pipeline` })).toEqual(["satisfied"]);
});
