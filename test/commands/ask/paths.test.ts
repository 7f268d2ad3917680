import { describe, expect, it } from "vitest";
import { checked, policy } from "./asked.ts";
import { account, run } from "./run.ts";

const arn = (name: string): string => `arn:aws:iam::${account}:role/${name}`;

/** A role as `iam get-account-authorization-details` prints it. */
function role(name: string, own: object, ...managed: readonly string[]): object {
  return {
    RoleName: name,
    Path: "/",
    Arn: arn(name),
    RolePolicyList: [{ PolicyName: "own", PolicyDocument: own }],
    AttachedManagedPolicies: managed.map((PolicyName) => ({
      PolicyName,
      PolicyArn: `arn:aws:iam::aws:policy/${PolicyName}`,
    })),
  };
}

const files = {
  "in/roles.json": {
    RoleDetailList: [
      role(
        "Storage",
        policy({ Effect: "Allow", Action: "ec2:*", Resource: "*" }),
        "AmazonS3FullAccess",
      ),
      role(
        "Tagger",
        policy({ Effect: "Allow", Action: "eks:*", Resource: "*" }),
        "AmazonS3FullAccess",
      ),
    ],
  },
};

async function asked(...words: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await run(["ask", ...words, "--format", "json", "in"], files);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const { answer, witness } = checked(JSON.parse(stdout));
  return `${answer} ${witness?.request.principal ?? ""}`;
}

// Of AWS's managed policies only what they allow of a few calls of EKS is known:
// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
describe("a managed policy of AWS", () => {
  it("tells about tags, and its holder has a witness that decide takes", async () => {
    expect(await asked("change-tag", "--account", account)).toBe(`yes ${arn("Tagger")}`);
    const storage = ["--principal", arn("Storage")];
    expect(await asked("change-tag", "--account", account, ...storage)).toBe("no ");
  });

  it.each([
    { action: "eks:TagResource", principal: arn("Storage"), answer: "no " },
    { action: "s3:GetObject", principal: arn("Storage"), answer: "cannot-tell " },
    { action: "ec2:RunInstances", principal: arn("Storage"), answer: "cannot-tell " },
    { action: "s3:GetObject", principal: "arn:aws:iam::*:role/Sto*", answer: "cannot-tell " },
    { action: "eks:TagResource", principal: "*", answer: `yes ${arn("Tagger")}` },
  ])("$action by $principal: $answer", async ({ action, principal, answer }) => {
    expect(await asked("allowed", "--action", action, "--principal", principal)).toBe(answer);
  });

  it("leaves open what decide says of other calls", async () => {
    const request = {
      principal: arn("Storage"),
      action: "s3:GetObject",
      resource: "arn:aws:s3:::b/k",
    };
    const words = ["decide", "--request", "r.json", "in"];
    const { stdout } = await run(words, { ...files, "r.json": { request } });
    expect(stdout).toMatch(/^undetermined: /);
  });
});
