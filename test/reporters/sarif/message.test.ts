import { describe, expect, it } from "vitest";
import { cut, linkTo, plainText, sentence } from "../../../src/reporters/sarif/message.ts";

describe("sentence", () => {
  it.each([
    ["ends with a period", "a", "a."],
    ["keeps another end", "Is it so?", "Is it so?"],
    ["is never empty", " ", "No message."],
    ["is one line", "a\nb", String.raw`a\nb.`],
  ])("%s", (_what, text, expected) => {
    expect(sentence(text)).toBe(expected);
  });
});

describe("plainText", () => {
  it.each([
    ["a link is none", "[a](http://example.com)", "[a] (http://example.com)"],
    ["an address is no link", 'module.a["b"].c[0]', 'module.a["b"].c[0]'],
    ["a placeholder is none", "{0} and {12}", "{ 0} and { 12}"],
    ["a policy variable is no placeholder", "${aws:username}", "${aws:username}"],
  ])("%s", (_what, text, expected) => {
    expect(plainText(text)).toBe(expected);
  });
});

describe("linkTo", () => {
  it("escapes brackets in what is shown", () => {
    expect(linkTo("subnet[0]", 3)).toBe(String.raw`[subnet\[0\]](3)`);
  });
});

describe("cut", () => {
  it.each([
    ["abcd", 4, "abcd"],
    ["abcde", 4, "abc…"],
    ["ab🎉de", 4, "ab…"],
  ])("%s to %d", (text, most, expected) => {
    expect(cut(text, most)).toBe(expected);
  });
});
