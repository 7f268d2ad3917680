import { describe, expect, test } from "vitest";
import { asked, policy } from "./asked.ts";

const keys =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html";
const operators =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html";
const guardduty = "https://docs.aws.amazon.com/guardduty/latest/ug/security-vpc-endpoints.html";

const owner = "111122223333";
const id = "o-a1b2c3d4e5";
const everybody = { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" };
const deny = (condition: object, action = "*"): object => ({
  Effect: "Deny",
  Principal: "*",
  Action: action,
  Resource: "*",
  Condition: condition,
});

const byAccount = { StringNotEquals: { "aws:PrincipalAccount": owner } };
const byOrganization = { StringNotEquals: { "aws:PrincipalOrgID": id } };

/** Answers and own answers where the account alone is trusted, and where its organisation is. */
const rows: readonly {
  readonly what: string;
  readonly statements: readonly object[];
  readonly account: string;
  readonly organization: string;
  readonly own: string;
  readonly page: string;
}[] = [
  {
    what: "AWS's default",
    statements: [everybody],
    account: "yes",
    organization: "yes",
    own: "yes",
    page: guardduty,
  },
  {
    what: "a deny of other accounts",
    statements: [everybody, deny(byAccount)],
    account: "no",
    organization: "no",
    own: "yes",
    page: guardduty,
  },
  {
    what: "no deny, but an allow of the account",
    statements: [{ ...everybody, Condition: { StringEquals: { "aws:PrincipalAccount": owner } } }],
    account: "no",
    organization: "no",
    own: "yes",
    page: operators,
  },
  {
    what: "the deny turned round",
    statements: [everybody, deny({ StringEquals: { "aws:PrincipalAccount": owner } })],
    account: "yes",
    organization: "yes",
    own: "no",
    page: operators,
  },
  {
    what: "both keys in one operator",
    statements: [
      everybody,
      deny({ StringNotEquals: { "aws:PrincipalAccount": owner, "aws:PrincipalOrgID": id } }),
    ],
    account: "yes",
    organization: "no",
    own: "yes",
    page: operators,
  },
  {
    what: "a deny of other organisations",
    statements: [everybody, deny(byOrganization)],
    account: "yes",
    organization: "no",
    own: "yes",
    page: keys,
  },
  {
    what: "a deny of other organisations, where there is one",
    statements: [everybody, deny({ ...byOrganization, Null: { "aws:PrincipalOrgID": "false" } })],
    account: "yes",
    organization: "yes",
    own: "yes",
    page: operators,
  },
  {
    what: "ForAnyValue on paths",
    statements: [
      everybody,
      deny({ "ForAnyValue:StringNotLike": { "aws:PrincipalOrgPaths": `${id}/*` } }),
    ],
    account: "yes",
    organization: "yes",
    own: "yes",
    page: keys,
  },
  {
    what: "ForAllValues on paths",
    statements: [
      everybody,
      deny({ "ForAllValues:StringNotLike": { "aws:PrincipalOrgPaths": `${id}/*` } }),
    ],
    account: "yes",
    organization: "no",
    own: "yes",
    page: keys,
  },
  {
    what: "a deny of other calls",
    statements: [everybody, deny(byAccount, "guardduty:Get*")],
    account: "yes",
    organization: "yes",
    own: "yes",
    page: guardduty,
  },
  {
    what: "a wildcard that is none",
    statements: [everybody, deny({ StringNotEquals: { "aws:PrincipalAccount": "*" } })],
    account: "no",
    organization: "no",
    own: "no",
    page: operators,
  },
  {
    what: "the organisation of the resource",
    statements: [everybody, deny({ StringNotEquals: { "aws:ResourceOrgID": id } })],
    account: "cannot-tell",
    organization: "cannot-tell",
    own: "cannot-tell",
    page: keys,
  },
];

describe("who gets through an endpoint", () => {
  test.each(rows)(
    "$what: $account, or $organization where the organisation is trusted; its own: $own ($page)",
    ({ statements, ...row }) => {
      const question = {
        kind: "use-endpoint",
        owner,
        organization: { id, paths: [`${id}/r-ab12/`] },
      };
      const policies = { endpoint: [policy(...statements)] };
      const strict = asked(question, policies);
      const wide = asked({ ...question, trusted: { organization: id } }, policies);
      expect([strict.answer, strict.own]).toEqual([row.account, row.own]);
      expect([wide.answer, wide.own]).toEqual([row.organization, row.own]);
    },
  );

  test("a trusted account is not asked about, an account beside it is", () => {
    const named = { ...everybody, Principal: { AWS: [owner, "444455556666"] } };
    const policies = { endpoint: [policy(named)] };
    const question = { kind: "use-endpoint", owner };
    expect(asked(question, policies).witness?.request.principal).toMatch(
      /^arn:aws:iam::444455556666:/,
    );
    expect(asked({ ...question, trusted: { accounts: ["444455556666"] } }, policies).answer).toBe(
      "no",
    );
  });

  test("the message says whose account gets through", () => {
    const question = { kind: "use-endpoint", owner, organization: { id } };
    const found = asked(question, { endpoint: [policy(everybody, deny(byOrganization))] });
    expect(found.summary).toBe(
      "Yes: `arn:aws:iam::999988887777:role/anybody`, a principal of another account of the owner's organisation, can send telemetry through the endpoint. The agent of the owner's account 111122223333 gets through.",
    );
  });
});

describe("the owner", () => {
  const policies = {
    endpoint: [
      policy(
        everybody,
        deny({ "ForAllValues:StringNotLike": { "aws:PrincipalOrgPaths": `${id}/r-ab12/ou-1/*` } }),
      ),
    ],
  };
  test.each([
    { organization: undefined, own: "cannot-tell" },
    { organization: null, own: "no" },
    { organization: { id }, own: "cannot-tell" },
    { organization: { id, paths: [`${id}/r-ab12/ou-1/`] }, own: "yes" },
    { organization: { id, paths: [`${id}/r-ab12/ou-2/`] }, own: "no" },
    {
      organization: { id, paths: [`${id}/r-ab12/ou-1/`, `${id}/r-ab12/ou-2/`] },
      own: "cannot-tell",
    },
  ])("a deny outside a unit, $organization: $own", ({ organization, own }) => {
    const found = asked({ kind: "use-endpoint", owner, organization }, policies);
    expect(found.own).toBe(own);
    expect(found.ownBecause === undefined).toBe(own === "yes");
  });

  // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html#ec2-instance-identity-roles
  test("is asked about as an instance, whose `aws:PrincipalArn` AWS does not tell", () => {
    const named = { ArnNotLike: { "aws:PrincipalArn": `arn:aws:iam::${owner}:role/*` } };
    const found = asked(
      { kind: "use-endpoint", owner },
      { endpoint: [policy(everybody, deny(named))] },
    );
    expect([found.answer, found.own]).toEqual(["no", "cannot-tell"]);
  });

  test("a key that the file fixes is not left open", () => {
    const statements = [everybody, deny({ StringNotEquals: { "aws:ResourceOrgID": id } })];
    const question = { kind: "use-endpoint", owner, context: { "aws:ResourceOrgID": id } };
    const found = asked(question, { endpoint: [policy(...statements)] });
    expect([found.answer, found.own]).toEqual(["yes", "yes"]);
  });
});
