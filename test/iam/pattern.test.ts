import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileArnPattern } from "../../src/iam/arn-pattern.ts";
import { compilePattern, matches } from "../../src/iam/pattern.ts";
import { compileResourcePattern } from "../../src/iam/resource-pattern.ts";

const wild = (text: string) => [{ text, wildcards: true }];

/** The slow and obvious matcher: a regular expression, kept to short patterns. */
function oracle(pattern: string): RegExp {
  const source = Array.from(pattern)
    .map((c) => (c === "*" ? ".*" : c === "?" ? "." : c.replace(/[\\^$.|+()[\]{}]/, "\\$&")))
    .join("");
  return new RegExp(`^${source}$`, "su");
}

/** As {@link oracle}, with the rules of `Resource` for ARNs of six segments. */
function resourceOracle(pattern: string): RegExp {
  const segments = pattern.split(":");
  const source = segments
    .map((segment, index) =>
      Array.from(segment)
        .map((c, at, all) => {
          const free = index >= 5 || (c === "*" && at === all.length - 1);
          if (c === "*") return free ? ".*" : "[^:]*";
          if (c === "?") return free ? "." : "[^:]";
          return c;
        })
        .join(""),
    )
    .join(":");
  return new RegExp(`^${source}$`, "su");
}

/** As {@link oracle}, with the rules of ARN operators: wildcards cross no colon before the sixth part. */
function arnOracle(pattern: string): RegExp {
  const segments = pattern.split(":");
  const source = segments
    .map((segment, index) =>
      segment.replaceAll(/[*?]/g, (c) => (index < 5 ? "[^:]" : ".") + (c === "*" ? "*" : "")),
    )
    .join(":");
  return new RegExp(`^${source}$`, "su");
}

describe("wildcards", () => {
  test("agree with a regular expression", () => {
    const piece = fc.constantFrom("a", "b", ":", "*", "?", "😀");
    const pattern = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(""));
    const subject = fc
      .array(fc.constantFrom("a", "b", ":", "😀"), { maxLength: 8 })
      .map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(pattern, subject, (p, s) => {
        expect(matches(compilePattern(wild(p)), s)).toBe(oracle(p).test(s));
      }),
      { numRuns: 5000 },
    );
  });

  test("in resources agree with a regular expression", () => {
    const segment = fc
      .array(fc.constantFrom("a", "b", "*", "?"), { maxLength: 4 })
      .map((pieces) => pieces.join(""));
    const pattern = fc
      .tuple(
        fc.array(segment, { minLength: 5, maxLength: 5 }),
        fc.array(segment, { minLength: 1, maxLength: 3 }),
      )
      .map(([head, tail]) => [...head, ...tail].join(":"));
    const subject = fc
      .array(fc.constantFrom("a", "b", ":", ":"), { minLength: 5, maxLength: 12 })
      .map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(pattern, subject, (p, s) => {
        expect(matches(compileResourcePattern(wild(p)), s)).toBe(resourceOracle(p).test(s));
      }),
      // A star that ends a part crosses colons: the first place behind it need not be the right one.
      { numRuns: 5000, examples: [["a*:*b:c:d:e:f", "a:x:b:c:d:e:f"]] },
    );
  });

  test("in ARN conditions agree with a regular expression", () => {
    const segment = fc
      .array(fc.constantFrom("a", "b", "*", "*", "?"), { maxLength: 4 })
      .map((pieces) => pieces.join(""));
    const pattern = fc
      .array(segment, { minLength: 6, maxLength: 8 })
      .map((segments) => segments.join(":"));
    const subject = fc
      .array(fc.constantFrom("a", "b", ":", ":"), { minLength: 5, maxLength: 14 })
      .map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(pattern, subject, (p, s) => {
        const compiled = compileArnPattern(wild(p));
        expect(compiled !== undefined && matches(compiled, s)).toBe(arnOracle(p).test(s));
      }),
      { numRuns: 10_000 },
    );
  });

  /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html */
  test.each([
    [
      "arn:aws:eks:eu-west-1?111122223333:cluster:x",
      "arn:aws:eks:eu-west-1:111122223333:cluster:x",
    ],
    ["arn:aws:eks:eu*3:cluster:x", "arn:aws:eks:eu-west-1:111122223333:cluster:x"],
  ])("in resources stay within the first five segments: %s", (pattern, arn) => {
    expect(matches(compileResourcePattern(wild(pattern)), arn)).toBe(false);
    expect(matches(compilePattern(wild(pattern)), arn)).toBe(true);
  });

  test("that are literal match only themselves", () => {
    const parts = [
      { text: "a", wildcards: true },
      { text: "*", wildcards: false },
    ];
    expect(matches(compilePattern(parts), "a*")).toBe(true);
    expect(matches(compilePattern(parts), "ab")).toBe(false);
  });

  test.each([
    ["?" + "*a".repeat(1000) + "b", "a".repeat(2000)],
    ["?" + "*".repeat(1000) + "b", "a".repeat(2000)],
    ["?*".repeat(500) + "b", "a".repeat(2000)],
    ["?*" + "a".repeat(1000) + "b", "a".repeat(2000)],
  ])("take no more steps than text times pattern (%#)", (pattern, subject) => {
    const counter = { steps: 0 };
    expect(matches(compilePattern(wild(pattern)), subject, counter)).toBe(false);
    expect(counter.steps).toBeGreaterThan(0);
    expect(counter.steps).toBeLessThanOrEqual(2 * pattern.length * subject.length);
  });

  test.each([
    ["arn:aws:*:x*y:a*b:" + "*a".repeat(300) + "b", "arn:aws:" + ":".repeat(300) + "a".repeat(600)],
    ["*:a*a*a*a*a:b*b*b:c*c*c:d*d:e", "a".repeat(500) + ":" + "a".repeat(500) + "::::"],
  ])("in resources take no more steps than text times pattern (%#)", (pattern, subject) => {
    const counter = { steps: 0 };
    expect(matches(compileResourcePattern(wild(pattern)), subject, counter)).toBe(false);
    expect(counter.steps).toBeGreaterThan(0);
    expect(counter.steps).toBeLessThanOrEqual(5 * pattern.length * subject.length);
  });
});

describe("ARN patterns", () => {
  test.each([
    ["arn:aws:iam::*:role/*", "arn:aws:iam::111122223333:role/a/b", true],
    ["arn:aws:iam::*:role/*", "arn:aws:iam::111122223333:user/a", false],
    ["arn:*:iam:*:*:*", "arn:aws:iam::111122223333:a:b:c", true],
    ["arn:*:*:a", "arn:aws:iam::111122223333:a", undefined],
  ])("%s and %s", (pattern, arn, expected) => {
    const compiled = compileArnPattern(wild(pattern));
    expect(compiled === undefined ? undefined : matches(compiled, arn)).toBe(expected);
  });
});
