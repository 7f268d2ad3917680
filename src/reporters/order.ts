import type { ReportedResult } from "../model/report.ts";

/**
 * Puts results in the order in which every format shows them: by file, line and column, then by
 * rule, subject and message. Text is compared by code units, so that the order does not depend on
 * the machine's language.
 *
 * @param results - results in any order
 * @returns a sorted copy
 */
export function inOrder(results: readonly ReportedResult[]): readonly ReportedResult[] {
  return [...results].sort(compare);
}

function compare(a: ReportedResult, b: ReportedResult): number {
  const left = a.place.region;
  const right = b.place.region;
  return (
    compareText(a.place.path, b.place.path) ||
    left.startLine - right.startLine ||
    left.startColumn - right.startColumn ||
    compareText(a.rule, b.rule) ||
    compareText(a.subject, b.subject) ||
    compareText(a.message, b.message)
  );
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
