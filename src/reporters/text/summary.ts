import type { Report } from "../../model/report.ts";
import { counted } from "../counted.ts";
import type { Style } from "./style.ts";

/**
 * Says in a sentence how the run ended.
 *
 * @param report - the report
 * @param edits - how many places the violations leave to edit
 * @param style - the colours
 */
export function drawConclusion(report: Report, edits: number, style: Style): string[] {
  const { files, rules, results } = report.summary;
  const lines: string[] = [];
  if (results.violated > 0) {
    const text = `${counted(results.violated, "violation")} in ${counted(edits, "place")} to edit.`;
    lines.push(style.strong(text));
  }
  if (results.undetermined > 0) {
    const effect = report.undetermined === "fail" ? ", which fails this run" : "";
    lines.push(`${counted(results.undetermined, "answer")} cannot be given${effect}.`);
  }
  if (failed(report)) {
    lines.push(
      style.level("error", "Incomplete: see the errors above; what failed was not judged."),
    );
  } else if (files.loaded === 0) {
    lines.push(style.strong("Nothing to lint: no file holds anything that guardlint knows."));
  } else if (results.total === 0) {
    const what = counted(files.loaded, "file");
    lines.push(
      style.strong(`Nothing to judge: ${what} with no subject for ${counted(rules, "rule")}.`),
    );
  } else if (results.violated === 0 && results.undetermined === 0) {
    const rest = results.suppressed > 0 ? " that is not suppressed" : "";
    lines.push(style.good(`No violation${rest}: every question has its answer.`));
  } else if (results.violated === 0) {
    lines.push(style.strong("No violation among the answers that can be given."));
  }
  return lines;
}

function failed({ summary, notifications }: Report): boolean {
  return summary.files.failed > 0 || notifications.some(({ level }) => level === "error");
}

/**
 * The figures of a run in one line, whose sum stands in it.
 *
 * @param report - the report
 */
export function summaryLine(report: Report): string {
  const { files, rules, results, levels } = report.summary;
  const proved = report.results.filter(
    ({ verdict, basis }) => verdict === "satisfied" && basis === "proved",
  ).length;
  const byLevel = [
    counted(levels.error, "error"),
    counted(levels.warning, "warning"),
    counted(levels.note, "note"),
  ].join(", ");
  const terms = [
    `${results.violated} violated (${byLevel})`,
    `${results.satisfied} satisfied${proved > 0 ? ` (${proved} proved)` : ""}`,
    `${results.undetermined} undetermined`,
    `${results.suppressed} suppressed`,
  ].join(" + ");
  const read = `${counted(files.read, "file")} read, ${files.loaded} loaded, ${files.failed} failed`;
  return `${read}; ${counted(rules, "rule")}; ${counted(results.total, "result")} = ${terms}`;
}
