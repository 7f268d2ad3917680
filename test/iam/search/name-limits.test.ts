import { describe, expect, test } from "vitest";
import { ask } from "../../../src/iam/search/ask.ts";
import { Budget } from "../../../src/iam/search/budget.ts";
import { families as benchFamilies } from "../../../bench/questions.ts";
import { organizationAtLimits } from "../../../bench/policies.ts";
import { fullAccess, layersOf, setting, untrusted } from "./families.ts";
import { replayed } from "./replay.ts";

const quotas =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length";

const role = "arn:aws:iam::111122223333:role/";
const long = "ab".repeat(40);

/** Everything is denied but to roles that fit all of the patterns. */
const policiesFor = (patterns: readonly string[]) => ({
  scp: [
    [
      fullAccess,
      {
        Version: "2012-10-17",
        Statement: patterns.map((pattern) => ({
          Effect: "Deny",
          Action: "*",
          Resource: "*",
          Condition: { ArnNotLike: { "aws:PrincipalArn": [pattern] } },
        })),
      },
    ],
  ],
});

describe(`a name has 64 characters at the most, and a path 512 (${quotas})`, () => {
  test.each([
    { title: "a name of 64 characters", patterns: [`${role}${"a".repeat(64)}`], gets: "yes" },
    { title: "a name of 65 characters", patterns: [`${role}${"a".repeat(65)}`], gets: "no" },
    { title: "a long name that may end anyhow", patterns: [`${role}${long}*`], gets: "yes" },
    { title: "a long name that may begin anyhow", patterns: [`${role}*${long}`], gets: "no" },
    {
      title: "many words, of which a path holds some",
      patterns: Array.from("abcdefghijkl", (char) => `${role}*${char.repeat(9)}*`),
      gets: "yes",
    },
    {
      title: "words of which none fits a path beside its end",
      patterns: [`${role}*${"a".repeat(40)}`, `${role}*-${"b".repeat(30)}-*a`],
      gets: "yes",
    },
    {
      title: "a path of 512 characters",
      patterns: [`${role}${"p".repeat(510)}/name`],
      gets: "yes",
    },
    {
      title: "a path of 513 characters",
      patterns: [`${role}${"p".repeat(511)}/name`],
      gets: "no",
    },
    {
      title: "a long name, where whoever has a path is trusted",
      patterns: [`${role}${long}*`],
      except: ["arn:aws:iam::*:role/*/*"],
      gets: "no",
    },
    { title: "a path that is too long", patterns: [`${role}${"p".repeat(600)}*`], gets: "no" },
  ])("$title: $gets", ({ patterns, except = untrusted.except, gets }) => {
    const policies = policiesFor(patterns);
    const principal = { ...untrusted, kinds: ["role" as const], except };
    const families = [{ ...setting("true"), principal }];
    const budget = new Budget(1_000_000);
    const found = ask({ layers: layersOf(policies), families, budget });
    expect(found.answer).toBe(gets);
    if (found.answer !== "yes") return;
    expect(replayed(found.request, policies)).toEqual(["allowed", "allowed"]);
    const [, path = "", name = ""] = /:role(\/.*\/|\/)([^/]+)$/.exec(found.request.principal) ?? [];
    expect(name).not.toBe("");
    expect(name.length).toBeLessThanOrEqual(64);
    expect(path.length).toBeLessThanOrEqual(512);
  });
});

test.each(["shared words", "hostile"] as const)(
  "an organisation at AWS's limits whose guards speak of names, %s: somebody gets through",
  (style) => {
    const levels = organizationAtLimits(style, 1);
    const policies = { scp: levels.map((set) => set.map((document) => JSON.stringify(document))) };
    const budget = new Budget(2_000_000);
    const found = ask({ layers: layersOf(policies), families: benchFamilies, budget });
    expect(found.answer).toBe("yes");
    if (found.answer !== "yes") return;
    expect(replayed(found.request, policies)).toEqual(["allowed", "allowed"]);
  },
);
