import { describe, expect, it } from "vitest";
import type { Result } from "../../src/model/finding.ts";
import type { Report } from "../../src/model/report.ts";
import { exitCodeOf } from "../../src/run/exit-code.ts";

interface Options {
  readonly failOn?: "error" | "warning" | "note";
  readonly undetermined?: "pass" | "fail";
  readonly noInputs?: "pass" | "fail";
}

function report(what: {
  readonly results?: readonly (Pick<Result, "verdict" | "level"> & { suppressed?: boolean })[];
  readonly told?: "error" | "warning" | "note";
  readonly loaded?: number;
}): Parameters<typeof exitCodeOf>[0] {
  const frame = { lines: [] };
  const region = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 };
  const place = { path: "a", region, address: undefined, via: [], frame };
  const counts = { violated: 0, satisfied: 0, undetermined: 0, suppressed: 0, total: 0 };
  const made: Report = {
    tool: { name: "guardlint", version: "1.2.3" },
    rules: [],
    results: (what.results ?? []).map(({ suppressed, ...one }) => ({
      ...one,
      rule: "open-door",
      subject: "door",
      message: "It is open",
      messageId: "open",
      fix: undefined,
      place,
      related: [],
      witness: undefined,
      reasons: [],
      basis: undefined,
      assumptions: [],
      fingerprint: "",
      edit: "",
      suppression: suppressed === true ? { reason: "known", kind: "listed" } : undefined,
    })),
    notifications:
      what.told === undefined
        ? []
        : [{ level: what.told, code: "x", message: "x", path: undefined, place: undefined }],
    summary: {
      files: { read: 1, loaded: what.loaded ?? 1, failed: 0 },
      rules: 1,
      results: counts,
      levels: { error: 0, warning: 0, note: 0 },
    },
    timing: undefined,
    undetermined: "pass",
  };
  return made;
}

const violated = (level: "error" | "warning" | "note") => ({ verdict: "violated", level }) as const;
const unknown = { verdict: "undetermined", level: "error" } as const;
const fine = { verdict: "satisfied", level: "error" } as const;

describe("exitCodeOf", () => {
  it.each<[number, string, Parameters<typeof report>[0], Options]>([
    [0, "nothing found", {}, {}],
    [0, "all is well", { results: [fine] }, { undetermined: "fail", failOn: "note" }],
    [1, "an error", { results: [violated("error")] }, {}],
    [1, "a warning", { results: [violated("warning")] }, {}],
    [0, "a note", { results: [violated("note")] }, {}],
    [1, "a note that counts", { results: [violated("note")] }, { failOn: "note" }],
    [0, "a warning that does not", { results: [violated("warning")] }, { failOn: "error" }],
    [1, "an error always does", { results: [violated("error")] }, { failOn: "error" }],
    [0, "suppressed", { results: [{ ...violated("error"), suppressed: true }] }, {}],
    [0, "undetermined", { results: [unknown] }, {}],
    [1, "undetermined that counts", { results: [unknown] }, { undetermined: "fail" }],
    [
      0,
      "undetermined, suppressed",
      { results: [{ ...unknown, suppressed: true }] },
      { undetermined: "fail" },
    ],
    [2, "an input failed", { told: "error" }, {}],
    [2, "that wins over findings", { told: "error", results: [violated("error")] }, {}],
    [2, "that wins over no inputs", { told: "error", loaded: 0 }, { noInputs: "pass" }],
    [0, "a warning about the run", { told: "warning" }, {}],
    [0, "a note about the run", { told: "note" }, {}],
    [3, "no inputs", { loaded: 0 }, {}],
    [3, "no inputs and a warning", { loaded: 0, told: "warning" }, {}],
    [0, "no inputs, which may be", { loaded: 0 }, { noInputs: "pass" }],
  ])("%i: %s", (code, _, what, options) => {
    const all = { failOn: "warning", undetermined: "pass", noInputs: "fail", ...options } as const;
    expect(exitCodeOf(report(what), all)).toBe(code);
  });
});
