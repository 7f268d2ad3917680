import { describe, expect, test } from "vitest";
import {
  allOf,
  and,
  anyOf,
  isUnknown,
  not,
  or,
  reasonsOf,
  sameUnderAll,
  unknown,
  type Truth,
} from "../../src/iam/truth.ts";
import type { Reason } from "../../src/model/value.ts";

const because = (detail: string): Reason => ({ code: "not-in-input", detail, place: undefined });
const open = unknown(because("a"));
const other = unknown(because("b"));
const shown = (truth: Truth): string => (isUnknown(truth) ? "unknown" : String(truth));

/** https://plato.stanford.edu/entries/logic-manyvalued/#KleLog */
describe("Kleene's tables", () => {
  test.each<[Truth, Truth, string, string]>([
    [true, true, "true", "true"],
    [true, false, "false", "true"],
    [true, open, "unknown", "true"],
    [false, false, "false", "false"],
    [false, open, "false", "unknown"],
    [open, other, "unknown", "unknown"],
  ])("%# in both orders", (left, right, conjunction, disjunction) => {
    expect([shown(and(left, right)), shown(and(right, left))]).toEqual([conjunction, conjunction]);
    expect([shown(or(left, right)), shown(or(right, left))]).toEqual([disjunction, disjunction]);
    expect(shown(not(and(left, right)))).toBe(shown(or(not(left), not(right))));
  });

  test("nothing is any, and everything is all of nothing", () => {
    expect([anyOf([], () => true), allOf([], () => false)]).toEqual([false, true]);
  });
});

describe("reasons", () => {
  test("of both sides are kept, each once", () => {
    const both = or(and(open, other), open);
    expect(reasonsOf(both).map(({ detail }) => detail)).toEqual(["a", "b"]);
  });

  test("do not grow without limit", () => {
    const many = Array.from({ length: 1000 }, (_, index) => unknown(because(String(index))));
    expect(reasonsOf(anyOf(many, (truth) => truth))).toHaveLength(20);
  });
});

describe("several readings", () => {
  test.each<[readonly Truth[], string]>([
    [[true, true], "true"],
    [[false, false, false], "false"],
    [[true, false], "unknown"],
    [[true, open], "unknown"],
    [[open, open], "unknown"],
  ])("%#", (readings, expected) => {
    expect(shown(sameUnderAll(readings, because("c")))).toBe(expected);
  });
});
