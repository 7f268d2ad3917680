import type { Notification } from "../model/notification.ts";
import type { Related, Witness } from "../model/finding.ts";
import type { Location, Report, ReportedResult, ReportedRule } from "../model/report.ts";
import type { Reason } from "../model/value.ts";
import { jsonText } from "./json-text.ts";
import { inOrder } from "./order.ts";
import { reasonText } from "./reason.ts";

/** Changes with every change that a reader of the older form could stumble over. */
const schema = "guardlint-report/1";

/**
 * Writes a report as JSON, in the form that `schema/report.schema.json` describes: one result for
 * each rule and subject judged, in the order of files, lines, columns, rules and subjects. Every
 * property is always there; what does not apply is `null` or an empty list.
 *
 * @param report - the report
 * @returns JSON with a final line end, free of control characters inside strings
 */
export function renderJson(report: Report): string {
  const { tool, summary, undetermined, timing } = report;
  return jsonText({
    schema,
    tool,
    rules: report.rules.map(ruleData),
    results: inOrder(report.results).map(resultData),
    notifications: report.notifications.map(notificationData),
    summary: {
      files: summary.files,
      rules: summary.rules,
      results: summary.results,
      levels: summary.levels,
    },
    undetermined,
    timing: timing ?? null,
  });
}

function ruleData({ id, level, meta }: ReportedRule): object {
  const { summary, why, fix, confidence, status, severity, tags, references } = meta;
  return { id, level, summary, why, fix, confidence, status, severity, tags, references };
}

function resultData(result: ReportedResult): object {
  return {
    rule: result.rule,
    verdict: result.verdict,
    level: result.level,
    subject: result.subject,
    message: result.message,
    messageId: result.messageId,
    location: locationData(result.place),
    via: result.place.via.map(({ kind, label, location }) => ({
      kind,
      label,
      location: location === undefined ? null : locationData(location),
    })),
    related: result.related.map(relatedData),
    witness: result.witness === undefined ? null : witnessData(result.witness),
    reason: reasonText(result) ?? null,
    reasons: result.reasons.map(reasonData),
    basis: result.basis ?? null,
    assumptions: result.assumptions,
    fix: result.fix ?? null,
    fingerprint: result.fingerprint,
    edit: result.edit,
    suppression: result.suppression ?? null,
  };
}

function witnessData({ summary, request, then = [] }: Witness): object {
  return { summary, request, then };
}

function relatedData({ message, place }: Related<Location>): object {
  return { message, location: locationData(place) };
}

function locationData({ path, region, address }: Location): object {
  const { startLine, startColumn, endLine, endColumn } = region;
  return {
    path,
    region: { startLine, startColumn, endLine, endColumn },
    address: address ?? null,
  };
}

function reasonData({ code, detail, place }: Reason<Location>): object {
  return { code, detail, location: place === undefined ? null : locationData(place) };
}

function notificationData({ level, code, message, path, place }: Notification<Location>): object {
  return {
    level,
    code,
    message,
    path: place?.path ?? path ?? null,
    location: place === undefined ? null : locationData(place),
  };
}
