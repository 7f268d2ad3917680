import { describe, expect, test } from "vitest";
import { account, deny, guard, judgedFiles, policy, told, unless, verdict } from "./judged.ts";

/** Where AWS shows a policy that protects a role. */
const example =
  "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html";
const createRole = "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html";
const deleteRole = "https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html";
const trustPolicy =
  "https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html";
const principalArn =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn";

const anywhere = "arn:aws:iam::*:role/Admin";
const here = `arn:aws:iam::${account}:role/Admin`;
const wide = "arn:aws:iam::*:role/Admin*";

/** The actions of AWS's example; `iam:CreateRole` is not among them. */
const protectedByAws = [
  "iam:AttachRolePolicy",
  "iam:DeleteRole",
  "iam:DeleteRolePermissionsBoundary",
  "iam:DeleteRolePolicy",
  "iam:DetachRolePolicy",
  "iam:PutRolePermissionsBoundary",
  "iam:PutRolePolicy",
  "iam:UpdateAssumeRolePolicy",
  "iam:UpdateRole",
  "iam:UpdateRoleDescription",
];
const making = "iam:CreateRole, iam:PutRolePolicy, sts:AssumeRole, eks:TagResource";
const changing = "iam:UpdateAssumeRolePolicy, sts:AssumeRole, eks:TagResource";
const replacing = `iam:DetachRolePolicy, iam:DeleteRolePolicy, iam:DeleteRole, ${making}`;

describe("what protects a role that the guard exempts", () => {
  const rows: readonly {
    readonly exempt: string;
    readonly denied: readonly object[];
    readonly expected: string;
    readonly page: string;
  }[] = [
    { exempt: anywhere, denied: [], expected: `violated: ${making}`, page: createRole },
    { exempt: wide, denied: [], expected: `violated: ${making}`, page: createRole },
    { exempt: here, denied: [], expected: `violated: ${changing}`, page: trustPolicy },
    // A role that nobody can give a policy is of no use.
    {
      exempt: anywhere,
      denied: [deny(protectedByAws, anywhere)],
      expected: "satisfied",
      page: example,
    },
    { exempt: here, denied: [deny(protectedByAws, here)], expected: "satisfied", page: example },
    { exempt: wide, denied: [deny(protectedByAws, wide)], expected: "satisfied", page: example },
    {
      exempt: anywhere,
      denied: [deny("iam:*", anywhere, unless("ArnNotLike", anywhere))],
      expected: "satisfied",
      page: example,
    },
    // The protection of one name says nothing of the others that fit.
    {
      exempt: wide,
      denied: [deny("iam:*", anywhere)],
      expected: `violated: ${making}`,
      page: createRole,
    },
    {
      exempt: anywhere,
      denied: [deny("iam:*", here)],
      expected: `violated: ${making}`,
      page: createRole,
    },
    {
      exempt: anywhere,
      denied: [deny("iam:CreateRole", anywhere)],
      expected: `violated: ${changing}`,
      page: trustPolicy,
    },
    {
      exempt: anywhere,
      denied: [deny(["iam:CreateRole", "iam:UpdateAssumeRolePolicy"], anywhere)],
      expected: "satisfied",
      page: trustPolicy,
    },
    {
      exempt: anywhere,
      denied: [deny("iam:UpdateAssumeRolePolicy", anywhere)],
      expected: `violated: ${making}`,
      page: createRole,
    },
    {
      exempt: anywhere,
      denied: [deny(["iam:UpdateAssumeRolePolicy", "iam:PutRolePolicy"], anywhere)],
      expected: "violated: iam:CreateRole, iam:AttachRolePolicy, sts:AssumeRole, eks:TagResource",
      page: createRole,
    },
    {
      exempt: here,
      denied: [deny("iam:UpdateAssumeRolePolicy", here)],
      expected: `violated: ${replacing}`,
      page: deleteRole,
    },
    {
      exempt: here,
      denied: [deny(["iam:UpdateAssumeRolePolicy", "iam:DeleteRole"], here)],
      expected: "satisfied",
      page: deleteRole,
    },
    // Nothing tells whether its policies are inline or attached.
    {
      exempt: here,
      denied: [deny(["iam:UpdateAssumeRolePolicy", "iam:DetachRolePolicy"], here)],
      expected: "undetermined",
      page: deleteRole,
    },
    // A trust policy can let in principals of other accounts, whom no policy of this one binds.
    {
      exempt: anywhere,
      denied: [deny("sts:AssumeRole", anywhere)],
      expected: "undetermined",
      page: "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html",
    },
    // Whether the role has the tag is not in the input.
    {
      exempt: here,
      denied: [deny("iam:*", "*", { StringEquals: { "aws:ResourceTag/protected": "yes" } })],
      expected: "undetermined",
      page: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_iam.html",
    },
    // Nobody makes or changes these by hand.
    {
      exempt: "arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_Admin_*",
      denied: [],
      expected: "satisfied",
      page: "https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html",
    },
    {
      exempt: "arn:aws:iam::*:role/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS",
      denied: [],
      expected: "satisfied",
      page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html",
    },
    // It is never `aws:PrincipalArn`, so that nobody is exempt.
    {
      exempt: "arn:aws:sts::*:assumed-role/Admin/*",
      denied: [],
      expected: "satisfied",
      page: principalArn,
    },
  ];
  test.each(rows)("$exempt, $denied: $expected ($page)", async ({ exempt, denied, expected }) => {
    expect(await verdict(guard(unless("ArnNotLike", exempt)), ...denied)).toBe(expected);
  });

  test("who is exempt by the protection is trusted where the name is exact, and is to be protected too", async () => {
    const team = "arn:aws:iam::*:role/SecurityTeam";
    const twice = `violated: ${making.replace(", eks:TagResource", "")}, ${making}`;
    const protection = (exempt: string) => deny("iam:*", anywhere, unless("ArnNotLike", exempt));
    const own = guard(unless("ArnNotLike", anywhere));
    expect(await verdict(own, protection(team))).toBe(twice);
    expect(await verdict(own, protection(team), deny("iam:*", team))).toBe("satisfied");
    expect(await verdict(own, protection("arn:aws:iam::*:role/Security*"))).toBe(
      `violated: ${making}`,
    );
  });
});

test("a role is protected in every account with clusters, or is not", async () => {
  const other = "444455556666";
  const clusters = [account, other].map((one) => ({ name: "payments", account: one, tags: {} }));
  const answered = async (...roles: readonly string[]): Promise<readonly string[]> => {
    const files = {
      "scp.json": policy(guard(unless("ArnNotLike", anywhere)), deny("iam:*", roles)),
      "estate.json": { guardlint: "inventory/v1", region: "eu-west-1", clusters },
    };
    return (await judgedFiles(files)).map(told);
  };
  const there = `arn:aws:iam::${other}:role/Admin`;
  expect(await answered(here, there)).toEqual(["satisfied"]);
  expect(await answered(here)).toEqual([`violated: ${making}`]);
  expect(await answered(there)).toEqual([`violated: ${making}`]);
});
