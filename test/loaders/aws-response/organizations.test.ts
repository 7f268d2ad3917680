import { describe, expect, it } from "vitest";
import { loaded, notificationsOf, resourcesOf, textAt } from "../reading.ts";

const management = "111122223333";
const member = "444455556666";
const org = "o-a1b2c3d4e5";
const arn = (rest: string): string => `arn:aws:organizations::${management}:${rest}`;
const statement = { Effect: "Deny", Action: "eks:UntagResource", Resource: "*" };
const policy = { Version: "2012-10-17", Statement: [statement] };
const summary = {
  Id: "p-0a1b2c3d",
  Arn: arn(`policy/${org}/service_control_policy/p-0a1b2c3d`),
  Name: "protect-tag",
  Type: "SERVICE_CONTROL_POLICY",
  AwsManaged: false,
};
const account = { Id: member, Arn: arn(`account/${org}/${member}`), Name: "payments" };
const unit = { Id: "ou-ab12-11111111", Arn: arn(`ou/${org}/ou-ab12-11111111`), Name: "prod" };
const root = { Id: "r-ab12", Arn: arn(`root/${org}/r-ab12`), PolicyTypes: [] };

/** https://docs.aws.amazon.com/cli/latest/reference/organizations/ */
describe("responses of organizations", () => {
  it("describe-policy: the content, parsed, beside the summary", () => {
    const response = { Policy: { PolicySummary: summary, Content: JSON.stringify(policy) } };
    const document = loaded("p.json", response);
    expect(resourcesOf(document)).toEqual([
      {
        type: "organizations:Policy",
        address: "p-0a1b2c3d",
        body: { ...summary, Content: policy },
        account: management,
        region: undefined,
      },
    ]);
    const body = document?.resources[0]?.body;
    const content = body?.kind === "map" ? body.get("Content") : undefined;
    const version = content?.kind === "map" ? content.get("Version") : undefined;
    expect(version === undefined ? "" : textAt(version.place)).toBe('\\"2012-10-17\\"');
  });

  it("create-policy as printed without an id: the ARN tells it", () => {
    const { Id, ...printed } = summary;
    const response = { Policy: { Content: JSON.stringify(policy), PolicySummary: printed } };
    expect(loaded("p.json", response)?.resources[0]?.address).toBe(Id);
  });

  it.each([
    [
      "list-policies",
      "p.json",
      { Policies: [summary] },
      [["organizations:Policy", "p-0a1b2c3d", summary]],
      [],
    ],
    [
      "list-policies-for-target, the target in the file's name",
      "list-policies-for-target_ou-ab12-11111111.json",
      { Policies: [summary] },
      [["organizations:Policy", "p-0a1b2c3d", { ...summary, TargetId: "ou-ab12-11111111" }]],
      [],
    ],
    [
      "list-targets-for-policy, the policy in the file's name",
      "p-0a1b2c3d.targets.json",
      { Targets: [{ TargetId: "r-ab12", Type: "ROOT" }] },
      [
        [
          "organizations:PolicyTargets",
          "p-0a1b2c3d.targets.json",
          { Targets: [{ TargetId: "r-ab12", Type: "ROOT" }], PolicyId: "p-0a1b2c3d" },
        ],
      ],
      [],
    ],
    [
      "list-targets-for-policy, of nobody knows which",
      "targets.json",
      { Targets: [{ TargetId: "r-ab12", Type: "ROOT" }] },
      [
        [
          "organizations:PolicyTargets",
          "targets.json",
          { Targets: [{ TargetId: "r-ab12", Type: "ROOT" }] },
        ],
      ],
      ["note unplaced-response"],
    ],
    ["list-roots", "r.json", { Roots: [root] }, [["organizations:Root", "r-ab12", root]], []],
    [
      "list-children",
      "children-of-r-ab12.json",
      { Children: [{ Id: member, Type: "ACCOUNT" }] },
      [
        [
          "organizations:Children",
          "children-of-r-ab12.json",
          { Children: [{ Id: member, Type: "ACCOUNT" }], ParentId: "r-ab12" },
        ],
      ],
      [],
    ],
    [
      "list-parents",
      `parents-${member}.json`,
      { Parents: [{ Id: "r-ab12", Type: "ROOT" }] },
      [
        [
          "organizations:Parents",
          `parents-${member}.json`,
          { Parents: [{ Id: "r-ab12", Type: "ROOT" }], ChildId: member },
        ],
      ],
      [],
    ],
    [
      "list-accounts",
      "a.json",
      { Accounts: [account] },
      [["organizations:Account", member, account]],
      [],
    ],
    [
      "list-accounts-for-parent",
      "accounts-ou-ab12-11111111.json",
      { Accounts: [account] },
      [["organizations:Account", member, { ...account, ParentId: "ou-ab12-11111111" }]],
      [],
    ],
    [
      "describe-account",
      "a.json",
      { Account: account },
      [["organizations:Account", member, account]],
      [],
    ],
    [
      "list-organizational-units-for-parent",
      "units_r-ab12.json",
      { OrganizationalUnits: [unit] },
      [["organizations:OrganizationalUnit", unit.Id, { ...unit, ParentId: "r-ab12" }]],
      [],
    ],
    [
      "describe-organizational-unit",
      "u.json",
      { OrganizationalUnit: unit },
      [["organizations:OrganizationalUnit", unit.Id, unit]],
      [],
    ],
    [
      "describe-organization",
      "o.json",
      { Organization: { Id: org, Arn: arn(`organization/${org}`), MasterAccountId: management } },
      [
        [
          "organizations:Organization",
          org,
          { Id: org, Arn: arn(`organization/${org}`), MasterAccountId: management },
        ],
      ],
      [],
    ],
  ])("%s", (_, path, response, resources, notes) => {
    const document = loaded(path, response);
    expect(resourcesOf(document)).toMatchObject(
      resources.map(([type, address, body]) => ({ type, address, body })),
    );
    expect(document?.notifications.map(({ level, code }) => `${level} ${code}`)).toEqual(notes);
  });

  it("an account belongs to itself, not to the management account of its ARN", () => {
    const read = resourcesOf(loaded("a.json", { Accounts: [account] }));
    expect(read).toEqual([
      {
        type: "organizations:Account",
        address: member,
        body: account,
        account: member,
        region: undefined,
      },
    ]);
  });

  it("a content that is no JSON is an error at its string, and unknown", () => {
    const response = { Policy: { PolicySummary: summary, Content: "{" } };
    const document = loaded("p.json", response);
    expect(notificationsOf(document)).toEqual(['error malformed-policy at "{"']);
    expect(resourcesOf(document)).toMatchObject([{ body: { Content: "?malformed" } }]);
  });
});
