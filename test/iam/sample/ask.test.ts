import { describe, expect, test } from "vitest";
import { compile } from "../../../src/iam/compile.ts";
import { policySet, type Layers } from "../../../src/iam/layers.ts";
import type { RequestInput } from "../../../src/iam/request.ts";
import { askSampled } from "../../../src/iam/sample/ask.ts";
import { documentOf } from "../../rules/reading/documents.ts";

const allow = { Effect: "Allow", Action: "*", Resource: "*" };
const deny = (Condition: object) => ({ Effect: "Deny", Action: "*", Resource: "*", Condition });
const layers = (...statements: readonly object[]): Layers => ({
  identity: policySet([compile(documentOf(...statements))]),
});
const request = (name: string): RequestInput => ({
  principal: `arn:aws:iam::111122223333:role/${name}`,
  action: "eks:TagResource",
  resource: "*",
});
const fixed = new Set(["aws:principalarn"]);

describe("asking representative requests", () => {
  test("the plainest request that gets through is the answer", () => {
    const answer = askSampled({
      layers: layers(allow, deny({ StringNotEquals: { "aws:SourceVpc": "vpc-1" } })),
      requests: [request("a")],
      fixed,
      budget: 100,
    });
    expect(answer.answer === "yes" ? answer.request : answer.answer).toEqual({
      ...request("a"),
      context: { "aws:SourceVpc": "vpc-1" },
    });
  });

  test("keys that are fixed or stated are not chosen", () => {
    const question = {
      layers: layers(allow, deny({ StringNotEquals: { "aws:SourceVpc": "vpc-1" } })),
      budget: 100,
    };
    const stated = { ...request("a"), context: { "aws:SourceVPC": "vpc-2" } };
    expect(askSampled({ ...question, requests: [stated], fixed }).answer).toBe("no");
    const bound = new Set(["aws:sourcevpc"]);
    expect(askSampled({ ...question, requests: [request("a")], fixed: bound }).answer).toBe("no");
  });

  test("every request is asked, however small the budget", () => {
    const requests = Array.from({ length: 50 }, (_, index) => request(`r${index}`));
    const answer = askSampled({
      layers: layers(
        allow,
        deny({
          ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/r49" },
          StringEquals: { "aws:ViaAWSService": ["a", "b"] },
        }),
        deny({
          ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/r49" },
        }),
      ),
      requests,
      fixed,
      budget: 1,
    });
    expect(answer.answer === "yes" ? answer.request.principal : answer.answer).toBe(
      "arn:aws:iam::111122223333:role/r49",
    );
  });

  test("a denial comes with its decision, an open question with its reasons", () => {
    const no = askSampled({
      layers: layers(allow, deny({})),
      requests: [request("a")],
      fixed,
      budget: 10,
    });
    expect(no.answer === "no" ? no.denied?.decision : no.answer).toBe("explicitly-denied");
    const open = askSampled({
      layers: layers(allow, deny({ StringEquals: { "aws:TagKeys": "Team" } })),
      requests: [{ ...request("a"), context: { "aws:TagKeys": ["Team", "Note"] } }],
      fixed: new Set(["aws:principalarn", "aws:tagkeys"]),
      budget: 10,
    });
    expect(open.answer === "cannot-tell" ? open.reasons.map(({ code }) => code) : []).toEqual([
      "unspecified-by-aws",
    ]);
  });
});
