import type { Log, Notification as SarifNotification } from "sarif";
import type { Report } from "../model/report.ts";
import { jsonText } from "./json-text.ts";
import { budgets, fits, type Budget } from "./sarif/budget.ts";
import { sarifNotifications, told } from "./sarif/notification.ts";
import { sarifResults } from "./sarif/results.ts";
import { ruleDescriptor } from "./sarif/rule.ts";

/** How SARIF is written. */
export interface SarifOptions {
  /**
   * Whether suppressed results (with their suppressions) and undetermined ones (of kind `open`)
   * are written too. GitHub code scanning would show them as open alerts.
   */
  readonly full: boolean;
}

/** Where to read what the tool watches over. */
const informationUri = "https://docs.aws.amazon.com/guardduty/latest/ug/runtime-monitoring.html";

/**
 * Writes a report as SARIF 2.1.0 for GitHub code scanning: one run, every rule that ran, and one
 * result for each edit that violations ask for. What GitHub could not show or would refuse is left
 * out, and a notification of the run tells so.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html
 * https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 *
 * @param report - the report
 * @param options - how to write it
 * @returns SARIF with a final line end
 */
export function renderSarif(report: Report, options: SarifOptions): string {
  let text = "";
  for (const budget of budgets()) {
    text = jsonText(sarifLog(report, options, budget));
    if (fits(text)) break;
  }
  return text;
}

function sarifLog(report: Report, { full }: SarifOptions, budget: Budget): Log {
  const rules = report.rules.map(ruleDescriptor);
  const ruleIndexes = new Map(report.rules.map(({ id }, index) => [id, index]));
  const form = { ruleIndexes, detailed: budget.detailed, full };
  const { results, notifications } = sarifResults(report.results, form, budget.results);
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: report.tool.name,
            version: report.tool.version,
            semanticVersion: report.tool.version,
            informationUri,
            rules,
          },
        },
        automationDetails: { id: "guardlint/" },
        invocations: [
          {
            executionSuccessful: report.notifications.every(({ level }) => level !== "error"),
            toolExecutionNotifications: [
              ...sarifNotifications(report.notifications),
              ...(budget.detailed ? [] : [shortened]),
              ...notifications,
            ],
          },
        ],
        columnKind: "utf16CodeUnits",
        results,
        properties: { summary: summaryOf(report) },
      },
    ],
  };
}

const shortened: SarifNotification = told(
  "details-left-out",
  "warning",
  "Quoted lines and code flows are left out, because GitHub code scanning takes no larger file",
);

/** The figures, with how many passes are proved for all requests, since passes are no results here. */
function summaryOf({ summary, results }: Report): object {
  const passes = results.filter(({ verdict }) => verdict === "satisfied");
  return {
    ...summary,
    satisfiedBasis: { proved: passes.filter(({ basis }) => basis === "proved").length },
  };
}
