import { describe, expect, it } from "vitest";
import { parseArguments } from "../../src/commands/arguments.ts";
import { formatOption, outputOption, readOutputs } from "../../src/commands/outputs.ts";

const read = (line: string) =>
  readOutputs(parseArguments(line.split(" ").filter(Boolean), [formatOption, outputOption]));

describe("--format and --output in pairs", () => {
  it.each([
    { line: "", means: [["text", undefined]] },
    { line: "--format json", means: [["json", undefined]] },
    { line: "--format sarif --output a.sarif", means: [["sarif", "a.sarif"]] },
    {
      line: "--format text --format sarif --output a.sarif",
      means: [
        ["text", undefined],
        ["sarif", "a.sarif"],
      ],
    },
    {
      line: "--format sarif --output a.sarif --format text",
      means: [
        ["sarif", "a.sarif"],
        ["text", undefined],
      ],
    },
    {
      line: "--format sarif --output a.sarif --format json --output a.json",
      means: [
        ["sarif", "a.sarif"],
        ["json", "a.json"],
      ],
    },
  ])("$line", ({ line, means }) => {
    expect(read(line).map(({ format, file }) => [format, file])).toEqual(means);
  });

  it.each([
    { line: "--output a", says: "--output a has no --format before it" },
    { line: "--output a --format json", says: "--output a has no --format before it" },
    {
      line: "--format json --output a --output b",
      says: "--output b has no --format before it",
    },
    { line: "--format text --format json", says: "only one report can go to standard output" },
    {
      line: "--format text --output a --format json --output a",
      says: "two reports would be written to 'a'",
    },
    { line: "--format xml", says: "--format takes text, json or sarif, not 'xml'" },
  ])("$line: $says", ({ line, says }) => {
    expect(() => read(line)).toThrow(
      expect.objectContaining({ name: "UsageError", message: says }),
    );
  });
});
