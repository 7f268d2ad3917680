import type { Report } from "../model/report.ts";
import { unreachable } from "../model/unreachable.ts";
import { renderJson } from "./json.ts";
import { renderSarif, type SarifOptions } from "./sarif.ts";
import { renderText, type TextOptions } from "./text.ts";

/** The forms that a report can take. */
export type ReportFormat = "text" | "json" | "sarif";

/**
 * Writes a report in a form that is only known at run time. Who wants to load one form alone
 * imports its module.
 *
 * @param format - the form
 * @param report - the report
 * @param options - what any of the forms needs
 * @returns text with a final line end
 */
export function render(
  format: ReportFormat,
  report: Report,
  options: TextOptions & SarifOptions,
): string {
  switch (format) {
    case "text":
      return renderText(report, options);
    case "json":
      return renderJson(report);
    case "sarif":
      return renderSarif(report, options);
    default:
      return unreachable(format);
  }
}
