import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { main } from "../../src/commands/main.ts";
import { smallWorld } from "../collect/collecting.ts";
import type { StubRequest, Reply } from "../collect/stub/wire.ts";
import { refused } from "../collect/stub/world.ts";
import { snapshotOfWorld } from "../loaders/snapshot/checked.ts";
import { memoryHost } from "../memory-host.ts";

const guard = {
  id: "p-guard0000",
  targets: ["r-ab12"],
  content: JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "KeepTheTag",
        Effect: "Deny",
        Action: ["eks:TagResource", "eks:UntagResource"],
        Resource: "*",
        Condition: { "ForAnyValue:StringEquals": { "aws:TagKeys": "GuardDutyManaged" } },
      },
    ],
  }),
};

const document = (action: string, more: object): string =>
  encodeURIComponent(
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: action, Resource: "*", ...more }],
    }),
  );

/** A role of the account that holds the clusters, with one permission. */
const withRole =
  (action: string, more: object = {}) =>
  ({ operation, accessKey }: StubRequest): Reply | undefined =>
    operation === "GetAccountAuthorizationDetails" && accessKey === "AKIA444455556666"
      ? {
          kind: "answer",
          body: {
            RoleDetailList: [
              {
                RoleName: "developer",
                Path: "/",
                Arn: "arn:aws:iam::444455556666:role/developer",
                RolePolicyList: [{ PolicyName: "own", PolicyDocument: document(action, more) }],
              },
            ],
            IsTruncated: false,
          },
        }
      : undefined;

const compared = async (
  older: string,
  newer: string,
  ...words: readonly string[]
): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> => {
  const host = memoryHost({ "old.json": older, "new.json": newer });
  const code = await main(["diff", "old.json", "new.json", ...words], host);
  return { code, ...host.output };
};

const schema = new Ajv2020({ allErrors: true }).compile(
  JSON.parse(readFileSync("schema/difference.schema.json", "utf8")) as object,
);

const guarded = { ...smallWorld, policies: [guard] };

describe("guardlint diff", () => {
  it("names the file that cannot be read", async () => {
    const snapshot = await snapshotOfWorld(smallWorld);
    const newer = snapshot.replace("snapshot/v1", "snapshot/v2");
    expect(await compared(snapshot, newer)).toEqual({
      code: 2,
      stdout: "",
      stderr:
        "guardlint: new.json: this guardlint reads `snapshot/v1`, and the snapshot is of another version: collect it again, or use the guardlint that wrote it\n",
    });
  });

  it("has nothing to say of a snapshot and itself", async () => {
    const snapshot = await snapshotOfWorld(smallWorld);
    expect(await compared(snapshot, snapshot)).toEqual({
      code: 0,
      stdout: "0 findings new, 0 gone; 0 principals can change the tag that could not\n",
      stderr: "",
    });
  });

  it("names a principal that can change the tag today and could not yesterday", async () => {
    const yesterday = await snapshotOfWorld(smallWorld, withRole("s3:GetObject"));
    const today = await snapshotOfWorld(smallWorld, withRole("eks:*"));
    const { code, stdout } = await compared(yesterday, today);
    expect(code).toBe(1);
    expect(stdout.split("\n").slice(0, 2)).toEqual([
      "Can change the tag of clusters now, and could not:",
      "  444455556666/developer can set `GuardDutyManaged` to `false` on a cluster tagged `true`: 444455556666/eu-west-1/sandbox",
    ]);
    const back = await compared(today, yesterday);
    expect(back.code).toBe(0);
    expect(back.stdout).toContain("Can no longer change it:\n  444455556666/developer");
  });

  it("tells what moving a guard opens", async () => {
    const before = await snapshotOfWorld(guarded, withRole("eks:*"));
    const after = await snapshotOfWorld(smallWorld, withRole("eks:*"));
    const { code, stdout } = await compared(before, after, "--format", "json");
    expect(code).toBe(1);
    const isValid = schema(JSON.parse(stdout));
    expect(schema.errors ?? []).toEqual([]);
    expect(isValid).toBe(true);
    const told = JSON.parse(stdout) as Record<string, readonly Record<string, unknown>[]>;
    expect(told["can"]).toMatchObject([
      { principal: "444455556666/developer", clusters: ["444455556666/eu-west-1/sandbox"] },
    ]);
    expect(told["appeared"]?.map(({ rule, subject }) => [rule, subject])).toContainEqual([
      "guard-does-not-reach-account",
      "444455556666/eu-west-1/sandbox",
    ]);
  });

  it("does not take what could not be read for what is no longer so", async () => {
    const before = await snapshotOfWorld(smallWorld, withRole("eks:*"));
    const after = await snapshotOfWorld(smallWorld, ({ operation }) =>
      operation === "GetAccountAuthorizationDetails" ? refused("AccessDenied") : undefined,
    );
    const forth = await compared(before, after);
    expect(forth.code).toBe(1);
    expect(forth.stdout).not.toContain("no longer");
    expect(forth.stdout).toContain("undetermined[untrusted-tag-change] 444455556666/principals");
    const back = await compared(after, before);
    expect(back.stdout).not.toContain("and could not:");
  });

  it("does not take what cannot be told for what is no longer so", async () => {
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
    const unspecified = { Condition: { StringEquals: { "aws:TagKeys": "GuardDutyManaged" } } };
    const before = await snapshotOfWorld(smallWorld, withRole("eks:*"));
    const after = await snapshotOfWorld(smallWorld, withRole("eks:TagResource", unspecified));
    const forth = await compared(before, after);
    expect(forth.stdout).not.toContain("no longer");
    const back = await compared(after, before);
    expect(back.stdout).not.toContain("and could not:");
    expect(back.code).toBe(1);
  });

  it("ends with 2 where a file cannot be read", async () => {
    expect(await compared("{", "{}")).toMatchObject({ code: 2, stdout: "" });
    const snapshot = await snapshotOfWorld(smallWorld);
    expect(await compared(snapshot, "a: 1")).toMatchObject({ code: 2, stdout: "" });
  });

  it("takes two files", async () => {
    const host = memoryHost({});
    expect(await main(["diff", "old.json"], host)).toBe(2);
    expect(host.output.stderr).toContain("diff takes two files: the older and the newer one");
  });
});
