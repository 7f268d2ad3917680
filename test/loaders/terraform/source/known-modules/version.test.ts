import { describe, expect, it } from "vitest";
import {
  majorAllowed,
  majorOfRef,
} from "../../../../../src/loaders/terraform/source/known-modules/version.ts";

/**
 * `terraform init` takes the newest version that the constraint allows.
 * https://developer.hashicorp.com/terraform/language/expressions/version-constraints
 */
const told: readonly (readonly [string, number])[] = [
  ["20.8.5", 20],
  ["= 20.8.5", 20],
  ["v20.8.5", 20],
  ["~> 20.0", 20],
  ["~>20.0", 20],
  ["~> 20.8.1", 20],
  [">= 19.0, < 21.0", 20],
  [">= 19.0.0,< 21.0.0", 20],
  ["< 20.1", 20],
  ["<= 20.0.0", 20],
  ["< 20.0.1", 20],
  [">= 18.0, ~> 20.4, != 20.5.0", 20],
  ["~> 20.0, < 20.3", 20],
];

const untold: readonly (readonly [string | undefined, string])[] = [
  [undefined, "the call does not say which version of it is used"],
  [">= 18", "its version `>= 18` has no upper bound, so that any later one may be used"],
  // Only the last number that is written may grow, and that is the major version here.
  ["~> 20", "its version `~> 20` has no upper bound, so that any later one may be used"],
  ["!= 20.0.0", "its version `!= 20.0.0` has no upper bound, so that any later one may be used"],
  ["> 21.0, < 20.0", "no version is `> 21.0, < 20.0`"],
  [">= 20.0, < 20.0", "no version is `>= 20.0, < 20.0`"],
  ["< 0.0.0", "no version is `< 0.0.0`"],
  ["20.0.0-beta1", "its version `20.0.0-beta1` cannot be read"],
  ["latest", "its version `latest` cannot be read"],
  ["", "its version `` cannot be read"],
  ["~> 20.0,", "its version `~> 20.0,` cannot be read"],
];

describe("a version constraint", () => {
  it.each(told)("%s gets version %i", (constraint, major) => {
    expect(majorAllowed(constraint)).toEqual({ kind: "major", major });
  });

  it.each(untold)("%s does not tell", (constraint, because) => {
    expect(majorAllowed(constraint)).toEqual({ kind: "untold", because });
  });

  it("that is long is not gone through", () => {
    expect(majorAllowed(`${">= 1.0, ".repeat(100_000)}< 2`).kind).toBe("untold");
  });
});

describe("a ref of a repository", () => {
  it.each([
    ["v20.8.5", 20],
    ["20.8.5", 20],
  ])("%s is the tag of version %i", (ref, major) => {
    expect(majorOfRef(ref)).toEqual({ kind: "major", major });
  });

  it.each([
    ["main", "`main` is not the tag of a version"],
    [
      "0005984c1251953c3616df8b304a6a3978d75920",
      "`0005984c1251953c3616df8b304a6a3978d75920` is not the tag of a version",
    ],
    // A branch may be called so.
    ["v20", "`v20` is not the tag of a version"],
    ["a\u001b[31m", "`a?[31m` is not the tag of a version"],
    [undefined, "the call does not say which version of it is used"],
  ])("%s does not tell", (ref, because) => {
    expect(majorOfRef(ref)).toEqual({ kind: "untold", because });
  });
});
