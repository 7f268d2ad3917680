import { describe, expect, test } from "vitest";
import { plan } from "../policy-fixture.ts";
import { account, deny, guard, judgedFiles, policy, told, unless } from "./judged.ts";

const trustPolicies =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html";
const passRole = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html";
const stackRoles =
  "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html";

const here = `arn:aws:iam::${account}:role/Admin`;
/** Of what could be done to the role, nothing but to use it. */
const untouchable = deny(["iam:*Role", "iam:*RolePolicy", "iam:UpdateAssume*"], here);
const noPassing = deny("iam:PassRole", here);

/** `iam get-account-authorization-details` with the exempt role alone. */
const roleWith = (trust: unknown, name = "Admin", owner = account) => ({
  UserDetailList: [],
  GroupDetailList: [],
  RoleDetailList: [
    {
      Path: "/",
      RoleName: name,
      RoleId: "AROAEXAMPLE",
      Arn: `arn:aws:iam::${owner}:role/${name}`,
      CreateDate: "2026-01-01T00:00:00Z",
      AssumeRolePolicyDocument: trust,
      InstanceProfileList: [],
      RolePolicyList: [],
      AttachedManagedPolicies: [],
      Tags: [],
    },
  ],
  Policies: [],
});
const trusting = (Principal: object | string, Condition?: object) =>
  policy({
    Effect: "Allow",
    Action: "sts:AssumeRole",
    Principal,
    ...(Condition === undefined ? {} : { Condition }),
  });

const assumed = "violated: sts:AssumeRole, eks:TagResource";

describe("an exempt role whose trust policy is in the input", () => {
  const rows: readonly {
    readonly trust: object;
    readonly denied: readonly object[];
    readonly expected: string;
    readonly page: string;
  }[] = [
    {
      trust: trusting({ AWS: `arn:aws:iam::${account}:root` }),
      denied: [untouchable],
      expected: assumed,
      page: trustPolicies,
    },
    { trust: trusting("*"), denied: [untouchable], expected: assumed, page: trustPolicies },
    {
      trust: trusting({ AWS: "444455556666" }),
      denied: [untouchable],
      expected: "satisfied",
      page: trustPolicies,
    },
    // The role is there for whom it names.
    {
      trust: trusting({ AWS: `arn:aws:iam::${account}:role/SecurityTeam` }),
      denied: [untouchable],
      expected: "satisfied",
      page: trustPolicies,
    },
    {
      trust: trusting(
        { AWS: `arn:aws:iam::${account}:root` },
        { ArnEquals: { "aws:PrincipalArn": `arn:aws:iam::${account}:role/Admin` } },
      ),
      denied: [untouchable],
      expected: "satisfied",
      page: trustPolicies,
    },
    {
      trust: trusting({ AWS: `arn:aws:iam::${account}:root` }),
      denied: [untouchable, deny("sts:AssumeRole", here)],
      expected: "satisfied",
      page: trustPolicies,
    },
    {
      trust: trusting({ Service: "cloudformation.amazonaws.com" }),
      denied: [deny(["iam:*RolePolicy", "iam:UpdateAssume*"], here)],
      expected: "violated: iam:PassRole, cloudformation:CreateStack, eks:TagResource",
      page: stackRoles,
    },
    {
      trust: trusting({ Service: "lambda.amazonaws.com" }),
      denied: [deny(["iam:*RolePolicy", "iam:UpdateAssume*"], here)],
      expected: "violated: iam:PassRole, lambda:CreateFunction, eks:TagResource",
      page: passRole,
    },
    {
      trust: trusting({ Service: "ec2.amazonaws.com" }),
      denied: [deny(["iam:*RolePolicy", "iam:UpdateAssume*"], here), noPassing],
      expected: "satisfied",
      page: passRole,
    },
  ];
  test.each(rows)("$trust, $denied: $expected ($page)", async ({ trust, denied, expected }) => {
    const files = {
      "scp.json": policy(guard(unless("ArnNotLike", here)), ...denied),
      "roles.json": roleWith(trust),
    };
    expect((await judgedFiles(files, trust)).map(told)).toEqual([expected]);
  });

  test("without it, what it lets in is assumed", async () => {
    const [only] = await judgedFiles({
      "scp.json": policy(guard(unless("ArnNotLike", here)), untouchable),
    });
    expect(only?.verdict).toBe("satisfied");
    expect(only?.assumptions).toContain(
      "Nothing tells the trust policies of the exempt roles; they are taken to let in nobody untrusted and no service",
    );
  });

  test("there is no room for another of its name", async () => {
    const anywhere = "arn:aws:iam::*:role/Admin";
    const statements = [
      guard(unless("ArnNotLike", anywhere)),
      deny(["iam:UpdateAssumeRolePolicy", "iam:DeleteRole"], anywhere),
    ];
    const clusters = {
      guardlint: "inventory/v1",
      account,
      region: "eu-west-1",
      clusters: [{ name: "payments", tags: { GuardDutyManaged: "true" } }],
    };
    const files = { "scp.json": policy(...statements), "clusters.json": clusters };
    expect((await judgedFiles(files)).map(told)).toEqual([
      "violated: iam:CreateRole, iam:PutRolePolicy, sts:AssumeRole, eks:TagResource",
    ]);
    const trust = trusting({ AWS: `arn:aws:iam::${account}:role/SecurityTeam` });
    const present = { ...files, "roles.json": roleWith(trust) };
    expect((await judgedFiles(present, trust)).map(told)).toEqual(["satisfied"]);
  });
});

describe("an exempt role of several accounts that no policy tells apart", () => {
  const other = "444455556666";
  const anywhere = "arn:aws:iam::*:role/Admin";
  const scp = policy(
    guard(unless("ArnNotLike", anywhere)),
    deny(["iam:DeleteRole", "iam:*RolePolicy", "iam:UpdateAssume*"], anywhere),
  );
  const clusters = [account, other].map((owner) => ({
    name: "payments",
    account: owner,
    tags: {},
  }));
  const files = {
    "scp.json": scp,
    "estate.json": { guardlint: "inventory/v1", region: "eu-west-1", clusters },
  };
  const team = (owner: string) => trusting({ AWS: `arn:aws:iam::${owner}:role/SecurityTeam` });
  const open = (owner: string) => trusting({ AWS: `arn:aws:iam::${owner}:root` });

  test("is protected where it is trusted alike in each", async () => {
    const roles = {
      "one.json": roleWith(team(account)),
      "other.json": roleWith(team(other), "Admin", other),
    };
    expect((await judgedFiles({ ...files, ...roles })).map(told)).toEqual(["satisfied"]);
  });

  test.each([
    ["the first", open(account), team(other)],
    ["the last", team(account), open(other)],
  ])("is not where %s lets anybody in", async (_, here, there) => {
    const roles = { "one.json": roleWith(here), "other.json": roleWith(there, "Admin", other) };
    const trust = policy(...here.Statement, ...there.Statement);
    expect((await judgedFiles({ ...files, ...roles }, trust)).map(told)).toEqual([assumed]);
  });

  test("is not where one text lets in the principals of one of them alone", async () => {
    const trust = trusting("*", { StringLike: { "aws:PrincipalAccount": "4*" } });
    const roles = { "one.json": roleWith(trust), "other.json": roleWith(trust, "Admin", other) };
    expect((await judgedFiles({ ...files, ...roles }, trust)).map(told)).toEqual([assumed]);
  });

  test("is not where one of them has none", async () => {
    const makeable = policy(
      guard(unless("ArnNotLike", anywhere)),
      deny(["iam:DeleteRole", "iam:UpdateAssume*"], anywhere),
    );
    const roles = { "scp.json": makeable, "one.json": roleWith(team(account)) };
    expect((await judgedFiles({ ...files, ...roles })).map(told)).toEqual([
      "violated: iam:CreateRole, iam:PutRolePolicy, sts:AssumeRole, eks:TagResource",
    ]);
  });

  test("is open where there are more than are looked at", async () => {
    const many = roleWith(team(account));
    const [first] = many.RoleDetailList;
    const RoleDetailList = Array.from({ length: 21 }, (_, index) => ({
      ...first,
      Path: `/p${String(index)}/`,
      Arn: `arn:aws:iam::${account}:role/p${String(index)}/Admin`,
    }));
    const wide = "arn:aws:iam::*:role/*Admin";
    const protectedAll = policy(
      guard(unless("ArnNotLike", wide)),
      deny(["iam:*Role", "iam:*RolePolicy", "iam:UpdateAssume*"], wide),
    );
    const [answer] = await judgedFiles({
      "scp.json": protectedAll,
      "estate.json": { ...files["estate.json"], clusters: clusters.slice(0, 1) },
      "one.json": { ...many, RoleDetailList },
    });
    expect(answer?.reasons.map(({ detail }) => detail)).toEqual([
      "the exemption fits more roles of one account than are looked at",
    ]);
  });
});

describe("who is trusted", () => {
  const anywhere = "arn:aws:iam::*:role/Admin";
  const security = "arn:aws:iam::*:role/Security";
  const protection = deny("iam:*", [anywhere, security], unless("ArnNotLike", security));
  const files = { "scp.json": policy(guard(unless("ArnNotLike", anywhere)), protection) };

  test("is what the configuration says, where it says it", async () => {
    const trust = (...principals: readonly string[]) => ({
      ...files,
      "guardlint.yaml": { trust: { principals } },
    });
    expect((await judgedFiles(trust(anywhere, security))).map(told)).toEqual(["satisfied"]);
    expect((await judgedFiles(trust(anywhere))).map(told)).toEqual([
      "violated: iam:CreateRole, iam:PutRolePolicy, sts:AssumeRole, eks:TagResource",
    ]);
    // Who can make a role that is trusted by its pattern comes by the rest.
    expect((await judgedFiles(trust(anywhere, "arn:aws:iam::*:role/Sec*"))).map(told)).toEqual([
      "undetermined",
    ]);
  });
});

describe("where the policies are attached", () => {
  const anywhere = "arn:aws:iam::*:role/Admin";
  const organization = {
    id: "o-a1b2c3d4e5",
    root: "r-ab12",
    units: [{ id: "ou-ab12-11111111", parent: "r-ab12" }],
    accounts: [{ id: account, parent: "ou-ab12-11111111" }],
  };
  const files = (protection: readonly string[], more: object = { organization }) => ({
    "clusters.json": {
      guardlint: "inventory/v1",
      account,
      region: "eu-west-1",
      ...more,
      clusters: [{ name: "payments", tags: { GuardDutyManaged: "true" } }],
    },
    "guard-scp.json": policy(guard(unless("ArnNotLike", anywhere))),
    "protection.json": policy(deny("iam:*", anywhere)),
    "guardlint.yaml": {
      facts: {
        attachments: [
          { policy: "guard-scp.json", targets: ["r-ab12"] },
          { policy: "protection.json", targets: protection },
        ],
      },
    },
  });
  test.each([
    { targets: ["r-ab12"], more: { organization }, expected: "satisfied" },
    { targets: ["ou-ab12-11111111"], more: { organization }, expected: "satisfied" },
    { targets: ["444455556666"], more: { organization }, expected: "violated" },
    { targets: ["ou-ab12-11111111"], more: {}, expected: "undetermined" },
  ])("the protection at $targets: $expected", async ({ targets, more, expected }) => {
    const results = await judgedFiles(files(targets, more));
    expect(results.map(({ verdict }) => verdict)).toEqual([expected]);
  });

  test("a guard that is attached to nothing has no answer", async () => {
    const content = JSON.stringify(policy(guard(unless("ArnNotLike", anywhere))));
    const values = { name: "protect", type: "SERVICE_CONTROL_POLICY", content };
    const made = plan({ "aws_organizations_policy.protect": { values } });
    expect(await judgedFiles({ "plan.json": made })).toEqual([]);
  });
});
