import { describe, expect, it } from "vitest";
import { outlinedComments, yamlComments, type CommentReader } from "../../src/engine/comments.ts";
import { inlineSuppressions } from "../../src/engine/inline-suppressions.ts";
import type { Source } from "../../src/model/place.ts";
import { hclOutline } from "../../src/source/hcl/outline.ts";
import { charactersRead } from "../source/json/reading-work.ts";
import { sourceOf } from "./results.ts";

const rules = new Set(["open-door"]);

function readerOf(source: Source): CommentReader | undefined {
  switch (source.syntax) {
    case "yaml":
      return yamlComments;
    case "hcl":
      return (text, marks) => outlinedComments(text, marks, hclOutline(text.text));
    default:
      return undefined;
  }
}

function read(text: string, syntax: Source["syntax"] = "yaml"): unknown {
  const source = sourceOf(text, "a", syntax);
  const { suppressions, notifications } = inlineSuppressions([source], rules, readerOf);
  return [
    ...suppressions.map(({ rule, reason, expires, covers }) => [
      covers.kind === "lines" ? covers.ranges[0]?.from : undefined,
      rule,
      reason,
      expires,
    ]),
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

  it.each([
    "# guardlint:ignore open-door known",
    "// guardlint:ignore open-door known",
    "/* guardlint:ignore open-door known */",
    "#guardlint-ignore open-door: known",
  ])("may start as HCL's comments do: %s", (text) => {
    expect(read(`${text}\na = 1`, "hcl")).toEqual([[2, "open-door", "known", undefined]]);
  });

  it("is no comment in YAML with two slashes", () => {
    expect(read("// guardlint-ignore open-door: known", "yaml")).toEqual([]);
  });

  it.each([
    ["a string", 'a = "# guardlint:ignore open-door why"'],
    ["a heredoc", "a = <<EOT\n# guardlint:ignore open-door why\nEOT"],
    ["the middle of a comment", "# see guardlint:ignore open-door why"],
  ])("is not read from HCL in %s", (_, text) => {
    expect(read(text, "hcl")).toEqual([]);
  });

  it.each([
    ["guardlint:ignore open-door a reason", "a reason", undefined],
    ["guardlint:ignore open-door until 2026-11-21 a reason", "a reason", "2026-11-21"],
    ["guardlint:ignore open-door until we know more", "until we know more", undefined],
  ])("needs no colon: %s", (text, reason, expires) => {
    expect(read(`# ${text}`)).toEqual([[1, "open-door", reason, expires]]);
  });

  it.each([
    "guardlint:ignore",
    "guardlint:ignore open-door",
    "guardlint:ignore open-door until 2026-11-21",
    "guardlint:ignore open-door: why",
  ])("needs a reason: %s", (text) => {
    const form =
      "a suppression has the form `guardlint:ignore RULE [until YYYY-MM-DD] REASON`; this one suppresses nothing";
    expect(read(`# ${text}`)).toEqual([["warning", "malformed-suppression", form, text]]);
  });

  it("of a module that `terraform init` has fetched counts for nothing", () => {
    const text = "# guardlint:ignore open-door why";
    const fetched = sourceOf(text, "env/.terraform/modules/eks/main.tf", "hcl");
    const { suppressions, notifications } = inlineSuppressions([fetched], rules, readerOf);
    expect([suppressions, notifications]).toEqual([[], []]);
  });

  it("is read once where several roots share a module", () => {
    const source = sourceOf("# guardlint:ignore open-door why", "a.tf", "hcl");
    expect(inlineSuppressions([source, source], rules, readerOf).suppressions).toHaveLength(1);
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
    const work = charactersRead(() => inlineSuppressions([source], rules, readerOf));
    expect(work).toBeLessThan(4 * source.text.length);
  });
});
