import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createHost } from "../src/host.ts";
import type { Verdict } from "../src/model/finding.ts";
import type { Report, ReportedResult } from "../src/model/report.ts";
import { inOrder } from "../src/reporters/order.ts";
import { run } from "../src/run.ts";

/** What a rule answered, as a row of a decision table. */
export type Answer = readonly [
  verdict: Verdict,
  subject: string,
  message: string,
  underlined: string,
];

/**
 * A row of a decision table: the message may be made from the subject, and undefined stands for that
 * of a satisfied answer.
 */
export type Row = readonly [
  fixture: string,
  verdict: Verdict,
  subject: string,
  message: string | ((subject: string) => string) | undefined,
  underlined: string,
];

/** The rows of a table by their fixture, as {@link answersOf} gives them. */
export function byFixture(table: readonly Row[]): ReadonlyMap<string, readonly Answer[]> {
  const fixtures = new Map<string, Answer[]>();
  for (const [fixture, verdict, subject, message, text] of table) {
    const stated = message ?? `Nothing wrong was found with \`${subject}\``;
    const whole = typeof stated === "string" ? stated : stated(subject);
    const rows = fixtures.get(fixture) ?? [];
    fixtures.set(fixture, [...rows, [verdict, subject, whole, text]]);
  }
  return fixtures;
}

/** More of a text than this says no better which text it is. */
const longestExcerpt = 60;

/**
 * Runs one rule over a fixture of its own, with the `guardlint.yaml` that stands there, if any.
 *
 * @param rule - the rule's id
 * @param name - the fixture below the rule's folder: `violated/example`
 * @returns the whole report
 * @throws where anything of the fixture could not be read
 */
export async function reportOf(rule: string, name: string): Promise<Report> {
  const folder = `fixtures/rules/${rule}/${name}`;
  const config = `${folder}/guardlint.yaml`;
  const { report } = await run(createHost(), {
    paths: [folder],
    config: existsSync(config) ? config : undefined,
    failOn: "warning",
    undetermined: "pass",
    noInputs: "fail",
    rules: [rule],
    ignore: false,
    timing: false,
  });
  const failures = report.notifications.filter(({ level }) => level === "error");
  if (failures.length > 0) {
    throw new Error(failures.map(({ message }) => message).join("; "));
  }
  return report;
}

/**
 * As {@link reportOf}.
 *
 * @returns the rule's results in the order of their places, the suppressed ones included
 */
export async function resultsOf(rule: string, name: string): Promise<readonly ReportedResult[]> {
  return inOrder((await reportOf(rule, name)).results);
}

/** The results of {@link resultsOf} as rows, in the order of the report. */
export async function answersOf(rule: string, name: string): Promise<readonly Answer[]> {
  const results = await resultsOf(rule, name);
  return results.map((result) => [
    result.verdict,
    result.subject,
    result.message,
    underlined(result),
  ]);
}

/**
 * The text that a result points at, as it stands in the file; blank space counts as one space, and
 * a long text is cut.
 */
export function underlined({ place }: Pick<ReportedResult, "place">): string {
  const { startLine, startColumn, endLine, endColumn } = place.region;
  const lines = readFileSync(place.path, "utf8")
    .split("\n")
    .slice(startLine - 1, endLine);
  const last = lines.length - 1;
  const text = lines
    .map((line, index) =>
      line.slice(
        index === 0 ? startColumn - 1 : 0,
        index === last ? endColumn - 1 : Number.POSITIVE_INFINITY,
      ),
    )
    .join(" ")
    .replace(/\s+/g, " ");
  return text.length > longestExcerpt ? `${text.slice(0, longestExcerpt)}…` : text;
}

/**
 * The fixtures of a rule that are to show a verdict.
 *
 * @returns names as {@link reportOf} takes them: `violated/example`
 */
export function fixturesOf(rule: string, verdict: Verdict): readonly string[] {
  return readdirSync(`fixtures/rules/${rule}/${verdict}`)
    .sort()
    .map((name) => `${verdict}/${name}`);
}
