import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loaded, notificationsOf, resourcesOf, textAt } from "../reading.ts";

function fixture(name: string): ReturnType<typeof loaded> {
  const url = new URL(`../../../fixtures/loaders/inventory/${name}`, import.meta.url);
  return loaded(name, readFileSync(url, "utf8"));
}

function messages(document: ReturnType<typeof loaded>): readonly string[] {
  return (document?.notifications ?? []).map(({ message, place }) => {
    return `${place === undefined ? "" : textAt(place).trim()}: ${message}`;
  });
}

describe("an inventory", () => {
  it("gives a resource for each entry, with account and Region of entry, ARN or document", () => {
    const document = fixture("two-accounts.yaml");
    const here = { account: "111122223333", region: "eu-west-1" };
    expect(notificationsOf(document)).toEqual([]);
    expect(resourcesOf(document)).toMatchObject([
      { type: "inventory:organization", address: "o-a1b2c3d4e5", ...here },
      {
        type: "inventory:cluster",
        address: "payments",
        body: { vpc: "vpc-0a1b2c3d", tags: { GuardDutyManaged: "true" } },
        ...here,
      },
      { type: "inventory:vpc", address: "vpc-0a1b2c3d", ...here },
      { type: "inventory:subnet", address: "subnet-0a1b2c3d", ...here },
      { type: "inventory:endpoint-list", address: "endpoints", ...here },
      {
        type: "inventory:endpoint",
        address: "vpce-0a1b2c3d",
        body: {
          policy: {
            Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
          },
        },
        ...here,
      },
      { type: "inventory:security-group", address: "sg-0a1b2c3d", ...here },
      {
        type: "inventory:cluster",
        address: "ledger",
        body: { compute: "fargate" },
        account: "444455556666",
        region: "eu-central-1",
      },
    ]);
  });

  it("tells that it lists the endpoints, be it none", () => {
    const types = (text: string): readonly string[] =>
      (loaded("i.yaml", `guardlint: inventory/v1\n${text}`)?.resources ?? []).map(
        ({ type }) => type,
      );
    expect(types("endpoints: []\n")).toEqual(["inventory:endpoint-list"]);
    expect(types("vpcs: []\n")).toEqual([]);
  });

  it("knows the places inside a policy's block of text", () => {
    const document = fixture("two-accounts.yaml");
    const body = document?.resources.find(({ type }) => type === "inventory:endpoint")?.body;
    const policy = body?.kind === "map" ? body.get("policy") : undefined;
    const statements = policy?.kind === "map" ? policy.get("Statement") : undefined;
    const first = statements?.kind === "list" ? statements.items[0] : undefined;
    expect(first?.kind === "map" ? textAt(first.get("Principal").place) : "").toBe('"*"');
  });

  it("tells each mistake at its place, and keeps the rest", () => {
    const document = fixture("mistakes.yaml");
    expect(messages(document)).toEqual([
      "acount: an inventory has no key `acount`; did you mean `account`?",
      "12345: `clusters[0].account` is not an account id of twelve digits",
      "[GuardDutyManaged]: `clusters[0].tags` is not a map of tag keys and values",
    ]);
    expect(resourcesOf(document)).toMatchObject([
      { address: "payments", account: "?malformed", body: { tags: "?malformed" } },
      { address: "ledger", body: { vpc: "vpc-0a1b2c3d" } },
    ]);
  });

  it.each([
    ["012345678901", "012345678901"],
    ['"012345678901"', "012345678901"],
    ["111122223333", "111122223333"],
    ["12345678901", undefined],
    ["1111-2222-3333", undefined],
  ])("the account %s", (written, account) => {
    const text = `guardlint: inventory/v1\naccount: ${written}\nvpcs: [{id: vpc-0a1b}]\n`;
    const value = loaded("i.yaml", text)?.resources[0]?.account;
    expect(value?.kind === "scalar" ? value.text : undefined).toBe(account);
  });

  it.each([
    [
      "another version",
      "guardlint: inventory/v2\nclusters: [{name: a}]\n",
      ["error malformed-inventory at inventory/v2"],
      0,
    ],
    [
      "a list where a map belongs",
      "guardlint: inventory/v1\norganization: []\n",
      ["error malformed-inventory at []"],
      0,
    ],
    [
      "an entry that is none",
      "guardlint: inventory/v1\nvpcs: [1, {id: vpc-1}]\n",
      ["error malformed-inventory at 1"],
      1,
    ],
    [
      "an empty section",
      "guardlint: inventory/v1\nclusters:\n",
      ["error malformed-inventory at clusters"],
      0,
    ],
    [
      "a cluster without a name",
      "guardlint: inventory/v1\nclusters: [{vpc: vpc-1}]\n",
      ["error malformed-inventory at {vpc: vpc-1}"],
      1,
    ],
    [
      "a key stated twice",
      "guardlint: inventory/v1\nvpcs: [{id: vpc-1, id: vpc-2}]\n",
      ["error duplicate-key at id"],
      1,
    ],
    [
      "an alias without anchor",
      "guardlint: inventory/v1\nvpcs: [*x, {id: vpc-1}]\n",
      ["error unresolved-alias at *x"],
      1,
    ],
    [
      "a policy that is no JSON",
      "guardlint: inventory/v1\nendpoints: [{vpc: vpc-1, service: s, policy: '{'}]\n",
      ["error malformed-policy at '{'"],
      2,
    ],
    [
      "a port too high",
      "guardlint: inventory/v1\nsecurityGroups: [{id: sg-1, ingress: [{protocol: tcp, fromPort: 70000}]}]\n",
      ["error malformed-inventory at 70000"],
      1,
    ],
  ])("%s", (_, text, notifications, resources) => {
    const document = loaded("i.yaml", text);
    expect(notificationsOf(document)).toEqual(notifications);
    expect(document?.resources.length).toBe(resources);
  });
});
