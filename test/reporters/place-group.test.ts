import { describe, expect, it } from "vitest";
import { editGroups } from "../../src/reporters/edit-group.ts";
import { placeGroups } from "../../src/reporters/place-group.ts";
import { renderText } from "../../src/reporters/text.ts";
import { location, report, result } from "./sample-report.ts";

const here = location();
const there = location({ region: { startLine: 30, startColumn: 1, endLine: 30, endColumn: 4 } });

const warning = result({
  rule: "wide-exemption",
  level: "warning",
  message: "It exempts many",
  place: here,
  edit: "w",
});
const error = result({
  rule: "untrusted-tag-change",
  message: "It is open",
  place: here,
  edit: "e",
});
const elsewhere = result({ rule: "wide-exemption", place: there, edit: "o" });

describe("placeGroups", () => {
  it("puts together what different rules say of one place, the most severe first", () => {
    const groups = placeGroups(editGroups([warning, error, elsewhere]));
    expect(
      groups.map(({ first, others }) => [first.first, others.map((other) => other.first)]),
    ).toEqual([
      [error, [warning]],
      [elsewhere, []],
    ]);
  });

  it("shows what another edit mends with what says so of that place, with its own place", () => {
    const related = [{ message: "the exemption", place: there, mendedWith: "wide-exemption" }];
    const mended = result({ rule: "dead-guard", message: "It is dead", related, edit: "d" });
    expect(placeGroups(editGroups([mended, elsewhere]))).toHaveLength(1);
    const text = renderText(report([mended, elsewhere]), {
      color: false,
      quiet: false,
      width: 100,
    });
    expect(text).toContain("  also: dead-guard: It is dead\n      at ");
    expect(text).toContain("2 violations in 1 place to edit.");
  });

  it("leaves it alone where nothing is said of that place", () => {
    const related = [{ message: "the exemption", place: there, mendedWith: "half-guard" }];
    const mended = result({ rule: "dead-guard", related, edit: "d" });
    expect(placeGroups(editGroups([mended, elsewhere]))).toHaveLength(2);
  });

  it("keeps plans of one configuration apart", () => {
    const via = [{ kind: "plan", label: "plan.json", location: undefined }] as const;
    const planned = result({ ...warning, place: location({ via }) });
    expect(placeGroups(editGroups([error, planned]))).toHaveLength(2);
  });
});

describe("the text report", () => {
  const text = renderText(report([warning, error, elsewhere]), {
    color: false,
    quiet: false,
    width: 100,
  });

  it("draws the place once, and the other rules under it", () => {
    expect(text.split("\n").filter((line) => /^(?:error|warning)\[|also:/.test(line))).toEqual([
      "error[untrusted-tag-change]: It is open",
      "  also: wide-exemption: It exempts many",
      "error[wide-exemption]: The endpoint lets principals of every account send telemetry",
    ]);
  });
});
