import { describe, expect, it } from "vitest";
import type { Deployed } from "../../../src/loaders/typescript/cdk/index.ts";
import { plain, resourcesOf } from "./programs.ts";

const account = "111122223333";

/** The name of the cluster that a program makes. */
function nameIn(program: string, address: string, deployed: Partial<Deployed>): unknown {
  const body = resourcesOf({ "app.ts": program }, undefined, deployed).get(address)?.body;
  const name = body?.kind === "map" ? body.get(address === "S/C" ? "Name" : "name") : undefined;
  return name === undefined ? "it is not read" : plain(name);
}

/** What an expression gives in a CDK program. */
function inCdk(
  expression: string,
  deployed: Partial<Deployed> = {},
  env = "",
  before = "",
): unknown {
  const program = `import { App, Aws, CfnParameter, Stack, aws_eks as eks } from "aws-cdk-lib";
const stack = new Stack(new App(), "S"${env});
${before}
new eks.CfnCluster(stack, "C", { name: ${expression} });
`;
  return nameIn(program, "S/C", deployed);
}

/** What an expression gives in a Pulumi program. */
function inPulumi(expression: string, deployed: Partial<Deployed> = {}): unknown {
  const program = `import * as aws from "@pulumi/aws";
const other = new aws.Provider("other", { region: "eu-west-1" });
new aws.eks.Cluster("c", { name: ${expression} });
`;
  return nameIn(program, "aws_eks_cluster.c", deployed);
}

const configured = { accountOfFile: (path: string) => (path === "app.ts" ? account : undefined) };

describe("the account that the configuration tells", () => {
  it.each([
    ["stack.account", "", account],
    ["Stack.of(stack).account", "", account],
    ["Aws.ACCOUNT_ID", "", account],
    ["`a-${Aws.ACCOUNT_ID}`", "", `a-${account}`],
    ["stack.account", ', { env: { account: "444455556666" } }', "444455556666"],
    ["stack.account", ", { env: { account: process.env.CDK_DEFAULT_ACCOUNT } }", account],
  ])("is that of a stack without another: %s%s", (expression, env, expected) => {
    expect(inCdk(expression, configured, env)).toBe(expected);
  });

  it.each([
    ["aws.getCallerIdentityOutput().accountId", account],
    ["aws.getCallerIdentity({}).then((caller) => caller.accountId)", account],
    [
      "aws.getCallerIdentityOutput({}, { provider: other }).accountId",
      "? `aws.getCallerIdentityOutput` is read from AWS",
    ],
    ["aws.getCallerIdentityOutput().arn", "? `aws.getCallerIdentityOutput` is read from AWS"],
  ])("is whose credentials deploy a Pulumi program: %s", (expression, expected) => {
    expect(inPulumi(expression, configured)).toBe(expected);
  });

  it("is not known where it does not tell", () => {
    expect(inCdk("stack.account")).toBe("? `stack.account` is known only after deployment");
    expect(inPulumi("aws.getCallerIdentityOutput().accountId")).toBe(
      "? `aws.getCallerIdentityOutput` is read from AWS",
    );
  });
});

describe("a parameter of a stack is", () => {
  const parameter = (props: string): string =>
    `const p = new CfnParameter(stack, "Name", { ${props} });`;

  it.each([
    ["its default", 'default: "a"', "a"],
    ["the only value that it may have", 'allowedValues: ["a"]', "a"],
    ["not known without either", 'type: "String"', "? the parameter `Name` has no value here"],
    [
      "not known where there are several",
      'allowedValues: ["a", "b"]',
      "? the parameter `Name` has no value here",
    ],
    [
      "not known where it is looked up",
      'type: "AWS::SSM::Parameter::Value<String>", default: "/a"',
      "? the parameter `Name` is looked up when the stack is deployed",
    ],
    [
      "not shown where it is a secret",
      'noEcho: true, default: "a"',
      "? the parameter `Name` is a secret",
    ],
  ])("%s", (_, props, expected) => {
    expect(inCdk("p.valueAsString", {}, "", parameter(props))).toBe(expected);
  });

  it("what the stack is deployed with", () => {
    const deployed = { parameters: new Map([["Name", "given"]]) };
    expect(inCdk("p.valueAsString", deployed, "", parameter('default: "a"'))).toBe("given");
  });

  it("a list where it is read as one", () => {
    expect(inCdk("p.valueAsList", {}, "", parameter('default: "a, b"'))).toEqual(["a", "b"]);
  });
});
