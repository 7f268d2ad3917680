import type { ReportedResult } from "../../model/report.ts";
import { counted } from "../counted.ts";
import { placeText } from "../place-text.ts";
import { printable } from "../printable.ts";
import { reasonText } from "../reason.ts";
import type { Style } from "./style.ts";
import { wrap } from "./wrap.ts";

/**
 * Lists the answers that cannot be given, all of them, under the reason that they share.
 *
 * @param results - undetermined results in order
 * @param style - the colours
 * @param width - columns that prose may take
 * @returns the lines; none where there are no such answers
 */
export function drawUndetermined(
  results: readonly ReportedResult[],
  style: Style,
  width: number,
): string[] {
  if (results.length === 0) return [];
  const byReason = new Map<string, ReportedResult[]>();
  for (const result of results) {
    const reason = reasonText(result) ?? result.message;
    const group = byReason.get(reason);
    if (group === undefined) byReason.set(reason, [result]);
    else group.push(result);
  }
  return [
    style.strong(`${counted(results.length, "answer")} cannot be given:`),
    ...[...byReason].flatMap(([reason, group]) => [
      ...wrap(printable(reason), width, "  because ", 4),
      ...group.map(
        ({ rule, subject, place }) =>
          `    ${printable(rule)}: ${printable(subject)} ${style.faint(`(${placeText(place)})`)}`,
      ),
    ]),
  ];
}
