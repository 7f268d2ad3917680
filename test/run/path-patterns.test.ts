import { describe, expect, it } from "vitest";
import { compilePatterns, patternMatcher } from "../../src/run/path-patterns.ts";

describe("patterns as in .gitignore (https://git-scm.com/docs/gitignore)", () => {
  it.each<[readonly string[], string, "ignored" | "kept" | undefined]>([
    [[], "a.json", undefined],
    [["*.json"], "deep/a.json", "ignored"],
    [["/a.json"], "deep/a.json", undefined],
    [["/a.json"], "a.json", "ignored"],
    [["build/"], "build", undefined],
    [["build/"], "build/", "ignored"],
    [["build/"], "deep/build/a.json", "ignored"],
    [["*.json", "!keep.json"], "keep.json", "kept"],
    [["!keep.json", "*.json"], "keep.json", "ignored"],
    [["deep/**/a.json"], "deep/er/a.json", "ignored"],
    [["# comment", ""], "# comment", undefined],
    [["\\#a"], "#a", "ignored"],
    [["*"], "../a.json", undefined],
    [["*"], "/etc/a.json", undefined],
    [["a\\ b"], "a b", "ignored"],
    [["x"], "a\nx", undefined],
  ])("%j says of %j: %s", (patterns, path, said) => {
    expect(compilePatterns(patterns)(path)).toBe(said);
  });

  it("take paths in one at a time", () => {
    const matches = patternMatcher();
    expect(["env/a.json", "lab/a.json", "env/b.json"].map((path) => matches("env/", path))).toEqual(
      [true, false, true],
    );
    expect(matches("!env/", "env/a.json")).toBe(false);
  });
});
