import { describe, expect, it } from "vitest";
import { compile } from "../../../src/iam/compile.ts";
import { parsePolicy } from "../../../src/iam/document.ts";
import { Allowance, askSampled } from "../../../src/iam/sample/ask.ts";
import { jsonDocument } from "../../../src/source/json/value.ts";

const text = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Deny", Action: "*", Resource: "*" }],
});

function question(allowance: Allowance) {
  const json = jsonDocument({ path: "p.json", text, syntax: "json", confidential: false });
  const parsed = json.ok ? parsePolicy(json.value) : undefined;
  const policies = parsed?.ok === true ? [compile(parsed.document)] : [];
  const request = {
    principal: "arn:aws:iam::111122223333:role/a",
    action: "eks:TagResource",
    resource: "*",
  };
  return {
    layers: { identity: { policies, rest: undefined } },
    requests: [request, { ...request, action: "eks:UntagResource" }],
    fixed: new Set<string>(),
    budget: 10,
    allowance,
  };
}

describe("an allowance that many questions share", () => {
  it("answers as long as it lasts", () => {
    expect(askSampled(question(new Allowance(2)))).toMatchObject({ answer: "no" });
  });

  it("cannot tell once it is used up, and never passes", () => {
    const allowance = new Allowance(3);
    expect(askSampled(question(allowance))).toMatchObject({ answer: "no" });
    expect(askSampled(question(allowance))).toMatchObject({
      answer: "cannot-tell",
      reasons: [{ code: "too-large" }],
    });
  });
});
