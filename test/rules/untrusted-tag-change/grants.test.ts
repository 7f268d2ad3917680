import { describe, expect, test } from "vitest";
import {
  account,
  eks,
  cluster,
  policy,
  deny,
  byKey,
  unless,
  about,
  verdict,
  all,
} from "./policies.ts";

/** `iam get-account-authorization-details` with one role. */
const role = (more: object, name = "Deployer", path = "/") => ({
  Path: path,
  RoleName: name,
  RoleId: "AROAEXAMPLE",
  Arn: `arn:aws:iam::${account}:role${path}${name}`,
  CreateDate: "2026-01-01T00:00:00Z",
  AssumeRolePolicyDocument: policy(),
  InstanceProfileList: [],
  RolePolicyList: [],
  AttachedManagedPolicies: [],
  Tags: [],
  ...more,
});
const details = (...roles: readonly object[]) => ({
  UserDetailList: [],
  GroupDetailList: [],
  RoleDetailList: roles,
  Policies: [],
});
const inline = (...statements: readonly object[]) => ({
  RolePolicyList: [{ PolicyName: "inline", PolicyDocument: policy(...statements) }],
});
const managed = (...names: readonly string[]) => ({
  AttachedManagedPolicies: names.map((name) => ({
    PolicyName: name.split("/").at(-1),
    PolicyArn: `arn:aws:iam::${name}`,
  })),
});
const grant = { Effect: "Allow", Action: "eks:*", Resource: "*" };

describe("IAM alone", () => {
  const arn = `arn:aws:iam::${account}:role/Deployer`;
  const subject = "Deployer";
  const rows = [
    { policy: "eks:* inline", more: inline(grant), expected: "violated" },
    {
      policy: "AdministratorAccess",
      more: managed("aws:policy/AdministratorAccess"),
      expected: "violated",
    },
    {
      policy: "PowerUserAccess",
      more: managed("aws:policy/PowerUserAccess"),
      expected: "violated",
    },
    {
      policy: "AmazonEKSClusterPolicy",
      more: managed("aws:policy/AmazonEKSClusterPolicy"),
      expected: "no result",
    },
    { policy: "none", more: {}, expected: "no result" },
    {
      policy: "one that is not in the input",
      more: managed(`${account}:policy/own`),
      expected: "undetermined",
    },
    {
      policy: "an allow of listed keys by ForAllValues, without the tag",
      more: inline({
        ...grant,
        Condition: { "ForAllValues:StringEquals": { "aws:TagKeys": ["Team"] } },
      }),
      expected: "satisfied",
    },
    {
      policy: "an allow of one listed key by ForAnyValue, with which the tag rides along",
      more: inline({
        ...grant,
        Condition: { "ForAnyValue:StringEquals": { "aws:TagKeys": ["Team"] } },
      }),
      expected: "violated",
    },
    {
      policy: "eks:* under a boundary for S3",
      more: {
        ...inline(grant),
        ...managed(),
        PermissionsBoundary: {
          PermissionsBoundaryType: "Policy",
          PermissionsBoundaryArn: "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
        },
      },
      expected: "satisfied",
    },
    {
      policy: "eks:* under a boundary that is not in the input",
      more: {
        ...inline(grant),
        PermissionsBoundary: {
          PermissionsBoundaryType: "Policy",
          PermissionsBoundaryArn: `arn:aws:iam::${account}:policy/boundary`,
        },
      },
      expected: "undetermined",
    },
  ];
  test.each(rows)(`a role with $policy: $expected (${eks})`, async ({ more, expected }) => {
    const files = { "estate.json": cluster(), "iam.json": details(role(more)) };
    const own = (await all(files)).filter((line) => line.includes(subject));
    expect(own.length === 0 ? "no result" : await verdict(files, subject)).toBe(expected);
    // IAM can show that somebody gets through, never that nobody does.
    expect(await verdict(files)).toBe(expected === "violated" ? "violated" : "undetermined");
  });

  test("a user holds what a group of it holds", async () => {
    const iam = {
      ...details(),
      GroupDetailList: [
        {
          Path: "/",
          GroupName: "operators",
          GroupId: "AGPAEXAMPLE",
          Arn: `arn:aws:iam::${account}:group/operators`,
          GroupPolicyList: [{ PolicyName: "eks", PolicyDocument: policy(grant) }],
          AttachedManagedPolicies: [],
        },
      ],
      UserDetailList: [
        {
          Path: "/",
          UserName: "operator",
          UserId: "AIDAEXAMPLE",
          Arn: `arn:aws:iam::${account}:user/operator`,
          GroupList: ["operators"],
          AttachedManagedPolicies: [],
          Tags: [],
        },
      ],
    };
    expect(await all({ "estate.json": cluster(), "iam.json": iam })).toEqual([
      "operator: violated (granted)",
      "operators: violated (granted)",
      "payments: violated (granted)",
    ]);
  });

  test("trusted and service-linked roles are not judged", async () => {
    const roles = details(
      role(inline(grant)),
      role(
        inline(grant),
        "AWSServiceRoleForAmazonGuardDuty",
        "/aws-service-role/guardduty.amazonaws.com/",
      ),
    );
    const config = { trust: { principals: [arn] } };
    expect(
      await all({ "estate.json": cluster(), "iam.json": roles, "guardlint.yaml": config }),
    ).toEqual(["payments: undetermined"]);
  });

  test("a deny above takes the grant away, for the roles that it does not exempt", async () => {
    const scp = policy(deny({ ...byKey, ...unless("ArnNotLike", "arn:aws:iam::*:role/Admin") }));
    const roles = details(role(inline(grant)), role(inline(grant), "Admin"));
    expect(await all({ "estate.json": cluster(), "iam.json": roles, "scp.json": scp })).toEqual([
      "Deployer: satisfied",
      "payments: satisfied",
    ]);
  });

  test("a policy of which nothing tells who holds it", async () => {
    const files = { "estate.json": cluster(), "iam/deployer.json": policy(grant) };
    const { verdict: answer, reasons } = await about(files, "iam/deployer.json");
    expect({ answer, details: reasons.map(({ detail }) => detail) }).toEqual({
      answer: "undetermined",
      details: ["the policy allows it, and nothing tells who holds the policy"],
    });
  });

  test("grants are judged only where there is a cluster, a guard or a configured principal", async () => {
    const iam = { "iam.json": details(role(inline(grant))) };
    expect(await all(iam)).toEqual([]);
    const config = { trust: { principals: ["arn:aws:iam::*:role/Admin"] } };
    expect(await all({ ...iam, "guardlint.yaml": config })).toEqual([
      "Deployer: violated (granted)",
    ]);
    expect(await all({ ...iam, "scp.json": policy(deny(byKey)) })).toEqual([
      "Deployer: satisfied",
      "scp.json: satisfied",
    ]);
  });
});
