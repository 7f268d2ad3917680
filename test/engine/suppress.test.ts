import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { InlineSuppression } from "../../src/engine/inline-suppressions.ts";
import { locator } from "../../src/engine/locations.ts";
import { suppressor } from "../../src/engine/suppress.ts";
import type { Result } from "../../src/model/finding.ts";
import type { Suppression } from "../../src/model/settings.ts";
import { patternMatcher } from "../../src/run/path-patterns.ts";
import { placeOf, resultAt, sourceOf } from "./results.ts";

const source = sourceOf("line 1\nline 2\nline 3\nline 4", "env/a.yaml");
const today = "2026-11-21";

function listed(more: Partial<Suppression> = {}): Suppression {
  return {
    rule: "open-door",
    subject: undefined,
    path: undefined,
    reason: "listed",
    expires: undefined,
    place: placeOf(source),
    ...more,
  };
}

function comment(line: number, more: Partial<InlineSuppression> = {}): InlineSuppression {
  const place = placeOf(source, `line ${line}`);
  const ranges = [line, line + 1].map((at) => ({ from: at, to: at }));
  const covers = { kind: "lines", ranges } as const;
  return { rule: "open-door", reason: "inline", expires: undefined, covers, place, ...more };
}

function apply(
  entries: readonly Suppression[],
  comments: readonly InlineSuppression[],
  results: readonly Result[],
  ran = ["open-door"],
): { readonly applied: readonly unknown[]; readonly told: readonly string[] } {
  const decide = suppressor(entries, comments, today, new Set(ran), patternMatcher());
  const locationOf = locator(results.map(({ place }) => place));
  const applied = results.map((result) => decide.apply(result, locationOf(result.place))?.reason);
  const told = decide.notifications().map(({ code, message }) => `${code}: ${message}`);
  return { applied, told };
}

const result = resultAt(placeOf(source, "line 2"), { subject: "module.a.door.b[0]" });
const unused = "unused-suppression: the suppression of open-door suppresses nothing";
const expired = "expired-suppression: the suppression of open-door expired on 2026-11-20";

describe("a listed suppression", () => {
  it.each<[string, Partial<Suppression>, boolean]>([
    ["of every subject", {}, true],
    ["of another rule", { rule: "other" }, false],
    ["of the subject", { subject: "module.a.door.b[0]" }, true],
    ["of the start of the subject", { subject: "module.a" }, false],
    ["with a pattern", { subject: "module.*.door.*" }, true],
    ["with a pattern for all", { subject: "*" }, true],
    ["with a pattern that ends elsewhere", { subject: "*.door" }, false],
    ["whose signs are no pattern", { subject: "module?a.door.b[0]" }, false],
    ["of the file", { path: "env/a.yaml" }, true],
    ["of the folder", { path: "env/" }, true],
    ["of files of that name", { path: "a.*" }, true],
    ["of another folder", { path: "lab/" }, false],
    ["of the subject in another folder", { subject: "*", path: "lab/" }, false],
    ["on its last day", { expires: "2026-11-21" }, true],
    ["on the day after", { expires: "2026-11-20" }, false],
  ])("%s", (_, more, holds) => {
    expect(apply([listed(more)], [], [result]).applied).toEqual([holds ? "listed" : undefined]);
  });

  it("matches subjects as a pattern with `*` does", () => {
    const piece = fc.array(fc.constantFrom("a", "b", "*"), { maxLength: 8 });
    fc.assert(
      fc.property(piece, fc.array(fc.constantFrom("a", "b"), { maxLength: 8 }), (p, s) => {
        const pattern = p.join("");
        const subject = s.join("");
        const expected = new RegExp(`^${p.join("").replaceAll("*", ".*")}$`).test(subject);
        const { applied } = apply([listed({ subject: pattern })], [], [{ ...result, subject }]);
        expect(applied).toEqual([expected ? "listed" : undefined]);
      }),
    );
  });
});

describe("a suppression in a comment", () => {
  it.each([
    [1, true],
    [2, true],
    [3, false],
    [4, false],
  ])("on line %i for a finding on line 2", (line, holds) => {
    expect(apply([], [comment(line)], [result]).applied).toEqual([holds ? "inline" : undefined]);
  });

  it("holds in its own file alone", () => {
    const other = resultAt(placeOf(sourceOf(source.text, "env/a.yaml"), "line 2"));
    expect(apply([], [comment(2)], [other]).applied).toEqual([undefined]);
  });

  it("holds for its rule and until its last day", () => {
    expect(apply([], [comment(2, { rule: "other" })], [result]).applied).toEqual([undefined]);
    expect(apply([], [comment(2, { expires: today })], [result]).applied).toEqual(["inline"]);
    expect(apply([], [comment(2, { expires: "2026-11-20" })], [result]).applied).toEqual([
      undefined,
    ]);
  });

  it("comes before a listed one, and both are used", () => {
    expect(apply([listed()], [comment(2)], [result])).toEqual({ applied: ["inline"], told: [] });
  });
});

describe("what is suppressed", () => {
  it.each([
    ["violated", "listed", []],
    ["undetermined", "listed", []],
    ["satisfied", undefined, [unused]],
  ] as const)("%s", (verdict, reason, told) => {
    expect(apply([listed()], [], [{ ...result, verdict }])).toEqual({ applied: [reason], told });
  });
});

describe("idle suppressions", () => {
  it("are told where they suppress nothing", () => {
    const { told } = apply([listed({ subject: "gone" })], [comment(4)], [result]);
    expect(told).toEqual([unused, unused]);
  });

  it("are told once they are over, whatever they would suppress", () => {
    const over = { expires: "2026-11-20" };
    expect(apply([listed(over)], [comment(2, over)], [result])).toEqual({
      applied: [undefined],
      told: [expired, expired],
    });
  });

  it("do not stand in the way of those that hold", () => {
    const over = { expires: "2026-11-20" };
    expect(apply([listed(over), listed({ reason: "new" })], [], [result])).toEqual({
      applied: ["new"],
      told: [expired],
    });
    expect(apply([], [comment(2, over), comment(1, { reason: "new" })], [result])).toEqual({
      applied: ["new"],
      told: [expired],
    });
  });

  it("are not told of rules that did not run", () => {
    expect(apply([listed()], [comment(2)], [], []).told).toEqual([]);
  });
});
