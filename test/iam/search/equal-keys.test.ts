import { describe, expect, test } from "vitest";
import { ask } from "../../../src/iam/search/ask.ts";
import { Budget } from "../../../src/iam/search/budget.ts";
import type { RequestFamily } from "../../../src/iam/search/question.ts";
import { fullAccess, layersOf, untrusted } from "./families.ts";
import { replayed } from "./replay.ts";

const operators =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String";
const variables =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html";

const own = "aws:PrincipalTag/team";
const of = "aws:ResourceTag/team";
const set = "aws:RequestTag/team";
const ownVariable = `\${${own}}`;
const username = "${aws:username}";

const present = { kind: "any", optional: false } as const;
const family: RequestFamily = {
  action: "eks:TagResource",
  principal: untrusted,
  resource: ["arn:aws:eks:us-east-1:111122223333:cluster/prod"],
  organization: { kind: "any" },
  context: { [own]: present, [of]: present, [set]: present },
};
const users: RequestFamily = { ...family, principal: { ...untrusted, kinds: ["user"] } };

/** Whether any request gets through that meets all conditions. */
function answer(conditions: readonly object[], about: RequestFamily = family): string {
  const denies = conditions.map((Condition) => ({
    Effect: "Deny",
    Action: "*",
    Resource: "*",
    Condition,
  }));
  const policies = { scp: [[fullAccess, { Version: "2012-10-17", Statement: denies }]] };
  const found = ask({
    layers: layersOf(policies),
    families: [about],
    budget: new Budget(1_000_000),
  });
  if (found.answer === "yes")
    expect(replayed(found.request, policies)).toEqual(["allowed", "allowed"]);
  return found.answer;
}

/** Denies whatever does not meet a condition, or meets it. */
const unless = (operator: string, key: string, values: unknown) => ({
  [operator]: { [key]: values },
});

describe(`two keys whose values differ in case alone (${operators})`, () => {
  const same = unless("StringNotEqualsIgnoreCase", of, ownVariable);
  const different = unless("StringEqualsIgnoreCase", of, ownVariable);
  test.each([
    { name: "any two", conditions: [same], gets: "yes" },
    {
      name: "one in lower and one in upper case",
      conditions: [
        same,
        unless("StringNotLike", own, "ab*"),
        unless("StringNotLike", of, "AB*"),
        unless("StringNotLike", of, "*Z"),
      ],
      gets: "yes",
    },
    {
      name: "two that differ in more than case",
      conditions: [same, unless("StringNotLike", own, "ab*"), unless("StringNotLike", of, "*B?")],
      gets: "yes",
    },
    {
      name: "two of another length",
      conditions: [same, unless("StringNotLike", own, "??"), unless("StringNotLike", of, "*abc")],
      gets: "no",
    },
    {
      name: "every spelling of one is taken out of the other",
      conditions: [
        same,
        unless("StringNotLike", own, ["ab", "Ab"]),
        unless("StringLike", of, ["AB", "aB", "ab", "Ab"]),
      ],
      gets: "no",
    },
    {
      name: "one spelling is left",
      conditions: [
        same,
        unless("StringNotLike", own, ["ab", "Ab"]),
        unless("StringLike", of, ["AB", "ab", "Ab"]),
      ],
      gets: "yes",
    },
    {
      name: "a third key that equals one of them",
      conditions: [
        same,
        unless("StringNotEquals", set, ownVariable),
        unless("StringNotEquals", set, "Payments"),
        unless("StringEquals", of, "Payments"),
      ],
      gets: "yes",
    },
    {
      name: "a third key that is the same, while they are other words",
      conditions: [
        same,
        unless("StringNotEquals", set, ownVariable),
        unless("StringNotEquals", set, "Payments"),
        unless("StringNotLike", of, "*pay"),
      ],
      gets: "no",
    },
    { name: "any two that differ", conditions: [different], gets: "yes" },
    {
      name: "two that differ in case alone do not differ",
      conditions: [
        different,
        unless("StringNotEquals", own, ["a", "A"]),
        unless("StringNotEquals", of, "a"),
      ],
      gets: "no",
    },
    {
      name: "the same and different at once",
      conditions: [same, unless("StringEquals", of, ownVariable)],
      gets: "yes",
    },
    {
      name: "the same and different at once, without letters",
      conditions: [
        same,
        unless("StringEquals", of, ownVariable),
        unless("StringNotLike", of, ["1", "22"]),
      ],
      gets: "no",
    },
  ])("$name: $gets", ({ conditions, gets }) => {
    expect(answer(conditions)).toBe(gets);
  });
});

describe(`the name of a user that may be any (${variables})`, () => {
  const named = unless("StringNotEquals", set, username);
  test.each([
    { name: "a tag that is the user's name", about: users, conditions: [named], gets: "yes" },
    {
      name: "of a user with this name",
      about: users,
      conditions: [named, unless("StringNotEquals", set, "ana")],
      gets: "yes",
    },
    {
      name: "a name that no user can have",
      about: users,
      conditions: [named, unless("StringNotEquals", set, "a na")],
      gets: "no",
    },
    {
      name: "of a user whom a pattern takes out",
      about: users,
      conditions: [
        named,
        unless("StringNotEquals", set, "ana"),
        unless("ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:user/*ana"),
      ],
      gets: "no",
    },
    {
      name: "in another case",
      about: users,
      conditions: [
        unless("StringNotEqualsIgnoreCase", set, username),
        unless("StringNotEquals", set, "ANA"),
        unless("ArnNotLike", "aws:PrincipalArn", "arn:aws:iam::*:user/*ana"),
      ],
      gets: "yes",
    },
    {
      name: "in another word",
      about: users,
      conditions: [
        unless("StringNotEqualsIgnoreCase", set, username),
        unless("StringNotEquals", set, "ANA"),
        unless("ArnNotLike", "aws:PrincipalArn", "arn:aws:iam::*:user/*bob"),
      ],
      gets: "no",
    },
    {
      name: "roles have none, so that nothing equals it",
      about: { ...family, principal: { ...untrusted, kinds: ["role"] as const } },
      conditions: [named],
      gets: "no",
    },
    {
      name: "asked by the user's own key",
      about: users,
      conditions: [
        unless("StringNotEquals", "aws:username", ownVariable),
        unless("StringNotEquals", own, "ana"),
      ],
      gets: "yes",
    },
    {
      name: "a part of a cluster's name",
      about: users,
      conditions: [
        {
          ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:user/prod" },
        },
      ],
      gets: "yes",
    },
  ])("$name: $gets", ({ about, conditions, gets }) => {
    expect(answer(conditions, about)).toBe(gets);
  });

  test("only the user whose name is the cluster's gets to it", () => {
    const deny = {
      Effect: "Deny",
      Action: "*",
      NotResource: "arn:aws:eks:us-east-1:111122223333:cluster/${aws:username}",
    };
    const ask1 = (statements: readonly object[]): string => {
      const policies = { scp: [[fullAccess, { Version: "2012-10-17", Statement: statements }]] };
      return ask({ layers: layersOf(policies), families: [users], budget: new Budget(1_000_000) })
        .answer;
    };
    expect(ask1([deny])).toBe("yes");
    const prod = { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:user/*prod" } };
    const noProd = { Effect: "Deny", Action: "*", Resource: "*", Condition: prod };
    expect(ask1([deny, noProd])).toBe("no");
  });
});

describe(`values that must differ (${operators})`, () => {
  test.each([
    {
      name: "the second of two differs where the first cannot",
      conditions: [
        unless("StringNotEquals", own, ["a", "b"]),
        unless("StringNotEquals", of, ["a", "c"]),
        unless("StringNotEquals", set, "b"),
        unless("StringEquals", own, `\${${of}}`),
        unless("StringEquals", own, `\${${set}}`),
      ],
      gets: "yes",
    },
    {
      name: "two values for three that differ",
      conditions: [
        unless("StringNotEquals", own, ["a", "b"]),
        unless("StringNotEquals", of, ["a", "b"]),
        unless("StringNotEquals", set, ["a", "b"]),
        unless("StringEquals", own, `\${${of}}`),
        unless("StringEquals", of, `\${${set}}`),
        unless("StringEquals", own, `\${${set}}`),
      ],
      gets: "no",
    },
  ])("$name: $gets", ({ conditions, gets }) => {
    expect(answer(conditions)).toBe(gets);
  });
});
