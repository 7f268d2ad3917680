/** How many findings the summary lists; GitHub keeps at most 1 MiB of it. */
const MOST = 100;

/**
 * The job summary in Markdown.
 *
 * @param {any} report - the JSON report; undefined where none was written
 * @param {number} code - guardlint's exit code
 * @returns {string}
 */
export function renderSummary(report, code) {
  if (report === undefined) {
    return `## guardlint\n\nNo report: guardlint ended with exit code ${code}. The log says why.\n`;
  }
  const violated = report.results.filter(
    (/** @type {any} */ result) => result.verdict === "violated" && !result.suppression,
  );
  const { results } = report.summary;
  const failures = report.notifications.filter(
    (/** @type {any} */ notification) => notification.level === "error",
  );
  return [
    "## guardlint",
    "",
    `${results.violated} violated, ${results.satisfied} satisfied, ${results.undetermined} undetermined; exit code ${code}.`,
    "",
    ...table(
      ["level", "rule", "subject", "place", "message"],
      violated
        .slice(0, MOST)
        .map((/** @type {any} */ result) => [
          result.level,
          result.rule,
          result.subject,
          place(result.location),
          result.message,
        ]),
    ),
    ...(violated.length > MOST
      ? [`${violated.length - MOST} more are in the log and in SARIF.`, ""]
      : []),
    ...(failures.length === 0 ? [] : ["Could not be read or judged:", ""]),
    ...failures
      .slice(0, MOST)
      .map(
        (/** @type {any} */ failure) =>
          `- ${literal(failure.path ?? "")} ${literal(failure.message)}`,
      ),
    "",
  ].join("\n");
}

/** @param {any} location */
function place(location) {
  const { path, region } = location;
  return `${path}:${region.startLine}:${region.startColumn}`;
}

/**
 * @param {string[]} head
 * @param {string[][]} rows
 */
function table(head, rows) {
  return rows.length === 0
    ? []
    : [
        `| ${head.join(" | ")} |`,
        `|${" --- |".repeat(head.length)}`,
        ...rows.map((row) => `| ${row.map(literal).join(" | ")} |`),
        "",
      ];
}

/**
 * Text of the input as Markdown that shows it and does nothing else: no link, no image, no HTML, no
 * further cell.
 *
 * @param {string} text
 */
function literal(text) {
  return String(text)
    .slice(0, 500)
    .replace(/[\u0000-\u001f\u007f]+/g, " ")
    .replace(/[&<>"'|`*_~[\]()!\\#@:/{}]/g, (character) => `&#${character.charCodeAt(0)};`);
}
