import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loaded, plain, textAt } from "./reading.ts";

const fixtures = [
  "aws-response/describe-vpc-endpoints.json",
  "inventory/two-accounts.yaml",
  "policy-document/scp.json",
].map((name) => ({
  name,
  text: readFileSync(new URL(`../../fixtures/loaders/${name}`, import.meta.url), "utf8"),
}));

function readWhole(path: string, text: string): void {
  const document = loaded(path, text);
  for (const { body, account, region } of document?.resources ?? []) {
    [body, account, region].map(plain);
  }
  for (const { place } of document?.notifications ?? []) if (place !== undefined) textAt(place);
}

describe("hostile input", () => {
  it.each(fixtures)("no change of $name makes a loader throw", ({ name, text }) => {
    const edit = fc.record({
      at: fc.nat(text.length),
      removed: fc.nat(40),
      added: fc.constantFrom(
        "",
        "{",
        "}",
        "[",
        "]",
        '"',
        "\\",
        ",",
        ":",
        "null",
        "1",
        "*x",
        "&x",
        "\n",
        "- ",
        "%7B",
        "__proto__",
        "\u0000",
      ),
    });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        const changed = edits.reduce(
          (now, { at, removed, added }) => now.slice(0, at) + added + now.slice(at + removed),
          text,
        );
        readWhole(name, changed);
      }),
      { numRuns: 400 },
    );
  });

  it.each(fixtures)(
    "every beginning of $name is ours or nothing, and never clean",
    ({ name, text }) => {
      for (let end = 1; end < text.trimEnd().length - 1; end += 7) {
        const document = loaded(name, text.slice(0, end));
        if (name.endsWith(".json") && document !== undefined) {
          expect(document.notifications.map(({ level }) => level)).toContain("error");
        }
      }
    },
  );

  it.each([
    "Statement",
    "VpcEndpoints",
    "VpcEndpoint",
    "Vpcs",
    "Subnets",
    "SecurityGroups",
    "SecurityGroupRules",
    "cluster",
    "tags",
    "addon",
    "ResourceTagMappingList",
    "Policy",
    "Policies",
    "Targets",
    "Children",
    "Parents",
    "Roots",
    "Accounts",
    "OrganizationalUnits",
    "Organization",
    "RoleDetailList",
    "PolicyVersion",
    "AttachedPolicies",
    "Role",
    "guardlint",
    "__proto__",
  ])("%s may hold anything", (key) => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
        readWhole("eks/x.json", `{${JSON.stringify(key)}: ${JSON.stringify(value)}}`);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ["a response", '{"VpcEndpoints": [{"VpcEndpointId": "vpce-1", "Tags": '],
    ["a policy", '{"Version": "2012-10-17", "Statement": '],
    ["an inventory", '{"guardlint": "inventory/v1", "clusters": '],
  ])("100,000-deep nesting in %s does no harm", (_, start) => {
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    const end = start.includes("vpce") ? "}]}" : "}";
    readWhole("x.json", start + deep + end);
    readWhole("x.yaml", start + deep + end);
  });

  it("200,000 repeated keys are told in linear time", () => {
    const keys = Array.from({ length: 200_000 }, () => '"Sid": "a"').join(",");
    const inner = JSON.stringify(`{"Statement": [{"Effect": "Deny", ${keys}}]}`);
    const text = `{"VpcEndpoints": [{"VpcEndpointId": "vpce-1", "PolicyDocument": ${inner}}]}`;
    const document = loaded("x.json", text);
    const told = document?.notifications.map(({ code, message }) => `${code}: ${message}`) ?? [];
    expect([told.length, told[0], told[20]]).toEqual([
      21,
      "duplicate-key: the key `Sid` is stated twice in one object",
      "duplicate-key: 199979 more keys are stated twice in one object",
    ]);
  });
});
