import { describe, expect, test } from "vitest";
import { judged, resultAbout } from "../policy-fixture.ts";
import {
  about,
  account,
  all,
  byKey,
  cluster,
  deny,
  other,
  policy,
  rule,
  sets,
  unless,
  verdict,
} from "./policies.ts";

const keys =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html";
const scps =
  "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html";

describe("a proof", () => {
  const half = (Sid: string, Action: string) => deny(byKey, { Sid, Action });

  test("shows the statements that carry it, and no other", async () => {
    const scp = policy(
      half("Tag", "eks:TagResource"),
      half("Untag", "eks:UntagResource"),
      deny(
        { "ForAllValues:StringEquals": { "aws:TagKeys": ["GuardDutyManaged"] } },
        { Sid: "Idle" },
      ),
    );
    const { basis, related } = await about({ "estate.json": cluster(), "scp.json": scp });
    expect({ basis, messages: related.map(({ message }) => message) }).toEqual({
      basis: "proved",
      messages: ["the deny `Tag` carries the proof", "the deny `Untag` carries the proof"],
    });
    expect(related.every(({ place }) => place.path === "scp.json")).toBe(true);
  });

  test.each(["Tag", "Untag"])("falls where %s is taken out of it", async (Sid) => {
    const statements = [half("Tag", "eks:TagResource"), half("Untag", "eks:UntagResource")];
    const scp = policy(...statements.filter((statement) => statement.Sid !== Sid));
    expect(await verdict({ "estate.json": cluster(), "scp.json": scp })).toBe("violated");
  });

  test("of a principal shows what takes its grant away", async () => {
    const user = {
      UserDetailList: [
        {
          Path: "/",
          UserName: "operator",
          UserId: "AIDAEXAMPLE",
          Arn: `arn:aws:iam::${account}:user/operator`,
          GroupList: [],
          UserPolicyList: [
            {
              PolicyName: "own",
              PolicyDocument: policy(
                { Effect: "Allow", Action: "eks:*", Resource: "*" },
                deny(undefined, { Sid: "NoTags", Action: "eks:*Tag*" }),
              ),
            },
          ],
          AttachedManagedPolicies: [],
          Tags: [],
        },
      ],
      GroupDetailList: [],
      RoleDetailList: [],
      Policies: [],
    };
    const files = { "estate.json": cluster(), "iam.json": user };
    const { verdict: answer, related, assumptions } = await about(files, "operator");
    expect({ answer, assumptions, shown: related.map(({ message }) => message) }).toEqual({
      answer: "satisfied",
      assumptions: [
        "The input has no service control policy: judged are its identity policies and its boundary alone",
      ],
      shown: ["the deny `NoTags` carries the proof"],
    });
  });
});

describe("all requests are asked, and no other", () => {
  const given = (condition: object, more: object = {}, estate = cluster()) => ({
    "estate.json": { ...estate, ...more },
    "scp.json": policy(deny(condition)),
  });
  const organization = (id: string) => ({ organization: { id } });

  test.each([
    // The cluster's account belongs to the organisation, as service control policies bind no other.
    {
      condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
      expected: "satisfied",
    },
    { condition: { StringEquals: { "aws:PrincipalOrgID": "o-zzzzzzzzzz" } }, expected: "violated" },
    { condition: { Null: { "aws:PrincipalOrgID": "false" } }, expected: "satisfied" },
    {
      condition: { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": ["o-a1b2c3d4e5/*"] } },
      expected: "satisfied",
    },
    {
      condition: { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": ["o-a1b2c3d4e5/r-1/*"] } },
      expected: "violated",
    },
  ])(`$condition: $expected (${scps})`, async ({ condition, expected }) => {
    expect(await verdict(given({ ...byKey, ...condition }, organization("o-a1b2c3d4e5")))).toBe(
      expected,
    );
  });

  test.each([
    // Whoever has the tag on its own role is let through, with any value.
    {
      condition: { StringNotEquals: { "aws:PrincipalTag/team": "platform" } },
      expected: "violated",
    },
    {
      condition: { IpAddress: { "aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/1"] } },
      expected: "violated",
    },
    { condition: { NumericLessThan: { "aws:MultiFactorAuthAge": "3600" } }, expected: "violated" },
    // Every principal has a type, and there are no others.
    {
      condition: {
        StringEquals: { "aws:PrincipalType": ["AssumedRole", "User", "FederatedUser", "Account"] },
      },
      expected: "satisfied",
    },
    {
      condition: { StringEquals: { "aws:PrincipalType": ["AssumedRole", "User"] } },
      expected: "violated",
    },
    // A request holds any number of further tags.
    {
      condition: {
        "ForAllValues:StringLike": { "aws:TagKeys": ["GuardDuty*", "?eam", "Note", "Remark"] },
      },
      expected: "violated",
    },
    { condition: { "ForAllValues:StringLike": { "aws:TagKeys": ["*"] } }, expected: "satisfied" },
  ])(`$condition: $expected (${keys} ${sets})`, async ({ condition, expected }) => {
    expect(await verdict(given(condition))).toBe(expected);
  });

  const tagged = (tags: object) => cluster("true", { clusters: [{ name: "payments", tags }] });
  test.each([
    { tags: { GuardDutyManaged: "true", stage: "prod" }, expected: "satisfied" },
    { tags: { GuardDutyManaged: "true", stage: "test" }, expected: "violated" },
    { tags: { GuardDutyManaged: "true" }, expected: "violated" },
  ])(`the cluster's own tags count: $tags (${keys})`, async ({ tags, expected }) => {
    const condition = { ...byKey, StringEquals: { "aws:ResourceTag/stage": "prod" } };
    expect(await verdict(given(condition, {}, tagged(tags)))).toBe(expected);
  });

  test("a value of the tag that is neither of the two counts as it is", async () => {
    const condition = { StringEquals: { "aws:ResourceTag/GuardDutyManaged": ["yes"] } };
    expect(await verdict(given(condition, {}, tagged({ GuardDutyManaged: "yes" })))).toBe(
      "satisfied",
    );
    expect(await verdict(given(condition, {}, tagged({ GuardDutyManaged: "no" })))).toBe(
      "violated",
    );
  });

  test("without a cluster, every one that could be there counts", async () => {
    const only = (Resource: string) => ({ "scp.json": policy(deny(byKey, { Resource })) });
    expect(await all(only("arn:aws:eks:*:*:cluster/*"))).toEqual(["scp.json: satisfied"]);
    expect(await all(only("arn:aws:eks:us-east-1:*:cluster/*"))).toEqual([
      "scp.json: violated (gap)",
    ]);
    expect(await all(only("arn:aws:eks:*:*:cluster/c*"))).toEqual(["scp.json: violated (gap)"]);
  });

  test("accounts that policies tell apart by a part of their ids stay open where none is known", async () => {
    const guard = (Action: string) =>
      deny({ ...byKey, ...unless("ArnNotLike", `arn:aws:iam::4444*:role/Admin*`) }, { Action });
    const { verdict: answer, reasons } = await about(
      { "scp.json": policy(guard("eks:*Tag*")) },
      "scp.json",
    );
    expect({ answer, details: reasons.map(({ detail }) => detail) }).toEqual({
      answer: "undetermined",
      details: [
        "the input does not tell the cluster's account, and the policies tell accounts apart by a part of their ids",
      ],
    });
  });
});

describe("clusters that no policy tells apart share an answer", () => {
  const two = {
    guardlint: "inventory/v1",
    region: "eu-west-1",
    clusters: [
      { name: "payments", account, tags: { GuardDutyManaged: "true" } },
      { name: "ledger", account: other, tags: { GuardDutyManaged: "true" } },
    ],
  };

  test("each with a request of its own, which is replayed", async () => {
    const scp = policy(deny({ ...byKey, ...unless("ArnNotLike", "arn:aws:iam::*:role/Admin*") }));
    const { report } = await judged(rule, { "estate.json": two, "scp.json": scp });
    const shown = ["payments", "ledger"].map((subject) => {
      const request = resultAbout(report, subject).witness?.request;
      return [request?.principal.split(":")[4], request?.resource];
    });
    expect(shown).toEqual([
      [account, `arn:aws:eks:eu-west-1:${account}:cluster/payments`],
      [other, `arn:aws:eks:eu-west-1:${other}:cluster/ledger`],
    ]);
  });

  test("not where a policy names one of their accounts", async () => {
    const scp = policy(deny({ ...byKey, ...unless("ArnNotLike", `arn:aws:iam::${other}:*`) }));
    expect(await all({ "estate.json": two, "scp.json": scp })).toEqual([
      "ledger: violated (gap)",
      "payments: satisfied",
    ]);
  });
});
