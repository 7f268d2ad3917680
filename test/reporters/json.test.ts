import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { renderJson } from "../../src/reporters/json.ts";
import { fullReport, location, report, result } from "./sample-report.ts";

const schema: unknown = JSON.parse(
  readFileSync(new URL("../../schema/report.schema.json", import.meta.url), "utf8"),
);

/** What the schema finds wrong with a report. */
function mistakes(text: string): unknown {
  if (typeof schema !== "object" || schema === null) return "no schema";
  const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(
    schema,
  );
  return validate(JSON.parse(text)) ? [] : validate.errors;
}

describe("renderJson", () => {
  it("writes what its schema describes", () => {
    expect(mistakes(renderJson(fullReport()))).toEqual([]);
    expect(mistakes(renderJson(report([])))).toEqual([]);
    const timed = report([], { timing: [{ phase: "read", milliseconds: 1.5 }] });
    expect(mistakes(renderJson(timed))).toEqual([]);
  });

  it("writes one result for each rule and subject, with everything about it", () => {
    const parsed: unknown = JSON.parse(renderJson(fullReport()));
    const at = {
      path: "plans/payments.json",
      region: { startLine: 12, startColumn: 5, endLine: 12, endColumn: 11 },
    };
    const endpoint = { ...at, address: 'module.network["a"].aws_vpc_endpoint.guardduty' };
    const first = {
      rule: "endpoint-open-to-other-accounts",
      verdict: "violated",
      level: "error",
      subject: 'module.network["a"].aws_vpc_endpoint.guardduty',
      message: "The endpoint lets principals of every account send telemetry",
      messageId: "open",
      location: endpoint,
      via: [
        {
          kind: "module",
          label: 'module.network["a"]',
          location: {
            path: "plans/main.tf",
            region: { startLine: 3, startColumn: 1, endLine: 3, endColumn: 17 },
            address: null,
          },
        },
        { kind: "variable", label: "var.policy", location: null },
      ],
      related: [
        {
          message: "the cluster that sends through it",
          location: {
            path: "plans/cluster set.yaml",
            region: { startLine: 2, startColumn: 3, endLine: 4, endColumn: 1 },
            address: "aws_eks_cluster.main",
          },
        },
      ],
      witness: {
        summary: "A role of account 444455556666 sends telemetry through the endpoint",
        request: {
          principal: "arn:aws:iam::444455556666:role/any",
          action: "guardduty:SendSecurityTelemetry",
          resource: "*",
          context: { "aws:PrincipalAccount": "444455556666", "aws:TagKeys": ["a", "b"] },
        },
        then: [],
      },
      reason: null,
      reasons: [],
      basis: null,
      assumptions: ["Account 111122223333, which the policy names, is trusted"],
      fix: 'Add this statement:\n{\n  "Effect": "Deny"\n}',
      fingerprint: "f1",
      edit: "e1",
      suppression: null,
    };
    expect(parsed).toMatchObject({
      schema: "guardlint-report/1",
      tool: { name: "guardlint", version: "1.2.3" },
      undetermined: "pass",
      timing: null,
      summary: {
        files: { read: 4, loaded: 2, failed: 1 },
        rules: 2,
        results: { total: 6, violated: 3, satisfied: 1, undetermined: 1, suppressed: 1 },
        levels: { error: 2, warning: 1, note: 0 },
      },
      notifications: [
        {
          level: "note",
          code: "fargate-only",
          message: "Cluster fargate has no nodes for the agent",
          path: "plans/payments.json",
          location: { ...at, address: "aws_vpc_endpoint.guardduty" },
        },
        {
          level: "error",
          code: "malformed-json",
          message: "The file ends inside a string",
          path: "plans/cut.json",
          location: null,
        },
      ],
      results: [
        { verdict: "satisfied", subject: "aws_vpc_endpoint.good", basis: "proved" },
        {
          verdict: "undetermined",
          subject: "aws_vpc_endpoint.other",
          reason: "the policy is known after apply",
          reasons: [
            {
              code: "known-after-apply",
              detail: "the policy is known after apply",
              location: null,
            },
          ],
        },
        first,
        { ...first, subject: 'module.network["b"].aws_vpc_endpoint.guardduty' },
        { subject: "lab", suppression: { kind: "listed", reason: "no workloads" } },
        { subject: "payments", suppression: null },
      ],
    });
  });

  it("tells where a reason stands", () => {
    const place = location({ path: "main.tf", address: "aws_vpc.main" });
    const reasons = [
      { code: "not-in-input", detail: "the VPC is elsewhere", place },
      { code: "malformed", detail: "its tags are no map", place: undefined },
    ] as const;
    const parsed: unknown = JSON.parse(
      renderJson(report([result({ verdict: "undetermined", reasons })])),
    );
    expect(parsed).toMatchObject({
      results: [
        {
          reason: "the VPC is elsewhere; its tags are no map",
          reasons: [
            {
              code: "not-in-input",
              detail: "the VPC is elsewhere",
              location: {
                path: "main.tf",
                region: { startLine: 12, startColumn: 5, endLine: 12, endColumn: 11 },
                address: "aws_vpc.main",
              },
            },
            { code: "malformed", detail: "its tags are no map", location: null },
          ],
        },
      ],
    });
  });

  it("is the same whatever order results come in", () => {
    const { results, ...rest } = fullReport();
    expect(renderJson({ ...rest, results: results.toReversed() })).toBe(
      renderJson({ ...rest, results }),
    );
  });

  it("escapes what is not printable so that a parser reads the same text", () => {
    const message = "\u0000\u001b\u007f\u009b\u2028\u202e\u{e0041} ::a::b ##[group]";
    const text = renderJson(report([result({ message, place: location({ path: message }) })]));
    expect(text).toContain(
      String.raw`"\u0000\u001b\u007f\u009b\u2028\u202e\udb40\udc41 ::a::b #\u0023[group]"`,
    );
    expect(JSON.parse(text)).toMatchObject({ results: [{ message, location: { path: message } }] });
  });

  it("replaces half a surrogate pair, which parsers refuse", () => {
    const text = renderJson(report([result({ message: "a\ud800b", subject: "\\ud800 🎉" })]));
    expect(JSON.parse(text)).toMatchObject({
      results: [{ message: "a\ufffdb", subject: "\\ud800 🎉" }],
    });
  });

  it("takes __proto__ as a condition key", () => {
    const context = Object.fromEntries([["__proto__", "a"]]);
    const request = { principal: "p", action: "a", resource: "*", context };
    const text = renderJson(report([result({ witness: { summary: "s", request } })]));
    expect(text).toContain('"context": {\n            "__proto__": "a"\n          }');
  });
});
