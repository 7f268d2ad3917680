import { describe, expect, test } from "vitest";
import { mentionedKeys } from "../../../src/iam/sample/mentions.ts";
import { readRequest } from "../../../src/iam/request.ts";
import {
  tagChanges,
  untrustedPrincipals,
  type TagState,
} from "../../../src/rules/reading/tag-requests.ts";
import { documentOf } from "./documents.ts";

const eks = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_eks.html";

const mentions = (Condition: object) =>
  mentionedKeys([documentOf({ Effect: "Deny", Action: "*", Resource: "*", Condition })]);

describe("ways to change the tag", () => {
  const plain = (state: TagState) =>
    tagChanges([state], new Map()).flatMap(({ plain: alone, what }) => (alone ? [what] : []));

  test.each([
    {
      state: "true" as const,
      ways: [
        "set `GuardDutyManaged` to `false` on a cluster tagged `true`",
        "set `GuardDutyManaged` to `False` on a cluster tagged `true`",
        "remove `GuardDutyManaged` from a cluster tagged `true`",
      ],
    },
    {
      state: "false" as const,
      ways: [
        "set `GuardDutyManaged` to `true` on a cluster tagged `false`",
        "set `GuardDutyManaged` to `False` on a cluster tagged `false`",
        "remove `GuardDutyManaged` from a cluster tagged `false`",
      ],
    },
    {
      state: "untagged" as const,
      ways: [
        "set `GuardDutyManaged` to `false` on a cluster without the tag",
        "set `GuardDutyManaged` to `true` on a cluster without the tag",
        "set `GuardDutyManaged` to `False` on a cluster without the tag",
      ],
    },
  ])(`of a cluster that is $state (${eks})`, ({ state, ways }) => {
    expect(plain(state)).toEqual(ways);
  });

  test("each way once more with a further tag", () => {
    const changes = tagChanges(["true"], new Map());
    expect(changes.map(({ plain: alone }) => alone)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
    expect(changes.at(-1)).toEqual({
      what: "remove `GuardDutyManaged` from a cluster tagged `true`",
      action: "eks:UntagResource",
      plain: false,
      context: {
        "aws:ResourceTag/GuardDutyManaged": "true",
        "aws:TagKeys": ["GuardDutyManaged", "Team"],
      },
    });
  });

  test("further tags are those that policies name, and one that they do not", () => {
    const changes = tagChanges(
      ["untagged"],
      mentions({
        "ForAllValues:StringLike": { "aws:TagKeys": ["Team", "note", "Cost*"] },
        StringEquals: { "aws:RequestTag/Owner": "platform" },
      }),
    );
    const extras = new Set(
      changes.map(({ context }) =>
        Object.entries(context)
          .filter(([key]) => !key.endsWith("GuardDutyManaged"))
          .map(([key, value]) => `${key}=${String(value)}`)
          .join(),
      ),
    );
    expect([...extras]).toEqual([
      "",
      "aws:RequestTag/Remark=x",
      "aws:RequestTag/Team=x",
      "aws:RequestTag/note=x",
      "aws:RequestTag/Costx=x",
    ]);
  });
});

describe("principals that nobody trusts", () => {
  const prefix = "arn:aws:iam::111122223333:";
  const near = (pattern: string) =>
    untrustedPrincipals("111122223333", "aws", [pattern], () => false).near.map((arn) =>
      arn.slice(prefix.length),
    );

  test("a role, a user and the root user, without those that are trusted", () => {
    const { plain } = untrustedPrincipals("111122223333", "aws", [], (arn) => arn.endsWith("root"));
    expect(plain).toEqual([`${prefix}role/untrusted`, `${prefix}user/untrusted`]);
  });

  test("an exact role name exempts nobody but itself", () => {
    expect(near("arn:aws:iam::*:role/platform/Admin")).toEqual(["role/platform/Admin"]);
  });

  test("names that a wildcard lets in", () => {
    expect(near("arn:aws:iam::*:role/*Admin")).toEqual([
      "role/Admin",
      "role/x/Admin",
      "role/Admin/x",
      "user/Admin",
      "user/role/Admin",
      "role/EvilAdmin",
      "role/x/EvilAdmin",
      "role/EvilAdmin/x",
      "user/EvilAdmin",
      "user/role/EvilAdmin",
    ]);
  });

  test.each([
    "arn:aws:iam::*:role/Admin*",
    "arn:aws:iam::*:*",
    "*",
    "arn:aws:iam::*:role/*/x",
    "arn:aws:iam::*:user/${aws:username}",
    ":::::///",
    "",
  ])("whatever the pattern (%s), what comes out is a principal", (pattern) => {
    for (const name of near(pattern)) {
      const request = {
        principal: prefix + name,
        action: "eks:TagResource",
        resource: "*",
        context: {},
      };
      expect([name, readRequest(request).ok]).toEqual([name, true]);
    }
  });
});
