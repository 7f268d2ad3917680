import { expect, test } from "vitest";
import { leadingReasons } from "../../src/engine/leading-reasons.ts";
import type { Reason } from "../../src/model/value.ts";

const reason = (detail: string): Reason => ({ code: "not-in-input", detail, place: undefined });
const numbered = (count: number): readonly Reason[] =>
  Array.from({ length: count }, (_, index) => reason(`${index + 1} is missing`));

test.each([
  ["none", [], []],
  ["each once", [reason("a"), reason("b"), reason("a")], [reason("a"), reason("b")]],
  ["as many as are read", numbered(20), numbered(20)],
  ["one more", numbered(21), [...numbered(20), reason("1 further thing is not known")]],
  ["many more", numbered(3000), [...numbered(20), reason("2980 further things are not known")]],
])("tells %s", (_, reasons, told) => {
  expect(leadingReasons(reasons)).toEqual(told);
});
