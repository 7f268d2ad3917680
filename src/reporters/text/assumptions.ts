import type { ReportedResult } from "../../model/report.ts";
import { counted } from "../counted.ts";
import { printable } from "../printable.ts";
import type { Style } from "./style.ts";
import { wrap } from "./wrap.ts";

/**
 * Lists what answers rest on that are not drawn one by one, so that a pass never hides what was
 * taken for granted.
 *
 * @param results - satisfied and undetermined results
 * @param style - the colours
 * @param width - columns that prose may take
 * @returns the lines; none where nothing was assumed
 */
export function drawAssumptions(
  results: readonly ReportedResult[],
  style: Style,
  width: number,
): string[] {
  const answers = new Map<string, number>();
  for (const assumption of results.flatMap((result) => result.assumptions)) {
    answers.set(assumption, (answers.get(assumption) ?? 0) + 1);
  }
  if (answers.size === 0) return [];
  return [
    style.strong("Answers that are not shown above rest on:"),
    ...[...answers].flatMap(([assumption, count]) =>
      wrap(`${printable(assumption)} (${counted(count, "answer")})`, width, "  - ", 4),
    ),
  ];
}
