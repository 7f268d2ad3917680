import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { runDecide, type DecideInput, type DecideOutput } from "../../src/commands/decide.ts";
import { compile } from "../../src/iam/compile.ts";
import { parsePolicy } from "../../src/iam/document.ts";
import { policySet } from "../../src/iam/layers.ts";
import { jsonSource, requestValue } from "../iam/request-value.ts";

function schema(name: string): object {
  const file = new URL(`../../schema/${name}.schema.json`, import.meta.url);
  const parsed: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (typeof parsed !== "object" || parsed === null) throw new Error(`${name} is no schema`);
  return parsed;
}
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
const isRequest = ajv.compile(schema("request"));
const isDecision = ajv.compile(schema("decision"));

const allow = { Effect: "Allow", Action: "*", Resource: "*" };
const protect = {
  Sid: "ProtectTag",
  Effect: "Deny",
  Action: ["eks:TagResource", "eks:UntagResource"],
  Resource: "*",
  Condition: {
    "ForAnyValue:StringEquals": { "aws:TagKeys": ["GuardDutyManaged"] },
    ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/GuardrailAdmin" },
  },
};
const policy = (...statements: readonly object[]) => ({
  Version: "2012-10-17",
  Statement: statements,
});
const request = {
  principal: "arn:aws:iam::111122223333:role/Developer",
  action: "eks:TagResource",
  resource: "arn:aws:eks:eu-west-1:111122223333:cluster/payments",
  context: { "aws:RequestTag/GuardDutyManaged": "false" },
};
const denied = {
  request,
  policies: { scp: [[policy(allow, protect)]], identity: [JSON.stringify(policy(allow))] },
};

function run(text: string, options: Partial<DecideInput> = {}): DecideOutput {
  return runDecide({
    source: jsonSource(text),
    lines: false,
    format: "json",
    policiesFor: undefined,
    ...options,
  });
}

function answer(input: unknown, told = ""): unknown {
  const output = run(JSON.stringify(input));
  expect(output.stderr).toContain(told);
  expect(output.stderr === "").toBe(told === "");
  return JSON.parse(output.stdout);
}

describe("the answer as JSON", () => {
  test("names the statement that denies, with its place", () => {
    const output = run(JSON.stringify(denied, undefined, 2));
    expect(output.exitCode).toBe(0);
    expect(JSON.parse(output.stdout)).toMatchObject({
      decision: "explicitly-denied",
      permitted: "no",
      determining: [
        {
          layer: "scp",
          level: 0,
          document: 0,
          statement: 1,
          sid: "ProtectTag",
          effect: "Deny",
          matches: "yes",
          location: { path: "request.json", region: { startLine: 21, startColumn: 13 } },
        },
      ],
      blockedBy: [{ layer: "scp", level: 0 }],
      reasons: [],
    });
  });

  test("says why each other statement does not match", () => {
    const exempt = { ...request, principal: "arn:aws:iam::111122223333:role/GuardrailAdmin" };
    expect(answer({ ...denied, request: exempt })).toMatchObject({
      decision: "allowed",
      statements: [
        { effect: "Allow", matches: "yes" },
        {
          effect: "Deny",
          matches: "no",
          because:
            'its condition `ArnNotLike` on `aws:PrincipalArn` with "arn:aws:iam::*:role/GuardrailAdmin" is not met: the request has "arn:aws:iam::111122223333:role/GuardrailAdmin"',
        },
        { layer: "identity", effect: "Allow", matches: "yes" },
      ],
    });
  });

  test("gives the reasons of what stays open, and where", () => {
    const statement = {
      Effect: "Deny",
      Action: "eks:*",
      Resource: "*",
      Condition: { StringEquals: { "aws:TagKeys": "GuardDutyManaged" } },
    };
    expect(answer({ request, policies: { identity: [policy(allow, statement)] } })).toMatchObject({
      decision: "undetermined",
      permitted: "unknown",
      determining: [{ statement: 1, matches: "unknown" }],
      reasons: [
        {
          code: "unspecified-by-aws",
          detail:
            "`aws:TagKeys` holds several values, and AWS does not say what `StringEquals` means for it without `ForAnyValue` or `ForAllValues`",
          location: { path: "request.json" },
        },
      ],
    });
  });

  test("says what it takes for granted", () => {
    const bucket = {
      principal: "arn:aws:iam::111122223333:user/ana",
      action: "s3:GetObject",
      resource: "arn:aws:s3:::amzn-s3-demo-bucket/x",
    };
    expect(
      answer({ request: bucket, policies: { identity: [policy(allow)], resource: [] } }),
    ).toMatchObject({
      decision: "allowed",
      assumptions: [
        "The resource is taken to be in the principal's own account, because nothing tells its account; `aws:ResourceAccount` in the context can.",
      ],
    });
  });

  test.each([
    ["a denial", denied],
    ["an implicit denial", { request, policies: { identity: [] } }],
    ["no layer", { request, policies: {} }],
    [
      "an open answer",
      { request, policies: { identity: [policy({ ...allow, Condition: { Same: { a: "b" } } })] } },
    ],
  ])("keeps to its schema: %s", (_name, input) => {
    expect(isRequest(input), JSON.stringify(isRequest.errors)).toBe(true);
    const output: unknown = JSON.parse(run(JSON.stringify(input)).stdout);
    expect(isDecision(output), JSON.stringify(isDecision.errors)).toBe(true);
  });
});

describe("the answer as text", () => {
  test("shows the decision, the determining statements and the others", () => {
    expect(run(JSON.stringify(denied, undefined, 2), { format: "text" }).stdout).toBe(
      [
        "explicitly-denied: eks:TagResource on arn:aws:eks:eu-west-1:111122223333:cluster/payments",
        "",
        "Determining statements:",
        "  Deny  scp level 1, document 1, statement 2 (ProtectTag)  request.json:21:13",
        "",
        "Other statements:",
        "  Allow  scp level 1, document 1, statement 1  request.json:16:13",
        "    It matches, but does not decide.",
        "  Allow  identity, document 1, statement 1  request.json:45:51",
        "    It matches, but does not decide.",
        "",
      ].join("\n"),
    );
  });
});

describe("several requests", () => {
  const line = JSON.stringify(denied);

  const linesOf = (output: DecideOutput): readonly unknown[] =>
    output.stdout
      .trimEnd()
      .split("\n")
      .map((text): unknown => JSON.parse(text));

  test("get one line of JSON each, in whatever format", () => {
    const output = run(`${line}\n\n${line}\r\n`, { lines: true, format: "text" });
    expect(output.exitCode).toBe(0);
    const answers = linesOf(output);
    expect(answers).toMatchObject([
      {
        decision: "explicitly-denied",
        determining: [{ location: { region: { startLine: 1 } } }],
      },
      {
        decision: "explicitly-denied",
        determining: [{ location: { region: { startLine: 3 } } }],
      },
    ]);
    expect(answers.map((answer) => isDecision(answer))).toEqual([true, true]);
  });

  test("a bad line gets its error, and the others their answers", () => {
    const output = run(`${line}\n{"request": \n${line}\n{"request": 1}`, { lines: true });
    expect(output.exitCode).toBe(2);
    const answers = linesOf(output);
    const message = "`request` is an object with `principal`, `action` and `resource`";
    expect(answers).toMatchObject([
      { decision: "explicitly-denied" },
      { error: { line: 2 } },
      { decision: "explicitly-denied" },
      { error: { message, line: 4, column: 13 } },
    ]);
    expect(answers.map((answer) => isDecision(answer))).toEqual([true, true, true, true]);
  });

  test("none at all is an error", () => {
    expect(run("\n\n", { lines: true })).toEqual({
      stdout: "",
      stderr: "request.json: error: there is no request in the file\n",
      exitCode: 2,
    });
  });
});

describe("bad requests", () => {
  const policies = { identity: [policy(allow)] };
  test.each([
    ["{", "1:2: error: not JSON:"],
    ["[]", "1:1: error: a request file is an object with `request` and `policies`"],
    ["{}", "error: `request` is an object with `principal`, `action` and `resource`"],
    [JSON.stringify({ request, policies, polices: {} }), "`polices` is no part of a request file"],
    [
      JSON.stringify({ request: { ...request, action: "eks:*" }, policies }),
      "`eks:*` is no action",
    ],
    [
      JSON.stringify({ request: { ...request, principal: "Developer" }, policies }),
      "`Developer` is no principal",
    ],
    [
      JSON.stringify({ request: { ...request, resource: "payments" }, policies }),
      "`payments` is no resource",
    ],
    [
      JSON.stringify({ request: { ...request, action: undefined }, policies }),
      "the request has no `action`",
    ],
    [
      JSON.stringify({ request: { ...request, context: { a: null } }, policies }),
      "the condition key `a` has a text",
    ],
    [
      JSON.stringify({ request: { ...request, context: { a: "1", A: "2" } }, policies }),
      "the condition key `A` is given twice",
    ],
    [JSON.stringify({ request, policies: { scps: [] } }), "`scps` is no kind of policy"],
    [
      JSON.stringify({ request, policies: { scp: [policy(allow)] } }),
      "a level of `scp` is a list of policies",
    ],
    [JSON.stringify({ request, policies: { identity: ["{"] } }), "a policy in a string is no JSON"],
    [
      JSON.stringify({ request, policies: { identity: [policy({ Effect: "allow" })] } }),
      "`Effect` is `Allow` or `Deny`",
    ],
    [
      JSON.stringify({ request: { ...request, context: { a: "x".repeat(8193) } }, policies }),
      "`context` holds a text of more than 8192 characters",
    ],
    ['{"request": {}, "request": {}}', "1:17: error: `request` is stated twice"],
    [JSON.stringify({ request }), "the file names no `policies`"],
    [`{"request": ${"[".repeat(100_000)}`, "error: not JSON"],
  ])("%#: tell what is wrong and where", (text, message) => {
    const output = run(text);
    expect(output.exitCode).toBe(2);
    expect(output.stdout).toBe("");
    expect(output.stderr).toContain(message);
    expect(output.stderr).toMatch(/^request\.json:\d+:\d+: error: /);
  });

  test("hostile patterns take no time to speak of", () => {
    const pattern = `${"*a".repeat(1000)}*${"a".repeat(4000)}b`;
    const value = "a".repeat(8000);
    const condition = { StringLike: { "aws:username": pattern } };
    const hostile = { ...allow, Condition: condition };
    const asked = { ...request, context: { "aws:username": value } };
    const started = performance.now();
    const text = JSON.stringify({ request: asked, policies: { identity: [policy(hostile)] } });
    expect(JSON.parse(run(text).stdout)).toMatchObject({ decision: "implicitly-denied" });
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test("a text longer than any policy stays open", () => {
    const long = { ...allow, Resource: "*".repeat(32_769) };
    expect(answer({ request, policies: { identity: [policy(long)] } }, "warning")).toMatchObject({
      decision: "undetermined",
      reasons: [{ code: "too-large" }],
      warnings: [{ message: "`Resource` is longer than any policy that AWS takes" }],
    });
  });

  test("names of JavaScript's own are names like others", () => {
    const text = `{"request": {"principal": "*", "action": "s3:GetObject", "resource": "*",
      "context": {"__proto__": "x", "constructor": "y"}}, "policies": {"endpoint": []}}`;
    expect(JSON.parse(run(text).stdout)).toMatchObject({ decision: "implicitly-denied" });
  });
});

describe("policies of elsewhere", () => {
  test("apply where the file names none", () => {
    const outcome = parsePolicy(requestValue(policy(allow)));
    if (!outcome.ok) throw new Error("the policy of this test is no policy");
    const identity = policySet([compile(outcome.document)]);
    const output = run(JSON.stringify({ request }), {
      policiesFor: (asked) =>
        asked.principal.kind === "role"
          ? { ok: true, layers: { identity }, assumptions: ["The policy is taken to be attached."] }
          : { ok: false, message: "nothing is known about it" },
    });
    expect(JSON.parse(output.stdout)).toMatchObject({
      decision: "allowed",
      assumptions: ["The policy is taken to be attached."],
    });
  });

  test("may not be there", () => {
    const output = run(JSON.stringify({ request }), {
      policiesFor: () => ({ ok: false, message: "no PATH tells the policies of the role" }),
    });
    expect(output).toMatchObject({
      exitCode: 2,
      stderr: "request.json:1:1: error: no PATH tells the policies of the role\n",
    });
  });
});
