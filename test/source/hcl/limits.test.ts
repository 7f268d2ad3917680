import { describe, expect, it } from "vitest";
import { parseHcl } from "../../../src/source/hcl/parse.ts";
import { outlineBody } from "./outline.ts";
import { growth } from "../json/reading-work.ts";

const nested = "this is nested more than 100 levels deep";
const high = "this expression is more than 1000 levels high";

/** Texts that go as deep as wanted. */
const deep: readonly (readonly [string, string, (depth: number) => string])[] = [
  ["parentheses", nested, (n) => `a = ${"(".repeat(n)}1${")".repeat(n)}`],
  ["open parentheses", nested, (n) => `a = ${"(".repeat(n)}`],
  ["tuples", nested, (n) => `a = ${"[".repeat(n)}${"]".repeat(n)}`],
  ["objects", nested, (n) => `a = ${"{ b = ".repeat(n)}1${"}".repeat(n)}`],
  ["calls", nested, (n) => `a = ${"f(".repeat(n)}${")".repeat(n)}`],
  ["indexes", nested, (n) => `a = ${"b[".repeat(n)}0${"]".repeat(n)}`],
  ["values between `?` and `:`", nested, (n) => `a = ${"b ? ".repeat(n)}c${" : d".repeat(n)}`],
  ["`for`", nested, (n) => `a = ${"[for b in ".repeat(n)}c${" : b]".repeat(n)}`],
  ["strings", nested, (n) => `a = ${'"${'.repeat(n)}1${'}"'.repeat(n)}`],
  ["open strings", nested, (n) => `a = ${'"${'.repeat(n)}`],
  ["heredocs", nested, (n) => `a = ${"<<E\n${".repeat(n)}1${"}\nE\n".repeat(n)}`],
  ["blocks", nested, (n) => `${"a {\n".repeat(n)}${"}\n".repeat(n)}`],
  ["open blocks", nested, (n) => "a {\n".repeat(n)],
  ["signs", high, (n) => `a = ${"!".repeat(n)}b`],
  ["operators", high, (n) => `a = 1${" + 1".repeat(n)}`],
  ["names after dots", high, (n) => `a = b${".c".repeat(n)}`],
  ["indexes after each other", high, (n) => `a = b${"[0]".repeat(n)}`],
  ["splats", high, (n) => `a = b${"[*]".repeat(n)}`],
  ["names after a splat", high, (n) => `a = b.*${".c".repeat(n)}`],
  ["conditionals after each other", high, (n) => `a = ${"b ? c : ".repeat(n)}d`],
  ["directives", high, (n) => `a = "${"%{ if b }".repeat(n)}${"%{ endif }".repeat(n)}"`],
];

describe("depth", () => {
  it.each(deep)("is limited for %s", (_, message, text) => {
    const { problems } = parseHcl(text(100_000));
    expect(problems[0]?.message).toBe(message);
  });

  it.each(deep.filter(([name]) => !name.startsWith("open")))("is enough for %s", (_, __, text) => {
    expect(parseHcl(`${text(90)}\n`).problems).toEqual([]);
  });

  it("ends with the item that goes too deep", () => {
    const { body, problems } = parseHcl(`a = ${"[".repeat(5000)}${"]".repeat(5000)}\nb = 2\n`);
    expect(problems.map(({ message }) => message)).toEqual([nested]);
    expect(outlineBody(body)).toBe("a=nothing b=2");
  });

  it("keeps what the highest expressions can be made of within the stack of who walks them", () => {
    const unit = '1 || 1 && 1 == 1 < 1 + 1 * -[{ a = f(b["${(';
    const text = `a = ${unit.repeat(50)}1${')}"]) }]'.repeat(50)}`;
    expect(parseHcl(text).problems.map(({ message }) => message)).toEqual([nested]);
  });
});

describe("work", () => {
  const much: readonly (readonly [string, (size: number) => string])[] = [
    ...deep.map(([name, , text]) => [name, text] as const),
    ["arguments", (n) => Array.from({ length: n }, (_, i) => `a${i} = 1\n`).join("")],
    ["wrong lines", (n) => "a = )\n".repeat(n)],
    ["lines that open a parenthesis", (n) => "a = (\n".repeat(n)],
    ["strings that do not end", (n) => 'a = "b\n'.repeat(n)],
    ["sequences that do not end", (n) => 'a = "${b"\n'.repeat(n)],
    ["heredocs that do not end", (n) => "a = <<E\n".repeat(n)],
    ["comments that do not end", (n) => "a = /*\n".repeat(n)],
    ["blocks that do not end, with a wrong line each", (n) => "a {\nb = (\n".repeat(n)],
    ["brackets of two kinds that another closes", (n) => `a = ${"([".repeat(n)}${"}".repeat(n)}`],
    ["closing brackets that nothing opened", (n) => `a = ${"(".repeat(n)}${"]".repeat(n)}`],
    ["lines that start like a heredoc's end", (n) => `a = <<E\n${" E x\n".repeat(n)}E\n`],
    ["blanks in a heredoc", (n) => `a = <<E\n${" ".repeat(n)}\n${"\t".repeat(n)}\nE\n`],
    ["dots", (n) => `a = 1${".".repeat(n)}\n`],
    ["digits", (n) => `a = ${"1".repeat(n)}\n`],
    ["signs of templates", (n) => `a = "${"$%".repeat(n)}$\${"\n`],
    ["escapes", (n) => `a = "${"\\\\".repeat(n)}"\n`],
    ["stripped sequences", (n) => `a = "${" ${~ b ~} ".repeat(n)}"\n`],
  ];

  it.each(much)("doubles where the text does: %s", (_, text) => {
    const run = (size: number) => {
      const made = text(size);
      return () => parseHcl(made);
    };
    expect(growth(run, 1500)).toBeLessThan(2.1);
  });
});
