import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeReport } from "../../src/engine/report.ts";
import { suppressor } from "../../src/engine/suppress.ts";
import type { Result } from "../../src/model/finding.ts";
import type { Report } from "../../src/model/report.ts";
import type { Suppression } from "../../src/model/settings.ts";
import { placeOf, resultAt, ruleOf, sourceOf } from "./results.ts";

const words = ["one", "two", "three", "four"];
const sources = ["b.yaml", "a.yaml"].map((path) => sourceOf(words.join("\n"), path));

const results = fc.array(
  fc
    .record({
      rule: fc.constantFrom("open-door", "wide-gate"),
      verdict: fc.constantFrom("violated", "satisfied", "undetermined"),
      level: fc.constantFrom("error", "warning", "note"),
      subject: fc.constantFrom("a", "b", "c"),
      source: fc.constantFrom(...sources),
      word: fc.constantFrom(...words),
    })
    .map(({ source, word, ...more }): Result => resultAt(placeOf(source, word), more)),
  { maxLength: 20 },
);

const suppressions = fc.array(
  fc
    .record({
      rule: fc.constantFrom("open-door", "wide-gate"),
      subject: fc.constantFrom("a", "*", undefined),
      path: fc.constantFrom("a.yaml", "c.yaml", undefined),
      expires: fc.constantFrom("2026-11-20", "2026-11-21", undefined),
    })
    .map((one): Suppression => ({
      ...one,
      reason: "known",
      place: placeOf(sourceOf("suppression", "guardlint.yaml")),
    })),
  { maxLength: 3 },
);

function reportOf(some: readonly Result[], listed: readonly Suppression[] = []): Report {
  const ids = ["wide-gate", "open-door"];
  return makeReport({
    version: "1.2.3",
    rules: ids.map((id) => ({ rule: ruleOf(id, () => undefined), level: "warning" })),
    results: some,
    notifications: [],
    suppressor: suppressor(
      listed,
      [],
      "2026-11-21",
      new Set(ids),
      (pattern, path) => pattern === path,
    ),
    outlineOf: () => undefined,
    files: { read: 2, loaded: 1, failed: 0 },
    undetermined: "pass",
  });
}

describe("a report", () => {
  it("adds up", () => {
    fc.assert(
      fc.property(results, suppressions, (some, listed) => {
        const report = reportOf(some, listed);
        const { violated, satisfied, undetermined, suppressed, total } = report.summary.results;
        expect(total).toBe(some.length);
        expect(violated + satisfied + undetermined + suppressed).toBe(total);
        const { error, warning, note } = report.summary.levels;
        expect(error + warning + note).toBe(violated);
        expect(suppressed).toBe(
          report.results.filter(({ suppression }) => suppression !== undefined).length,
        );
        const open = report.results.filter(({ suppression }) => suppression === undefined);
        expect(error).toBe(
          open.filter(({ verdict, level }) => verdict === "violated" && level === "error").length,
        );
        expect(satisfied).toBe(some.filter(({ verdict }) => verdict === "satisfied").length);
      }),
    );
  });

  it("is in the order of files, lines, columns, rules and subjects, whatever the order of answers", () => {
    fc.assert(
      fc.property(results, (some) => {
        const keys = reportOf(some)
          .results.filter(({ verdict }) => verdict !== "satisfied")
          .map(({ place, rule, subject }) => [
            ...[place.path, place.region.startLine, place.region.startColumn, rule, subject],
          ]);
        const sorted = [...keys].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
        expect(keys).toEqual(sorted);
        const again = reportOf([...some].reverse()).results;
        expect(again.map(({ fingerprint }) => fingerprint).sort()).toEqual(
          reportOf(some)
            .results.map(({ fingerprint }) => fingerprint)
            .sort(),
        );
      }),
    );
  });

  it("has the satisfied results behind the others, in the order of files, rules and subjects", () => {
    fc.assert(
      fc.property(results, (some) => {
        const all = reportOf(some).results;
        const from = all.findIndex(({ verdict }) => verdict === "satisfied");
        const satisfied = from === -1 ? [] : all.slice(from);
        expect(new Set(satisfied.map(({ verdict }) => verdict)).size).toBeLessThan(2);
        const keys = satisfied.map(({ place, rule, subject }) => [place.path, rule, subject]);
        const sorted = [...keys].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
        expect(keys).toEqual(sorted);
      }),
    );
  });

  it("names the rules that ran in the order of their ids", () => {
    expect(reportOf([]).rules.map(({ id, level }) => [id, level])).toEqual([
      ["open-door", "warning"],
      ["wide-gate", "warning"],
    ]);
  });

  it("locates everything that a result and a notification speak of", () => {
    const [source = sourceOf("")] = sources;
    const reason = { code: "not-in-input", detail: "it is dark" } as const;
    const report = reportOf(
      [
        resultAt(placeOf(source, "two"), {
          related: [{ message: "beside", place: placeOf(source, "three") }],
          reasons: [
            { ...reason, place: placeOf(source, "four") },
            { ...reason, place: undefined },
          ],
        }),
      ],
      [
        {
          rule: "open-door",
          subject: "nobody",
          path: undefined,
          reason: "known",
          expires: undefined,
          place: placeOf(source, "one"),
        },
      ],
    );
    const [result] = report.results;
    expect(result?.place.region.startLine).toBe(2);
    expect(result?.related.map(({ place }) => place.region.startLine)).toEqual([3]);
    expect(result?.reasons.map(({ place }) => place?.region.startLine)).toEqual([4, undefined]);
    expect(report.notifications.map(({ code, place }) => [code, place?.region.startLine])).toEqual([
      ["unused-suppression", 1],
    ]);
  });
});
