import { describe, expect, it } from "vitest";
import { main } from "../../src/commands/main.ts";
import { memoryHost } from "../memory-host.ts";

const account = "111122223333";
const cluster = `arn:aws:eks:us-east-1:${account}:cluster/payments`;

function statement(effect: "Allow" | "Deny", action: string): object {
  return { Version: "2012-10-17", Statement: [{ Effect: effect, Action: action, Resource: "*" }] };
}

/** Roles as `iam get-account-authorization-details` prints them. */
const roles = {
  RoleDetailList: [
    {
      RoleName: "tagger",
      Path: "/ops/",
      Arn: `arn:aws:iam::${account}:role/ops/tagger`,
      RolePolicyList: [{ PolicyName: "tag", PolicyDocument: statement("Allow", "eks:*") }],
      AttachedManagedPolicies: [],
    },
    {
      RoleName: "bounded",
      Path: "/",
      Arn: `arn:aws:iam::${account}:role/bounded`,
      RolePolicyList: [{ PolicyName: "tag", PolicyDocument: statement("Allow", "eks:*") }],
      AttachedManagedPolicies: [],
      PermissionsBoundary: {
        PermissionsBoundaryType: "Policy",
        PermissionsBoundaryArn: "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy",
      },
    },
  ],
};

const scp = statement("Deny", "eks:UntagResource");

async function decision(principal: string, action: string): Promise<unknown> {
  const request = { principal, action, resource: cluster };
  const host = memoryHost({
    "request.json": JSON.stringify({ request }),
    "org/roles.json": JSON.stringify(roles),
    "org/scp/no-untag.json": JSON.stringify(scp),
  });
  const words = ["decide", "--request", "request.json", "--format", "json", "org"];
  expect(await main(words, host)).toBe(0);
  const answer: unknown = JSON.parse(host.output.stdout);
  return answer;
}

describe("decide with PATHs and a request that names no policies", () => {
  it.each([
    [
      "the role's own policies",
      `arn:aws:iam::${account}:role/ops/tagger`,
      "eks:TagResource",
      "allowed",
    ],
    [
      "a session finds its role",
      `arn:aws:sts::${account}:assumed-role/tagger/a`,
      "eks:TagResource",
      "allowed",
    ],
    [
      "an SCP that nothing attaches",
      `arn:aws:iam::${account}:role/ops/tagger`,
      "eks:UntagResource",
      "explicitly-denied",
    ],
    [
      "a boundary of AWS's that allows none of it",
      `arn:aws:iam::${account}:role/bounded`,
      "eks:TagResource",
      "implicitly-denied",
    ],
    [
      "a role that is not in the input",
      `arn:aws:iam::${account}:role/other`,
      "eks:TagResource",
      "undetermined",
    ],
    [
      "an SCP denies it whatever the role has",
      `arn:aws:iam::${account}:role/other`,
      "eks:UntagResource",
      "explicitly-denied",
    ],
    [
      "the root user needs no identity policy",
      `arn:aws:iam::${account}:root`,
      "eks:TagResource",
      "allowed",
    ],
  ])("%s", async (_, principal, action, expected) => {
    expect(await decision(principal, action)).toMatchObject({ decision: expected });
  });

  it("says so where the PATHs hold no policies", async () => {
    const request = {
      principal: `arn:aws:iam::${account}:role/a`,
      action: "eks:TagResource",
      resource: cluster,
    };
    const host = memoryHost({
      "request.json": JSON.stringify({ request }),
      "empty/readme.txt": "",
    });
    expect(await main(["decide", "--request", "request.json", "empty"], host)).toBe(2);
    expect(host.output.stderr).toContain("the PATHs hold no policies");
  });
});
