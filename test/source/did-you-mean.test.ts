import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { didYouMean } from "../../src/source/did-you-mean.ts";

describe("didYouMean", () => {
  const words = ["trust", "rules", "account", "shared-subnets", "untrusted-tag-change"];

  it.each<readonly [string, string | undefined, string]>([
    ["trsut", "trust", "neighbours swapped"],
    ["rule", "rules", "a letter missing"],
    ["accounts", "account", "a letter too many"],
    ["acount", "account", "a letter missing inside"],
    ["TRUST", "trust", "letter case"],
    ["shared_subnets", "shared-subnets", "underscore for hyphen"],
    ["untrusted-tag-chnages", "untrusted-tag-change", "two slips in a long word"],
    ["tag", undefined, "another word"],
    ["", undefined, "no word"],
    ["x".repeat(1_000_000), undefined, "a very long word"],
  ])("$2", (word, meant) => {
    expect(didYouMean(word, words)).toBe(meant);
  });

  it("takes the first of equally near words", () => {
    expect(didYouMean("bat", ["cat", "hat"])).toBe("cat");
  });

  it("finds a word in which one letter was replaced", () => {
    const letters = fc.stringMatching(/^[a-z]{3,20}$/);
    fc.assert(
      fc.property(letters, fc.nat(), (word, at) => {
        const index = at % word.length;
        const slip = `${word.slice(0, index)}9${word.slice(index + 1)}`;
        expect(didYouMean(slip, [word])).toBe(word);
      }),
    );
  });
});
