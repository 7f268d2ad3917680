import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { ReportedResult } from "../../../src/model/report.ts";
import { renderSarif } from "../../../src/reporters/sarif.ts";
import { limits } from "../../../src/reporters/sarif/limits.ts";
import { frame, location, report, result } from "../sample-report.ts";
import { notificationsOf, resultsOf } from "./parsed.ts";

const github = { full: false };

/** Results that one edit each mends. */
function many(count: number, make: (index: number) => Partial<ReportedResult>): ReportedResult[] {
  return Array.from({ length: count }, (_, index) =>
    result({ edit: `e${index}`, fingerprint: `f${index}`, ...make(index) }),
  );
}

const told = (text: string): (string | undefined)[][] =>
  notificationsOf(text).map(({ descriptor, message }) => [descriptor?.id, message.text]);

// https://docs.github.com/en/code-security/code-scanning/troubleshooting-sarif-uploads/results-exceed-limit
describe("limits of GitHub code scanning", () => {
  it("writes at most 25,000 results, the gravest ones, in their order", () => {
    const results = many(30_000, (index) => ({
      level: index % 6 === 0 ? "note" : index % 2 === 0 ? "warning" : "error",
      place: location({
        region: { startLine: index + 1, startColumn: 1, endLine: index + 1, endColumn: 2 },
      }),
    }));
    const text = renderSarif(report(results), github);
    const written = resultsOf(text);
    expect(written.map(({ partialFingerprints }) => partialFingerprints?.["guardlint/v1"])).toEqual(
      results.filter(({ level }) => level !== "note").map(({ fingerprint }) => fingerprint),
    );
    expect(told(text)).toEqual([
      [
        "results-left-out",
        "25000 of 30000 results written, the gravest ones, because GitHub code scanning takes no larger file.",
      ],
      ["results-not-shown", "GitHub code scanning shows the gravest 5000 of 25000 results."],
    ]);
  });

  it("writes at most 100 locations of a result", () => {
    const related = Array.from({ length: 150 }, (_, index) => ({
      message: `Number ${index}`,
      place: location(),
    }));
    const text = renderSarif(report([result({ related })]), github);
    expect(resultsOf(text)[0]?.relatedLocations?.map(({ id }) => id)).toEqual(
      Array.from({ length: 99 }, (_, index) => index + 1),
    );
    expect(told(text)).toEqual([
      [
        "locations-left-out",
        "51 related locations left out, because GitHub code scanning shows 100 locations of a result.",
      ],
    ]);
  });

  it("writes at most 1,000 steps of a result's code flows, the nearest ones", () => {
    const via = Array.from({ length: 12_000 }, (_, index) => ({
      kind: "module" as const,
      label: `module.m${index}`,
      location: location(),
    }));
    const text = renderSarif(report([result({ place: location({ via }) })]), github);
    const [flow, ...others] = resultsOf(text)[0]?.codeFlows ?? [];
    const steps = flow?.threadFlows[0]?.locations ?? [];
    expect(others).toEqual([]);
    expect(steps.length).toBe(1_000);
    expect(steps.at(0)?.location?.message?.text).toBe("module.m11001.");
    expect(told(text)).toEqual([
      [
        "steps-left-out",
        "11001 steps of code flows left out, because GitHub code scanning shows 1000 steps of a result.",
      ],
    ]);
  });

  it("leaves out quoted lines, then results, until the file is small enough", () => {
    const noise = (): string => randomBytes(600).toString("base64");
    const quoted = many(20_000, () => ({
      place: location({ frame: frame(noise(), 0, 1) }),
    }));
    const lean = renderSarif(report(quoted), github);
    expect(gzipSync(lean).length).toBeLessThanOrEqual(limits.gzippedBytes);
    expect(resultsOf(lean).length).toBe(20_000);
    expect(told(lean)[0]).toEqual([
      "details-left-out",
      "Quoted lines and code flows are left out, because GitHub code scanning takes no larger file.",
    ]);

    const long = many(20_000, () => ({ message: noise() }));
    const short = renderSarif(report(long), github);
    expect(gzipSync(short).length).toBeLessThanOrEqual(limits.gzippedBytes);
    expect(resultsOf(short).length).toBe(5_000);
    expect(told(short)[1]).toEqual([
      "results-left-out",
      "5000 of 20000 results written, the gravest ones, because GitHub code scanning takes no larger file.",
    ]);
  }, 60_000);

  it("writes at most 1,000 notifications, and how many more there are", () => {
    const notifications = Array.from({ length: 1_500 }, (_, index) => ({
      level: index === 1_400 ? ("error" as const) : ("note" as const),
      code: "a",
      message: `Number ${index}`,
      path: undefined,
      place: undefined,
    }));
    const texts = told(renderSarif(report([], { notifications }), github));
    expect(texts.length).toBe(1_001);
    expect(texts[0]).toEqual(["a", "Number 1400."]);
    expect(texts[1_000]).toEqual([
      "notifications-left-out",
      "500 further notifications left out, none graver than these.",
    ]);
  });
});
