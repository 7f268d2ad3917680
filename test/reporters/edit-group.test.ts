import { describe, expect, it } from "vitest";
import { editGroups, otherSubjects } from "../../src/reporters/edit-group.ts";
import { inOrder } from "../../src/reporters/order.ts";
import { location, result } from "./sample-report.ts";

describe("editGroups", () => {
  it("puts results with one edit together, in the order of their first", () => {
    const a = result({ subject: "a", edit: "1" });
    const b = result({ subject: "b", edit: "2" });
    const c = result({ subject: "c", edit: "1" });
    const groups = editGroups([a, b, c]);
    expect(groups).toEqual([
      { first: a, others: [c] },
      { first: b, others: [] },
    ]);
    expect(groups.map(otherSubjects)).toEqual([["c"], []]);
  });

  it("keeps rules, verdicts and suppressions apart", () => {
    const all = [
      result({}),
      result({ rule: "non-boolean-tag-value" }),
      result({ verdict: "undetermined" }),
      result({ suppression: { kind: "listed", reason: "a" } }),
      result({ suppression: { kind: "listed", reason: "b" } }),
      result({ suppression: { kind: "inline", reason: "b" } }),
    ];
    expect(editGroups(all)).toEqual(all.map((first) => ({ first, others: [] })));
  });

  it("takes __proto__ for a name like any other", () => {
    const odd = result({ rule: "__proto__", edit: "constructor" });
    expect(editGroups([odd])).toEqual([{ first: odd, others: [] }]);
  });
});

describe("inOrder", () => {
  it("sorts by path, line, column, rule, subject and message", () => {
    const at = (path: string, startLine: number, startColumn: number) =>
      location({ path, region: { startLine, startColumn, endLine: 99, endColumn: 1 } });
    const sorted = [
      result({ place: at("B", 9, 9) }),
      result({ place: at("a", 2, 10) }),
      result({ place: at("a", 10, 1) }),
      result({ place: at("a", 10, 2), rule: "a", subject: "b" }),
      result({ place: at("a", 10, 2), rule: "b", subject: "a", message: "1" }),
      result({ place: at("a", 10, 2), rule: "b", subject: "a", message: "2" }),
      result({ place: at("a", 10, 2), rule: "b", subject: "b" }),
    ];
    expect(inOrder(sorted.toReversed())).toEqual(sorted);
  });
});
