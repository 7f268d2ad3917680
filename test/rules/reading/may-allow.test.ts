import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePolicy } from "../../../src/iam/document.ts";
import { mayAllow, textMayAllow } from "../../../src/rules/reading/may-allow.ts";
import { jsonDocument } from "../../../src/source/json/value.ts";

const tagging = ["eks:tagresource", "eks:untagresource"];

function documentOf(text: string) {
  const json = jsonDocument({ path: "p.json", text, syntax: "json", confidential: false });
  const parsed = json.ok ? parsePolicy(json.value) : undefined;
  return parsed?.ok === true ? parsed.document : undefined;
}

function policy(statement: object): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Resource: "*", ...statement }] });
}

describe("whether a policy can allow tagging", () => {
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html
  it.each([
    ["the action", { Effect: "Allow", Action: "eks:TagResource" }, true],
    ["in another case", { Effect: "Allow", Action: "EKS:tagresource" }, true],
    ["in a list", { Effect: "Allow", Action: ["s3:GetObject", "eks:UntagResource"] }, true],
    ["everything", { Effect: "Allow", Action: "*" }, true],
    ["a wildcard in the service", { Effect: "Allow", Action: "e?s:*" }, true],
    ["everything but", { Effect: "Allow", NotAction: "iam:*" }, true],
    ["everything but EKS", { Effect: "Allow", NotAction: "eks:*" }, false],
    ["another action of EKS", { Effect: "Allow", Action: "eks:DescribeCluster" }, false],
    ["another service, on every resource", { Effect: "Allow", Action: ["s3:GetObject"] }, false],
    ["a deny", { Effect: "Deny", Action: "eks:*" }, false],
  ])("%s", (_, statement, expected) => {
    const text = policy(statement);
    const document = documentOf(text);
    expect(document === undefined ? undefined : mayAllow(document, tagging)).toBe(expected);
    if (expected) expect(textMayAllow(text, "eks")).toBe(true);
  });

  it("is told from the text alone where every action is plain", () => {
    expect(
      textMayAllow(policy({ Effect: "Allow", Action: ["s3:GetObject", "s3:Put"] }), "eks"),
    ).toBe(false);
  });

  it.each([
    [
      "an escape hides the service",
      '{"Statement":[{"Effect":"Allow","Action":"\\u0065ks:TagResource"}]}',
    ],
    ["an escape hides the key", '{"Statement":[{"Effect":"Allow","\\u0041ction":"*"}]}'],
    ["a bracket inside an action", '{"Statement":[{"Effect":"Allow","Action":["a]", "*"]}]}'],
    [
      "a wildcard follows a plain action",
      '{"Statement":[{"Effect":"Allow","Action":"s3:Get"},{"Effect":"Allow","Action":"*"}]}',
    ],
    ["the key's name is a value", '{"Statement":[{"Sid":"Action","Action":"s3:Get"}]}'],
    ["what is no JSON", '{"Statement":[{"Effect":"Allow","Action":[*'],
  ])("is not ruled out where %s", (_, text) => {
    expect(textMayAllow(text, "eks")).toBe(true);
  });

  it("never rules out by the text what the document allows", () => {
    const action = fc.constantFrom(
      "s3:Get",
      "eks:TagResource",
      "*",
      "e*:Tag*",
      "ec2:*",
      "eKs:UntagResource",
    );
    const statement = fc.record({
      Effect: fc.constantFrom("Allow", "Deny"),
      Action: fc.oneof(action, fc.array(action, { minLength: 1 })),
    });
    fc.assert(
      fc.property(statement, fc.nat(4), (made, indent) => {
        const text = JSON.stringify(
          { Version: "2012-10-17", Statement: [{ ...made, Resource: "*" }] },
          null,
          indent,
        );
        const document = documentOf(text);
        if (document !== undefined && mayAllow(document, tagging)) {
          expect(textMayAllow(text, "eks")).toBe(true);
        }
      }),
    );
  });
});
