import { describe, expect, test } from "vitest";
import { asked, fullAccess, policy } from "./asked.ts";

const account = "111122223333";
const tagged = { "ForAnyValue:StringEquals": { "aws:TagKeys": "GuardDutyManaged" } };
const question = { kind: "change-tag", cluster: { account } };

function classes(exempt: object, more: object = {}): readonly string[] {
  const guard = {
    Effect: "Deny",
    Action: "eks:*",
    Resource: "*",
    Condition: { ...tagged, ...exempt },
  };
  const policies = { scp: [[fullAccess, policy(guard)]] };
  const found = asked({ ...question, ...more }, policies, { all: true });
  expect(found.complete).toBe(true);
  return (found.classes ?? []).map(({ kind, fits, answer }) => `${kind} ${fits ?? "-"} ${answer}`);
}

const arns = (...patterns: readonly string[]): object => ({
  ArnNotLike: { "aws:PrincipalArn": patterns },
});

describe("all classes of principals that get through", () => {
  test.each([
    { exempt: {}, found: [] },
    {
      exempt: arns("arn:aws:iam::*:role/Admin*"),
      found: ["role arn:aws:iam::*:role/Admin* yes"],
    },
    {
      exempt: arns(
        "arn:aws:iam::*:role/Admin*",
        "arn:aws:iam::*:user/ops/*",
        "arn:aws:iam::*:root",
      ),
      found: [
        "role arn:aws:iam::*:role/Admin* yes",
        "user arn:aws:iam::*:user/ops/* yes",
        "root arn:aws:iam::*:root yes",
      ],
    },
    // A pattern within another adds no class.
    {
      exempt: arns("arn:aws:iam::*:role/Admin*", "arn:aws:iam::*:role/AdminOfAll"),
      found: ["role arn:aws:iam::*:role/Admin* yes"],
    },
    // Texts are compared whole, so that `*` crosses what separates an account from a name.
    {
      exempt: { StringNotLike: { "aws:PrincipalArn": "arn:aws:iam::*Admin" } },
      found: [`role arn:aws:iam::${account}:*Admin yes`, `user arn:aws:iam::${account}:*Admin yes`],
    },
    {
      exempt: { StringNotEquals: { "aws:PrincipalTag/team": "security" } },
      found: ["role - yes", "user - yes", "federated-user - yes", "root - yes"],
    },
    {
      exempt: arns("arn:aws:iam::${aws:PrincipalAccount}:role/Deploy"),
      found: [`role arn:aws:iam::${account}:role/Deploy yes`],
    },
  ])("a guard that exempts $exempt", ({ exempt, found }) => {
    expect(classes(exempt)).toEqual(found);
  });

  test("trusted principals are in none of them", () => {
    const exempt = arns("arn:aws:iam::*:role/Admin*", "arn:aws:iam::*:role/Ops");
    expect(classes(exempt, { trusted: ["arn:aws:iam::*:role/Admin*"] })).toEqual([
      "role arn:aws:iam::*:role/Ops yes",
    ]);
  });

  test("principals that were not asked about are in none of them", () => {
    const exempt = arns("arn:aws:iam::*:role/Admin*", "arn:aws:iam::*:user/*");
    expect(classes(exempt, { principals: ["arn:aws:iam::*:user/ops/*"] })).toEqual([
      "user arn:aws:iam::*:user/* yes",
    ]);
  });

  test("a condition that is left open makes a class of its own", () => {
    const exempt = { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/Admin" } };
    const open = { StringEquals: { "aws:TagKeys": "GuardDutyManaged" } };
    const guard = {
      Effect: "Deny",
      Action: "eks:*",
      Resource: "*",
      Condition: { ...open, ...exempt },
    };
    const found = asked(question, { scp: [[fullAccess, policy(guard)]] }, { all: true });
    expect(found.answer).toBe("yes");
    expect(found.classes?.map(({ kind, fits, answer }) => [kind, fits, answer])).toEqual([
      ["role", undefined, "cannot-tell"],
      ["role", "arn:aws:iam::*:role/Admin", "yes"],
      ["user", undefined, "cannot-tell"],
      ["federated-user", undefined, "cannot-tell"],
      ["root", undefined, "cannot-tell"],
    ]);
  });

  test("those of an endpoint are told by where their account stands", () => {
    const byOrganization = {
      Effect: "Deny",
      Principal: "*",
      Action: "*",
      Resource: "*",
      Condition: {
        StringNotEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" },
        ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:user/Agent" },
      },
    };
    const everybody = { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" };
    const found = asked(
      { kind: "use-endpoint", owner: account, organization: { id: "o-a1b2c3d4e5" } },
      { endpoint: [policy(everybody, byOrganization)] },
      { all: true },
    );
    expect(found.classes?.map(({ kind, fits, of }) => [kind, fits, of])).toEqual([
      ["user", "arn:aws:iam::*:user/Agent", "an account of no organisation"],
      ["user", "arn:aws:iam::*:user/Agent", "an account of another organisation"],
      ["role", undefined, "another account of the owner's organisation"],
      ["user", undefined, "another account of the owner's organisation"],
      ["user", "arn:aws:iam::*:user/Agent", "another account of the owner's organisation"],
      ["federated-user", undefined, "another account of the owner's organisation"],
      ["root", undefined, "another account of the owner's organisation"],
    ]);
  });

  test("too many patterns are cut, which is told", () => {
    const many = Array.from({ length: 70 }, (_, at) => `arn:aws:iam::*:role/R${String(at)}`);
    const guard = {
      Effect: "Deny",
      Action: "eks:*",
      Resource: "*",
      Condition: { ...tagged, ...arns(...many) },
    };
    const found = asked(question, { scp: [[fullAccess, policy(guard)]] }, { all: true });
    expect(found.complete).toBe(false);
  });
});
