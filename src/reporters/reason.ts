import type { ReportedResult } from "../model/report.ts";

/**
 * What is missing for an answer, in one text.
 *
 * @param result - a result
 * @returns the details of its reasons, each once; undefined where it has none
 */
export function reasonText(result: ReportedResult): string | undefined {
  const details = new Set(result.reasons.map((reason) => reason.detail));
  return details.size === 0 ? undefined : [...details].join("; ");
}
