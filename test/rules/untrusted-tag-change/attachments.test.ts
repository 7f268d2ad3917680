import { describe, expect, test } from "vitest";
import { type Files } from "../policy-fixture.ts";
import { account, other, cluster, policy, deny, byKey, about, verdict, all } from "./policies.ts";

describe("where a service control policy applies", () => {
  const protection = policy(deny(byKey));
  const content = JSON.stringify(protection);
  const described = (targets: readonly string[], id = "p-11111111", text = content) => ({
    Policy: {
      PolicySummary: {
        Id: id,
        Arn: `arn:aws:organizations::123456789012:policy/o-a1b2c3d4e5/service_control_policy/${id}`,
        Name: "protect-tag",
        Description: "",
        Type: "SERVICE_CONTROL_POLICY",
        AwsManaged: false,
      },
      Content: text,
    },
    targets,
  });
  /** The policy as AWS describes it, and the configuration's word on where it is attached. */
  const attached = (targets: readonly string[], organization?: object): Files => ({
    "estate.json": cluster("true", organization === undefined ? {} : { organization }),
    "scp.json": protection,
    "guardlint.yaml": { facts: { attachments: [{ policy: "scp.json", targets }] } },
  });
  const tree = {
    id: "o-a1b2c3d4e5",
    root: "r-ab12",
    units: [
      { id: "ou-ab12-11111111", parent: "r-ab12" },
      { id: "ou-ab12-22222222", parent: "r-ab12" },
    ],
    accounts: [
      { id: account, parent: "ou-ab12-11111111" },
      { id: other, parent: "ou-ab12-22222222" },
    ],
  };

  const rows = [
    { where: "to the root", targets: ["r-ab12"], known: "satisfied", unknown: "satisfied" },
    {
      where: "to its unit",
      targets: ["ou-ab12-11111111"],
      known: "satisfied",
      unknown: "undetermined",
    },
    {
      where: "to another unit",
      targets: ["ou-ab12-22222222"],
      known: "violated",
      unknown: "undetermined",
    },
    { where: "to the account", targets: [account], known: "satisfied", unknown: "satisfied" },
    { where: "to another account", targets: [other], known: "violated", unknown: "violated" },
    {
      where: "to two, one of them its unit",
      targets: [other, "ou-ab12-11111111"],
      known: "satisfied",
      unknown: "undetermined",
    },
  ] as const;
  test.each(rows)("attached $where: $known with the tree, $unknown without", async (row) => {
    const { targets, known, unknown } = row;
    expect(await verdict(attached(targets, tree))).toBe(known);
    expect(await verdict(attached(targets))).toBe(unknown);
  });

  test("the tree may stand in the configuration", async () => {
    const files = attached(["ou-ab12-22222222"]);
    const config = {
      facts: {
        organization: {
          id: "o-a1b2c3d4e5",
          root: "r-ab12",
          units: [{ id: "ou-ab12-22222222", parent: "r-ab12" }],
          accounts: [{ id: account, parent: "ou-ab12-22222222" }],
        },
        attachments: [{ policy: "scp.json", targets: ["ou-ab12-22222222"] }],
      },
    };
    expect(await verdict({ ...files, "guardlint.yaml": config })).toBe("satisfied");
  });

  test("it never binds the management account", async () => {
    const files = attached(["r-ab12"], { ...tree, managementAccount: account });
    const { verdict: answer, messageId, message } = await about(files);
    expect({ answer, messageId, message }).toEqual({
      answer: "violated",
      messageId: "unguarded",
      message:
        "An untrusted principal, such as `arn:aws:iam::111122223333:role/untrusted`, can set `GuardDutyManaged` to `false` on a cluster tagged `true`: the service control policy `scp.json` does not reach the account 111122223333, since service control policies never bind the management account",
    });
  });

  test("one attached elsewhere says where", async () => {
    const { message } = await about(attached([other], tree));
    expect(message).toBe(
      "An untrusted principal, such as `arn:aws:iam::111122223333:role/untrusted`, can set `GuardDutyManaged` to `false` on a cluster tagged `true`: the service control policy `scp.json` does not reach the account 111122223333, since it is attached to 444455556666",
    );
  });

  test("AWS's description without its targets is judged as applying, and that is said", async () => {
    const { Policy } = described([]);
    const files = { "estate.json": cluster(), "policy.json": { Policy } };
    const { verdict: answer, assumptions } = await about(files);
    expect({ answer, assumptions }).toEqual({
      answer: "satisfied",
      assumptions: [
        "Nothing tells where p-11111111 is attached; it is judged as if it were attached to the root",
        "Judged under the service control policies alone: whomever they let through is taken to have the permission",
      ],
    });
  });

  test("two policies may cover the two actions", async () => {
    const half = (Action: string) => policy(deny(byKey, { Action }));
    const one = { "estate.json": cluster(), "scp/tag.json": half("eks:TagResource") };
    expect(await verdict(one)).toBe("violated");
    expect(await verdict({ ...one, "scp/untag.json": half("eks:UntagResource") })).toBe(
      "satisfied",
    );
  });

  test("without a cluster the subject is the target, the account of the configuration, or the policy", async () => {
    const given = attached(["r-ab12", other]);
    const files = { "scp.json": protection, "guardlint.yaml": given["guardlint.yaml"] };
    expect(await all(files)).toEqual(["444455556666: satisfied", "r-ab12: satisfied"]);
    const bare = { "scp.json": protection };
    expect(await all(bare)).toEqual(["scp.json: satisfied"]);
    expect(await all({ ...bare, "guardlint.yaml": { account } })).toEqual([
      "111122223333: satisfied",
    ]);
  });

  test("resource control policies do not bind EKS", async () => {
    const rcp = policy({ ...deny(undefined), Principal: "*" });
    expect(await all({ "estate.json": cluster(), "rcp.json": rcp })).toEqual([
      "payments: undetermined",
    ]);
  });

  test("a policy about other things, attached elsewhere, is no reason to call a cluster open", async () => {
    const files = {
      ...attached([other], tree),
      "scp.json": policy({
        Effect: "Deny",
        Action: "organizations:LeaveOrganization",
        Resource: "*",
      }),
    };
    expect(await verdict(files)).toBe("undetermined");
  });
});
