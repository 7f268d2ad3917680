import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loaded } from "./reading.ts";

const root = new URL("../../fixtures/loaders/", import.meta.url);
const files = ["aws-response", "inventory", "policy-document"].flatMap((folder) =>
  readdirSync(new URL(folder, root)).map((name) => ({ folder, name })),
);

/** What each fixture holds: resources by type, notifications by code. */
const expected: Readonly<Record<string, readonly [readonly string[], readonly string[]]>> = {
  "aws-response/describe-vpc-endpoints.json": [["ec2:VpcEndpoint"], []],
  "aws-response/truncated.json": [[], ["malformed-json"]],
  "inventory/mistakes.yaml": [
    ["inventory:cluster", "inventory:cluster"],
    ["malformed-inventory", "malformed-inventory", "malformed-inventory"],
  ],
  "inventory/two-accounts.yaml": [
    [
      "inventory:organization",
      "inventory:cluster",
      "inventory:vpc",
      "inventory:subnet",
      "inventory:endpoint-list",
      "inventory:endpoint",
      "inventory:security-group",
      "inventory:cluster",
    ],
    [],
  ],
  "policy-document/scp.json": [["policy:document"], []],
  "policy-document/truncated.json": [[], ["malformed-json"]],
};

describe("fixtures", () => {
  it.each(files)(
    "$folder/$name is read by the loader of its folder, or told to be broken",
    ({ folder, name }) => {
      const path = `${folder}/${name}`;
      const document = loaded(path, readFileSync(new URL(path, root), "utf8"));
      const broken = document?.format === "broken";
      expect([
        broken ? folder : document?.format,
        document?.resources.map(({ type }) => type),
        document?.notifications.map(({ code }) => code),
      ]).toEqual([folder, ...(expected[path] ?? [])]);
    },
  );
});
