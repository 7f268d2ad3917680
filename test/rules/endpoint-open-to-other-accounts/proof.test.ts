import { describe, expect, test } from "vitest";
import { judged, resultAbout } from "../policy-fixture.ts";
import {
  allow,
  allowed,
  answer,
  denyIf,
  endpoint,
  guardDuty,
  inOrganization,
  inventory,
  keys,
  operators,
  org,
  own,
  policy,
  rule,
} from "./policies.ts";

const about = async (document: object, more: object = {}) =>
  resultAbout((await judged(rule, { "estate.json": inventory(document, more) })).report, endpoint);

describe("a proof", () => {
  test("shows the statements that carry it, and no other", async () => {
    const document = policy(
      allow,
      { ...denyIf({ StringNotEquals: { "aws:PrincipalAccount": own } }), Sid: "KeepOut" },
      { ...denyIf({ StringEquals: { "aws:PrincipalAccount": "444455556666" } }), Sid: "Idle" },
    );
    const { basis, related } = await about(document);
    expect({ basis, shown: related.map(({ message }) => message) }).toEqual({
      basis: "proved",
      shown: ["the deny `KeepOut` carries the proof"],
    });
  });

  test("by default shows none, since nothing has to deny", async () => {
    const document = policy(
      allowed({ Condition: { StringEquals: { "aws:PrincipalAccount": own } } }),
    );
    const { basis, related } = await about(document);
    expect({ basis, related }).toEqual({ basis: "proved", related: [] });
  });
});

describe("all principals are asked", () => {
  const foreign = { StringNotEquals: { "aws:PrincipalAccount": own } };
  test.each([
    {
      policy: "roles alone are kept out",
      document: policy(
        allow,
        denyIf({ ...foreign, ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/*" } }),
      ),
      gets: /:user\/|:root$/,
      page: operators,
    },
    {
      policy: "roles and users are kept out, and root users are not",
      document: policy(
        allow,
        denyIf({ ...foreign, StringEquals: { "aws:PrincipalType": ["AssumedRole", "User"] } }),
      ),
      gets: /:root$/,
      page: keys,
    },
    {
      policy: "roles of one name are let through, of whichever account",
      document: policy(
        allow,
        denyIf({ ...foreign, ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/Agent*" } }),
      ),
      gets: /:role\/Agent/,
      page: keys,
    },
    {
      policy: "whoever has a tag is let through",
      document: policy(
        allow,
        denyIf({ ...foreign, StringNotEquals: { "aws:PrincipalTag/agent": "yes" } }),
        denyIf({ ...foreign, Null: { "aws:PrincipalTag/agent": "true" } }),
      ),
      gets: /:role\/anybody$/,
      page: guardDuty,
    },
  ])("$policy: $gets ($page)", async ({ document, gets }) => {
    const { verdict, witness } = await about(document);
    expect(verdict).toBe("violated");
    expect(witness?.request.principal).toMatch(gets);
  });

  test("accounts that are known to belong to the organisation are no outsiders", async () => {
    const document = policy(
      allow,
      denyIf({ StringNotEquals: { "aws:PrincipalAccount": [own, "444455556666"] } }),
    );
    const member = {
      organization: {
        id: org,
        root: "r-ab12",
        accounts: [{ id: "444455556666", parent: "r-ab12" }],
      },
    };
    expect(await answer({ "estate.json": inventory(document, member) })).toBe("satisfied");
    expect(await answer({ "estate.json": inventory(document, inOrganization) })).toBe(
      "undetermined",
    );
  });

  test("members of another organisation than the trusted one are", async () => {
    const document = policy(
      allow,
      denyIf({ StringNotEquals: { "aws:PrincipalOrgID": "o-zzzzzzzzzz" } }),
    );
    const config = { trust: { organization: "o-zzzzzzzzzz" } };
    const files = { "estate.json": inventory(document, inOrganization), "guardlint.yaml": config };
    expect(await answer(files)).toBe("satisfied");
    expect(await answer({ "estate.json": inventory(document, inOrganization) })).toBe(
      "violated: inverted",
    );
  });

  test("principals are of the partition of the endpoint's Region", async () => {
    const china = { region: "cn-north-1" };
    const deny = (partition: string) =>
      policy(
        allow,
        denyIf({
          ...foreign,
          ArnLike: { "aws:PrincipalArn": `arn:${partition}:*::*:*` },
        }),
      );
    expect(await answer({ "estate.json": inventory(deny("aws-cn"), china) })).toBe("satisfied");
    expect(await answer({ "estate.json": inventory(deny("aws"), china) })).toBe("violated: open");
  });
});
