import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Covering } from "../../src/engine/covering.ts";

/** Ranges of which one holds the other, or they are apart: halves of halves of a range. */
const laminar = fc.array(
  fc.array(fc.boolean(), { maxLength: 5 }).map((halves) => {
    let [from, to] = [1, 64];
    for (const upper of halves) {
      const middle = (from + to - 1) / 2;
      if (upper) from = middle + 1;
      else to = middle;
    }
    return { from, to };
  }),
  { maxLength: 20 },
);

describe("a covering", () => {
  it("finds what holds a line, the smallest range first", () => {
    fc.assert(
      fc.property(laminar, fc.integer({ min: 0, max: 66 }), (ranges, line) => {
        const found = new Covering(ranges.map((range) => ({ range, item: range }))).at(line);
        const expected = ranges.filter(({ from, to }) => from <= line && line <= to);
        expect(new Set(found)).toEqual(new Set(expected));
        expect(found).toHaveLength(expected.length);
        const sizes = found.map(({ from, to }) => to - from);
        expect(sizes).toEqual([...sizes].sort((one, other) => one - other));
      }),
    );
  });
});
