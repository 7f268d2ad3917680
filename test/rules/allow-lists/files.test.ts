import { describe, expect, test } from "vitest";
import {
  account,
  everywhere,
  production,
  reportOn,
  root,
  snapshotOf,
  without,
} from "../told-organization.ts";

const rule = "untrusted-tag-change";
const policy = (...Statement: readonly object[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement });

/** It keeps the tag from being set, and not from being removed. */
const denies = {
  Effect: "Deny",
  Action: ["eks:TagResource", "eks:CreateCluster"],
  Resource: "*",
  Condition: { "ForAnyValue:StringEquals": { "aws:TagKeys": "GuardDutyManaged" } },
};
const guard = policy(denies);
const storage = policy({ Effect: "Allow", Action: ["s3:*", "ec2:*"], Resource: "*" });

const cluster = JSON.stringify({
  guardlint: "inventory/v1",
  account,
  region: "eu-west-1",
  clusters: [{ name: "payments", tags: { GuardDutyManaged: "true" } }],
});

const configuration = (...attachments: readonly (readonly [string, ...string[]])[]): string =>
  JSON.stringify({
    facts: {
      organization: {
        id: "o-ab12cd34ef",
        root,
        units: [{ id: production, parent: root }],
        accounts: [{ id: account, parent: production }],
      },
      attachments: attachments.map(([name, ...targets]) => ({ policy: name, targets })),
    },
  });

const assumed =
  "Nothing tells whether `FullAWSAccess` is detached anywhere; it is taken to be attached at every level, so that the allow list scp-list.json limits nothing";
const configured =
  "`FullAWSAccess` is taken to be attached to nothing but what the configuration names, and no other policy than those of the input to allow anything";

// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
describe("lists of allowed services in files", () => {
  const files = { "estate.json": cluster, "guard.json": guard, "scp-list.json": storage };
  const answer = async (config: string): Promise<readonly [string, string, readonly string[]]> => {
    const { results } = await reportOn(rule, { ...files, "guardlint.yaml": config });
    const [only] = results;
    const said = (only?.assumptions ?? []).filter((text) => text.includes("FullAWSAccess"));
    return [only?.verdict ?? "", only?.verdict === "undetermined" ? only.message : "", said];
  };
  const attached = ["guard.json", root] as const;
  const listed = ["scp-list.json", production] as const;

  test("where nothing tells of `FullAWSAccess` it is taken to be everywhere, which is said", async () => {
    expect(await answer(configuration(attached, listed))).toEqual(["violated", "", [assumed]]);
  });

  test("a list that binds other accounts is not spoken of", async () => {
    const elsewhere = ["scp-list.json", "444455556666"] as const;
    expect(await answer(configuration(attached, elsewhere))).toEqual(["violated", "", []]);
  });

  test("where the configuration names what it is attached to, the list stands in its place", async () => {
    const full = ["p-FullAWSAccess", root, account] as const;
    const given = configuration(attached, listed, full);
    expect(await answer(given)).toEqual(["satisfied", "", [configured]]);
  });

  test("where it is attached beside the list, everything is allowed", async () => {
    const full = ["p-FullAWSAccess", root, production, account] as const;
    expect(await answer(configuration(attached, listed, full))).toEqual(["violated", "", []]);
  });

  test("where nothing stands in its place, what does is not told", async () => {
    const full = ["p-FullAWSAccess", root, account] as const;
    const because = `Cannot tell, because the configuration attaches \`FullAWSAccess\` elsewhere, and the input has no policy that allows anything at ${production}`;
    expect(await answer(configuration(attached, full))).toEqual(["undetermined", because, []]);
  });

  test("`p-FullAWSAccess` among the attachments is no file that is missing", async () => {
    const config = configuration(attached, ["p-FullAWSAccess", root]);
    const { notifications } = await reportOn(rule, { ...files, "guardlint.yaml": config });
    expect(notifications).toEqual([]);
  });
});

describe("source beside a snapshot", () => {
  interface Planned {
    readonly type: string;
    readonly values: object;
    /** Attributes that are known only after apply, with what they refer to. */
    readonly later?: Readonly<Record<string, readonly string[]>>;
  }
  const resource = (
    type: string,
    values: object,
    later: Readonly<Record<string, readonly string[]>> = {},
  ): Planned => ({ type, values, later });
  const plan = (...resources: readonly Planned[]): string => {
    const own = resources.map(({ type, values, later = {} }) => ({
      head: { address: `${type}.this`, mode: "managed", type, name: "this" },
      values,
      after_unknown: Object.fromEntries(Object.keys(later).map((key) => [key, true])),
      expressions: Object.fromEntries(
        Object.entries(later).map(([key, references]) => [key, { references }]),
      ),
    }));
    const provider_name = "registry.terraform.io/hashicorp/aws";
    return JSON.stringify({
      format_version: "1.2",
      terraform_version: "1.9.0",
      planned_values: {
        root_module: {
          resources: own.map(({ head, values }) => ({
            ...head,
            provider_name,
            schema_version: 0,
            values,
          })),
        },
      },
      resource_changes: own.map(({ head, values, after_unknown }) => ({
        ...head,
        provider_name,
        change: { actions: ["create"], before: null, after: values, after_unknown },
      })),
      configuration: {
        root_module: {
          resources: own.map(({ head, expressions }) => ({
            ...head,
            expressions,
            schema_version: 0,
          })),
        },
      },
    });
  };
  const made = resource("aws_eks_cluster", {
    name: "orders",
    arn: `arn:aws:eks:eu-west-1:${account}:cluster/orders`,
    tags: { GuardDutyManaged: "true" },
  });
  const kept = { "p-guard0000": { statements: [denies], to: [root] } };
  const narrow = { "p-list0000": { allow: ["s3:*"], to: [production] } };

  test.each([
    ["a list stands in the unit", without(production), { ...kept, ...narrow }, [], "satisfied"],
    ["everything is allowed", everywhere, kept, [], "violated"],
    [
      "the plan attaches `FullAWSAccess` again",
      without(production),
      { ...kept, ...narrow },
      [
        resource("aws_organizations_policy_attachment", {
          policy_id: "p-FullAWSAccess",
          target_id: production,
        }),
      ],
      "violated",
    ],
    [
      "the plan moves the account away from the list",
      without(production),
      { ...kept, ...narrow },
      [resource("aws_organizations_account", { id: account, parent_id: root })],
      "violated",
    ],
    [
      "the plan moves the account into a new unit, to which AWS attaches `FullAWSAccess`",
      without(production),
      { ...kept, ...narrow },
      [
        resource(
          "aws_organizations_organizational_unit",
          { name: "new", parent_id: root },
          { id: [] },
        ),
        resource(
          "aws_organizations_account",
          { id: account },
          {
            parent_id: [
              "aws_organizations_organizational_unit.this.id",
              "aws_organizations_organizational_unit.this",
            ],
          },
        ),
      ],
      "violated",
    ],
  ])("%s", async (_, full, policies, more, expected) => {
    const files = {
      "plan.json": plan(made, ...more),
      "snapshot.json": snapshotOf({ full, policies }),
    };
    const { results } = await reportOn(rule, files, "snapshot.json");
    expect(results.map(({ subject, verdict }) => [subject, verdict])).toEqual([
      ["aws_eks_cluster.this", expected],
    ]);
  });
});
