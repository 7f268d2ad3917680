import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Report } from "../../src/model/report.ts";
import { render, type ReportFormat } from "../../src/reporters/index.ts";
import { frame, location, report, result } from "./sample-report.ts";

/** Strings that have hurt terminals, logs, parsers and viewers. */
const known = [
  "",
  "\u001b]0;title\u0007\u001b[2J",
  "\u009b31m",
  "\u202egnp.exe",
  "\r::error file=a.tf,line=1::gone",
  "##[endgroup]",
  "##vso[task.complete result=Succeeded;]",
  "](javascript:alert(1))",
  "[x](1)[y](99)",
  "{0}{1}",
  "</script><script>alert(1)</script>",
  "__proto__",
  "constructor",
  "\ud800",
  "\udc00\ud800",
  "\u2028\u2029\ufeff",
  "%00%2e%2e%2f../../etc/passwd",
  "`| a | b |`",
];

const hostile = fc.oneof(fc.constantFrom(...known), fc.string({ unit: "binary" }));

/** A report in which every text comes from outside. */
function reportOf(texts: readonly string[], mark: readonly [number, number]): Report {
  const [a = "", b = "", c = ""] = texts;
  const line = frame(a + b, mark[0], mark[1], 3);
  const place = location({
    path: a,
    address: b,
    frame: line,
    via: [{ kind: "module", label: c, location: location({ path: b }) }],
  });
  const base = {
    subject: a,
    message: b,
    messageId: c,
    fix: a,
    place,
    related: [{ message: c, place: location({ path: c, frame: line }) }],
    witness: {
      summary: a,
      request: {
        principal: b,
        action: c,
        resource: a,
        context: Object.fromEntries<string | readonly string[]>([
          [a, b],
          [c, [a, b]],
        ]),
      },
    },
    reasons: [{ code: "malformed", detail: b, place: undefined }],
    assumptions: [a, c],
    fingerprint: c,
  } as const;
  return report(
    [
      result(base),
      result({ ...base, subject: c }),
      result({ ...base, verdict: "undetermined" }),
      result({ ...base, rule: b, edit: a }),
      result({ ...base, suppression: { kind: "listed", reason: a } }),
    ],
    {
      notifications: [
        { level: "error", code: a, message: b, path: c, place: undefined },
        { level: "note", code: a, message: b, path: undefined, place },
      ],
    },
  );
}

describe.each<ReportFormat>(["text", "json", "sarif"])("%s", (format) => {
  it("comes without control characters and commands, whatever the input holds", () => {
    fc.assert(
      fc.property(
        fc.array(hostile, { minLength: 3, maxLength: 3 }),
        fc.tuple(fc.integer({ min: -5, max: 50 }), fc.integer({ min: -5, max: 50 })),
        fc.boolean(),
        fc.integer({ min: 0, max: 200 }),
        (texts, mark, flag, width) => {
          const options = { color: false, quiet: flag, full: flag, width };
          const text = render(format, reportOf(texts, mark), options);
          const lines = text.split("\n");
          expect(lines.at(-1)).toBe("");
          expect(lines.filter((line) => /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(line))).toEqual(
            [],
          );
          expect(lines.filter((line) => /^\s*::.*::|##\[|##vso\[/i.test(line))).toEqual([]);
          if (format !== "text") expect(() => void JSON.parse(text)).not.toThrow();
        },
      ),
      { numRuns: 300 },
    );
  });
});
