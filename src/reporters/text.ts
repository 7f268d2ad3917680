import type { Report, ReportedResult } from "../model/report.ts";
import { counted } from "./counted.ts";
import { editGroups } from "./edit-group.ts";
import { inOrder } from "./order.ts";
import { placeGroups, type PlaceGroup } from "./place-group.ts";
import { printable } from "./printable.ts";
import { drawAssumptions } from "./text/assumptions.ts";
import { drawNotifications } from "./text/notification.ts";
import { styleFor, type Style } from "./text/style.ts";
import { drawConclusion, summaryLine } from "./text/summary.ts";
import { drawUndetermined } from "./text/undetermined.ts";
import { drawViolation } from "./text/violation.ts";
import { withoutCommand } from "./workflow-command.ts";

/** How text is written. */
export interface TextOptions {
  readonly color: boolean;
  /** Only what fails the run, and the last line. */
  readonly quiet: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

/** Prose is easier to read in lines of this many columns at most. */
const widest = 100;
/** Narrower than this, indented prose falls apart. */
const narrowest = 40;

/**
 * Writes a report for people: each violation with its line, its cause and its remedy, then what
 * could not be told, what happened to the run, and figures that add up in the last line.
 *
 * @param report - the report
 * @param options - how to write it
 * @returns text with a final line end, free of control characters from the input
 */
export function renderText(report: Report, options: TextOptions): string {
  const style = styleFor(options.color);
  const width = Math.min(widest, Math.max(narrowest, Math.floor(options.width) || widest));
  const results = inOrder(report.results.filter(({ verdict }) => verdict !== "satisfied"));
  const violations = results.filter(
    ({ verdict, suppression }) => verdict === "violated" && !suppression,
  );
  const places = placeGroups(editGroups(violations));
  const errors = report.notifications.filter(({ level }) => level === "error");
  const undetermined = results.filter(({ verdict }) => verdict === "undetermined");
  const quiet = options.quiet;

  const sections: readonly (readonly string[])[] = [
    ...drawViolations(report, places, style, width),
    quiet && report.undetermined === "pass" ? [] : drawUndetermined(undetermined, style, width),
    quiet ? [] : drawSuppressed(results, style),
    quiet ? [] : drawAssumptions(report.results.filter(isOnlyCounted), style, width),
    drawNotifications(quiet ? errors : report.notifications, style, width),
    quiet ? [] : drawTiming(report, style),
    [...(quiet ? [] : drawConclusion(report, places.length, style)), summaryLine(report)],
  ];
  const text = sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map(withoutCommand).join("\n"))
    .join("\n\n");
  return `${text}\n`;
}

function isOnlyCounted({ verdict }: ReportedResult): boolean {
  return verdict !== "violated";
}

/** A rule is explained where it first occurs. */
function drawViolations(
  report: Report,
  places: readonly PlaceGroup[],
  style: Style,
  width: number,
): string[][] {
  const unexplained = new Map(report.rules.map((rule) => [rule.id, rule]));
  return places.map(({ first, others }) => {
    const { rule } = first.first;
    const explain = unexplained.get(rule);
    unexplained.delete(rule);
    return drawViolation(first, others, { style, width, explain });
  });
}

function drawSuppressed(results: readonly ReportedResult[], style: Style): string[] {
  const reasons = new Map<string, number>();
  for (const { suppression, rule } of results) {
    if (suppression === undefined) continue;
    const line = `${printable(rule)} (${suppression.kind}): ${printable(suppression.reason)}`;
    reasons.set(line, (reasons.get(line) ?? 0) + 1);
  }
  if (reasons.size === 0) return [];
  const total = [...reasons.values()].reduce((sum, count) => sum + count, 0);
  return [
    style.strong(`${counted(total, "violation")} suppressed:`),
    ...[...reasons].map(([line, count]) => `  ${count} × ${line}`),
  ];
}

function drawTiming({ timing }: Report, style: Style): string[] {
  if (timing === undefined) return [];
  const total = timing.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const row = (phase: string, milliseconds: number): string =>
    `  ${milliseconds.toFixed(1).padStart(9)} ms  ${printable(phase)}`;
  return [
    style.strong("Time:"),
    ...timing.map(({ phase, milliseconds }) => row(phase, milliseconds)),
    row("total", total),
  ];
}
