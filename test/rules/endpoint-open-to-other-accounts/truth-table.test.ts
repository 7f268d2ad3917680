import { describe, expect, test } from "vitest";
import {
  allow,
  allowed,
  answer,
  denyIf,
  endpointAccess,
  guardDuty,
  inOrganization,
  inventory,
  keys,
  logic,
  operators,
  org,
  own,
  policy,
  sets,
  shared,
} from "./policies.ts";

interface Row {
  readonly policy: string;
  readonly document: object | undefined;
  /** Where input and configuration name no organisation. */
  readonly alone: string;
  /** Where they name the one that the policy names. */
  readonly named: string;
  readonly page: string;
}

describe("the policy's meaning decides, for the account that owns the endpoint", () => {
  const rows: readonly Row[] = [
    {
      policy: "AWS's text: deny StringNotEquals aws:PrincipalAccount of the owner",
      document: policy(allow, denyIf({ StringNotEquals: { "aws:PrincipalAccount": own } })),
      alone: "satisfied",
      named: "satisfied",
      page: guardDuty,
    },
    {
      policy: "everything is allowed",
      document: policy(allow),
      alone: "violated: missing",
      named: "violated: missing",
      page: endpointAccess,
    },
    {
      policy: "allow StringEquals aws:PrincipalAccount of the owner, no deny",
      document: policy(allowed({ Condition: { StringEquals: { "aws:PrincipalAccount": own } } })),
      alone: "satisfied",
      named: "satisfied",
      page: endpointAccess,
    },
    {
      policy: "deny StringNotEqualsIfExists aws:PrincipalAccount of the owner",
      document: policy(allow, denyIf({ StringNotEqualsIfExists: { "aws:PrincipalAccount": own } })),
      alone: "satisfied",
      named: "satisfied",
      page: operators,
    },
    {
      policy: "inverted: deny StringEquals aws:PrincipalAccount of the owner",
      document: policy(allow, denyIf({ StringEquals: { "aws:PrincipalAccount": own } })),
      alone: "violated: inverted",
      named: "violated: inverted",
      page: operators,
    },
    {
      policy: "account and organisation in one operator, which are joined by and",
      document: policy(
        allow,
        denyIf({ StringNotEquals: { "aws:PrincipalAccount": own, "aws:PrincipalOrgID": org } }),
      ),
      alone: "undetermined",
      named: "satisfied",
      page: logic,
    },
    {
      policy: "account and organisation in two statements",
      document: policy(
        allow,
        denyIf({ StringNotEquals: { "aws:PrincipalAccount": own } }),
        denyIf({ StringNotEquals: { "aws:PrincipalOrgID": org } }),
      ),
      alone: "undetermined",
      named: "satisfied",
      page: logic,
    },
    {
      policy: "deny StringNotEquals aws:PrincipalOrgID",
      document: policy(allow, denyIf({ StringNotEquals: { "aws:PrincipalOrgID": org } })),
      alone: "undetermined",
      named: "satisfied",
      page: shared,
    },
    {
      policy: "the same only where Null aws:PrincipalOrgID is false",
      document: policy(
        allow,
        denyIf({
          StringNotEquals: { "aws:PrincipalOrgID": org },
          Null: { "aws:PrincipalOrgID": "false" },
        }),
      ),
      alone: "violated: open",
      named: "violated: open",
      page: keys,
    },
    {
      policy: "deny ForAnyValue:StringNotLike aws:PrincipalOrgPaths",
      document: policy(
        allow,
        denyIf({ "ForAnyValue:StringNotLike": { "aws:PrincipalOrgPaths": [`${org}/*`] } }),
      ),
      alone: "violated: open",
      named: "violated: open",
      page: sets,
    },
    {
      policy: "deny ForAllValues:StringNotLike aws:PrincipalOrgPaths",
      document: policy(
        allow,
        denyIf({ "ForAllValues:StringNotLike": { "aws:PrincipalOrgPaths": [`${org}/*`] } }),
      ),
      alone: "undetermined",
      named: "satisfied",
      page: sets,
    },
    {
      policy: "the deny is limited to guardduty:Get*",
      document: policy(
        allow,
        denyIf({ StringNotEquals: { "aws:PrincipalAccount": own } }, "guardduty:Get*"),
      ),
      alone: "violated: open",
      named: "violated: open",
      page: guardDuty,
    },
    {
      policy: 'deny StringNotEquals aws:PrincipalAccount "*", which is no wildcard there',
      document: policy(allow, denyIf({ StringNotEquals: { "aws:PrincipalAccount": "*" } })),
      alone: "violated: lockedOut",
      named: "violated: lockedOut",
      page: operators,
    },
    {
      policy: 'deny StringNotLike aws:PrincipalAccount "*", which denies nobody',
      document: policy(allow, denyIf({ StringNotLike: { "aws:PrincipalAccount": "*" } })),
      alone: "violated: open",
      named: "violated: open",
      page: operators,
    },
    {
      // AWS does not say whether this call carries the key: with it, nobody is denied; without it,
      // everybody is.
      policy: "deny StringNotEquals aws:ResourceOrgID",
      document: policy(allow, denyIf({ StringNotEquals: { "aws:ResourceOrgID": org } })),
      alone: "undetermined",
      named: "undetermined",
      page: keys,
    },
    {
      policy: "several accounts in one deny: none of them is denied, and all must be trusted",
      document: policy(
        allow,
        denyIf({ StringNotEquals: { "aws:PrincipalAccount": [own, "444455556666"] } }),
      ),
      alone: "violated: open",
      // It may be an account of the organisation.
      named: "undetermined",
      page: logic,
    },
    {
      policy: "allow for another account only",
      document: policy(
        allowed({ Condition: { StringEquals: { "aws:PrincipalAccount": "444455556666" } } }),
      ),
      alone: "violated: inverted",
      // The other one may be an account of the organisation; its own is locked out anyhow.
      named: "violated: lockedOut",
      page: endpointAccess,
    },
    {
      policy: "allow of another action only",
      document: policy(allowed({ Action: "guardduty:Get*" })),
      alone: "violated: lockedOut",
      named: "violated: lockedOut",
      page: endpointAccess,
    },
    {
      policy: "one role of another account in Principal",
      document: policy(
        allowed({ Condition: { StringEquals: { "aws:PrincipalAccount": own } } }),
        allowed({ Principal: { AWS: "arn:aws:iam::444455556666:role/Collector" } }),
      ),
      alone: "violated: open",
      named: "undetermined",
      page: endpointAccess,
    },
    {
      policy: "deny of all that is no AWS service, as the key is false for every role",
      document: policy(allow, denyIf({ Bool: { "aws:PrincipalIsAWSService": "false" } })),
      alone: "violated: lockedOut",
      named: "violated: lockedOut",
      page: keys,
    },
    {
      policy: "one part of the organisation, and nothing tells where the owner stands in it",
      document: policy(
        allow,
        denyIf({
          "ForAllValues:StringNotLike": {
            "aws:PrincipalOrgPaths": [`${org}/r-ab12/ou-ab12-11111111/*`],
          },
        }),
      ),
      alone: "undetermined",
      named: "undetermined",
      page: sets,
    },
  ];
  test.each(rows)("$policy: $alone, with the organisation named $named ($page)", async (row) => {
    const { document, alone, named } = row;
    expect(await answer({ "estate.json": inventory(document) })).toBe(alone);
    expect(await answer({ "estate.json": inventory(document, inOrganization) })).toBe(named);
    const config = { trust: { organization: org } };
    const files = { "estate.json": inventory(document), "guardlint.yaml": config };
    expect(await answer(files)).toBe(named);
  });

  test("the tree tells where the owner stands in the organisation", async () => {
    const document = policy(
      allow,
      denyIf({
        "ForAllValues:StringNotLike": {
          "aws:PrincipalOrgPaths": [`${org}/r-ab12/ou-ab12-11111111/*`],
        },
      }),
    );
    const below = (parent: string) => ({
      organization: {
        id: org,
        root: "r-ab12",
        units: [
          { id: "ou-ab12-11111111", parent: "r-ab12" },
          { id: "ou-ab12-22222222", parent: "r-ab12" },
        ],
        accounts: [{ id: own, parent }],
      },
    });
    expect(await answer({ "estate.json": inventory(document, below("ou-ab12-11111111")) })).toBe(
      "satisfied",
    );
    expect(await answer({ "estate.json": inventory(document, below("ou-ab12-22222222")) })).toBe(
      "violated: lockedOut",
    );
  });

  test("another organisation than the endpoint's own is not trusted", async () => {
    const document = policy(
      allow,
      denyIf({ StringNotEquals: { "aws:PrincipalAccount": own, "aws:PrincipalOrgID": org } }),
    );
    const elsewhere = { organization: { id: "o-zzzzzzzzzz" } };
    expect(await answer({ "estate.json": inventory(document, elsewhere) })).toBe("violated: open");
  });
});
