import { describe, expect, it } from "vitest";
import { inlineSuppressions } from "../../src/engine/inline-suppressions.ts";
import type { Source } from "../../src/model/place.ts";
import { charactersRead } from "../source/json/reading-work.ts";
import { sourceOf } from "./results.ts";

const rules = new Set(["open-door"]);

function read(text: string, syntax: Source["syntax"] = "yaml"): unknown {
  const source = sourceOf(text, "a", syntax);
  const { suppressions, notifications } = inlineSuppressions([source], rules);
  return [
    ...suppressions.map(({ rule, reason, expires, line }) => [line, rule, reason, expires]),
    ...notifications.map(({ level, code, message, place }) => {
      const span = place?.route.kind === "span" ? place.route.span : undefined;
      return [level, code, message, text.slice(span?.start, span?.end)];
    }),
  ];
}

describe("a suppression in a comment", () => {
  it.each([
    ["# guardlint-ignore open-door: known", 1, "known"],
    ["a: 1 # guardlint-ignore open-door: known  \r\n", 1, "known"],
    ["a: 1\n\n\t#guardlint-ignore\topen-door :a: b # c", 3, "a: b # c"],
    ["\ufeff# guardlint-ignore open-door: known", 1, "known"],
    [
      "# guardlint-ignore open-door: see guardlint-ignore open-door: x",
      1,
      "see guardlint-ignore open-door: x",
    ],
  ])("is read from %j", (text, line, reason) => {
    expect(read(text)).toEqual([[line, "open-door", reason, undefined]]);
  });

  it("may have a last day", () => {
    expect(read("# guardlint-ignore open-door until 2026-11-21: known")).toEqual([
      [1, "open-door", "known", "2026-11-21"],
    ]);
  });

  it("may start with two slashes in HCL alone", () => {
    const text = "// guardlint-ignore open-door: known";
    expect(read(text, "hcl")).toEqual([[1, "open-door", "known", undefined]]);
    expect(read(text, "yaml")).toEqual([]);
  });

  it.each([
    "guardlint-ignore open-door: no comment",
    'a: "#guardlint-ignore open-door: text"',
    "a#guardlint-ignore open-door: text",
    "# see guardlint-ignore open-door: text",
  ])("is not read from %j", (text) => {
    expect(read(text)).toEqual([]);
  });

  it("does not exist in JSON, which has no comments", () => {
    expect(read('{"a": "x # guardlint-ignore open-door: text"}', "json")).toEqual([]);
  });

  const form =
    "a suppression has the form `guardlint-ignore RULE [until YYYY-MM-DD]: REASON`; this one suppresses nothing";
  it.each([
    ["guardlint-ignore", form],
    ["guardlint-ignore open-door", form],
    ["guardlint-ignore open-door:", form],
    ["guardlint-ignore open-door until tomorrow: why", form],
    ["guardlint-ignore open-door until 2026-1-1: why", form],
    ["guardlint-ignore: why", form],
    ["guardlint-ignored open-door: why", form],
    [
      "guardlint-ignore closed-door: why",
      "there is no rule closed-door; this suppression suppresses nothing",
    ],
    [
      "guardlint-ignore open-door until 2026-02-30: why",
      "there is no day 2026-02-30; this suppression suppresses nothing",
    ],
    [
      "guardlint-ignore open-door until 9999-99-99: why",
      "there is no day 9999-99-99; this suppression suppresses nothing",
    ],
  ])("that is wrong is told: %s", (comment, message) => {
    expect(read(`a: 1\n# ${comment} \n`)).toEqual([
      ["warning", "malformed-suppression", message, comment],
    ]);
  });

  it.each([
    ["many on one line", (n: number) => "x guardlint-ignore ".repeat(n)],
    ["many in one comment", (n: number) => `# ${"guardlint-ignore ".repeat(n)}`],
    ["many lines", (n: number) => "# guardlint-ignore open-door: why\n".repeat(n)],
    ["long blanks", (n: number) => `#${" ".repeat(17 * n)}guardlint-ignore`],
  ])("is looked for once: %s", (_, text) => {
    const source = sourceOf(text(5_000));
    const work = charactersRead(() => inlineSuppressions([source], rules));
    expect(work).toBeLessThan(4 * source.text.length);
  });
});
