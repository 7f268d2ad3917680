import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseArguments } from "../../src/commands/arguments.ts";
import { choice, flag, list, optionalChoice, text } from "../../src/commands/option.ts";
import { UsageError } from "../../src/commands/usage-error.ts";

const quiet = flag("quiet", "Say less");
const config = text("config", "FILE", "The configuration");
const rule = list("rule", "ID", "Run this rule");
const failOn = choice("fail-on", ["error", "warning", "note"], "warning", "The threshold");
const color = optionalChoice(
  "color",
  ["auto", "always", "never"],
  { fallback: "auto", bare: "always" },
  "Colour",
);
const options = [quiet, config, rule, failOn, color];

function read(...argv: readonly string[]) {
  const given = parseArguments(argv, options);
  return {
    paths: given.positionals,
    quiet: given.get(quiet),
    config: given.get(config),
    rule: given.get(rule),
    failOn: given.get(failOn),
    color: given.get(color),
  };
}

const nothing = {
  paths: [],
  quiet: false,
  config: undefined,
  rule: [],
  failOn: "warning",
  color: "auto",
};

describe("what a command line means", () => {
  it.each([
    { argv: [], means: {} },
    { argv: ["a", "b"], means: { paths: ["a", "b"] } },
    { argv: ["-"], means: { paths: ["-"] } },
    { argv: ["--quiet", "a"], means: { quiet: true, paths: ["a"] } },
    { argv: ["a", "--quiet"], means: { quiet: true, paths: ["a"] } },
    { argv: ["--", "--quiet"], means: { paths: ["--quiet"] } },
    { argv: ["--config", "x.yaml"], means: { config: "x.yaml" } },
    { argv: ["--config=x.yaml"], means: { config: "x.yaml" } },
    { argv: ["--config=--x"], means: { config: "--x" } },
    { argv: ["--config", "-"], means: { config: "-" } },
    { argv: ["--rule", "a", "--rule", "b"], means: { rule: ["a", "b"] } },
    // The last one counts, so that a wrapper's options can be overruled after it.
    { argv: ["--fail-on", "note", "--fail-on", "error"], means: { failOn: "error" } },
    { argv: ["--quiet", "--quiet"], means: { quiet: true } },
    { argv: ["--fail-on", "note"], means: { failOn: "note" } },
    { argv: ["--color"], means: { color: "always" } },
    { argv: ["--color=never"], means: { color: "never" } },
    { argv: ["--color", "never"], means: { color: "never" } },
    { argv: ["--color", "plan.json"], means: { color: "always", paths: ["plan.json"] } },
    { argv: ["--color", "--quiet"], means: { color: "always", quiet: true } },
    { argv: ["--color=auto", "never"], means: { color: "auto", paths: ["never"] } },
  ])("$argv", ({ argv, means }) => {
    expect(read(...argv)).toEqual({ ...nothing, ...means });
  });
});

describe("what makes no sense", () => {
  it.each([
    { argv: ["--quite"], says: "unknown option '--quite'" },
    { argv: ["-q"], says: "unknown option '-q'" },
    { argv: ["--__proto__"], says: "unknown option '--__proto__'" },
    { argv: ["--constructor"], says: "unknown option '--constructor'" },
    { argv: ["--config"], says: "--config needs a value: --config FILE" },
    { argv: ["--config="], says: "--config needs a value: --config FILE" },
    { argv: ["--config", "--quiet"], says: "--config needs a value: --config FILE" },
    { argv: ["--quiet=yes"], says: "--quiet takes no value" },
    { argv: ["--fail-on", "bad"], says: "--fail-on takes error, warning or note, not 'bad'" },
    { argv: ["--color=red"], says: "--color takes auto, always or never, not 'red'" },
  ])("$argv: $says", ({ argv, says }) => {
    expect(() => read(...argv)).toThrow(
      expect.objectContaining({ name: "UsageError", message: says }),
    );
  });

  it("offers the options that there are for one that there is not", () => {
    expect(() => read("--quite")).toThrow(
      expect.objectContaining({
        intended: {
          word: "--quite",
          candidates: ["--quiet", "--config", "--rule", "--fail-on", "--color"],
        },
      }),
    );
  });
});

it("understands or refuses any words, and fails in no other way", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom("--color", "--", "-"))), (argv) => {
      try {
        read(...argv);
      } catch (error) {
        expect(error).toBeInstanceOf(UsageError);
      }
    }),
  );
});
