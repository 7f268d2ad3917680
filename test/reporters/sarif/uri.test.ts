import { describe, expect, it } from "vitest";
import { relativeUri } from "../../../src/reporters/sarif/uri.ts";

// https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
describe("relativeUri", () => {
  it.each([
    ["a.json", "a.json"],
    ["./plans//a.json", "plans/a.json"],
    ["plans/../tags.yaml", "tags.yaml"],
    ["my plans/ä.json", "my%20plans/%C3%A4.json"],
    ["a#b?c%d.json", "a%23b%3Fc%25d.json"],
    ["a:b/c.json", "a%3Ab/c.json"],
    [String.raw`back\slash.json`, "back%5Cslash.json"],
    ["[a]{b}.json", "%5Ba%5D%7Bb%7D.json"],
    ["line\nend.json", "line%0Aend.json"],
  ])("%j is %s", (path, uri) => {
    expect(relativeUri(path)).toBe(uri);
  });

  it.each([
    "<stdin>",
    "",
    ".",
    "..",
    "../outside.json",
    "a/../../outside.json",
    "/etc/passwd",
    "C:/plans/a.json",
    String.raw`C:\plans\a.json`,
    String.raw`\\server\share`,
    "git::https://example.com/module.git",
    "file:///a.json",
    "half\ud800pair",
  ])("%j has none", (path) => {
    expect(relativeUri(path)).toBeUndefined();
  });
});
