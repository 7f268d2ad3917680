import { inlineSuppressions } from "./engine/inline-suppressions.ts";
import { makeReport } from "./engine/report.ts";
import { activeRules, runRules } from "./engine/run-rules.ts";
import { suppressor } from "./engine/suppress.ts";
import { writtenSuppressions } from "./engine/written-suppressions.ts";
import type { Estate } from "./model/estate.ts";
import type { Level } from "./model/finding.ts";
import type { Host } from "./model/host.ts";
import type { Notification } from "./model/notification.ts";
import type { Report } from "./model/report.ts";
import type { Settings } from "./model/settings.ts";
import { rules } from "./rules/index.ts";
import { assembledIn, suppressedToo, withoutDoubles } from "./run/assembled.ts";
import { withoutContext } from "./run/context.ts";
import { exitCodeOf, type ExitCode } from "./run/exit-code.ts";
import { countedFiles } from "./run/counted-files.ts";
import { formerAddresses } from "./run/former-addresses.ts";
import { outlinesFor } from "./run/outlines.ts";
import { patternMatcher } from "./run/path-patterns.ts";
import { readEstate, type InputOptions } from "./run/read-estate.ts";
import { Stopwatch } from "./run/stopwatch.ts";
import { underConditions } from "./run/under-conditions.ts";
import { version } from "./version.ts";

/** What a run is asked to do. */
export interface RunOptions extends InputOptions {
  readonly failOn: Exclude<Level, "off">;
  readonly undetermined: "pass" | "fail";
  readonly noInputs: "fail" | "pass";
  /** The only rules to run; empty for all. */
  readonly rules: readonly string[];
  readonly timing: boolean;
}

/** What a run ends with. */
export interface RunOutcome {
  readonly report: Report;
  readonly exitCode: ExitCode;
  /** What was judged; undefined for a run that could not begin. */
  readonly judged: { readonly estate: Estate; readonly settings: Settings } | undefined;
}

/**
 * Discovers, loads, links, checks and reports.
 *
 * @param host - the world
 * @param options - what to do
 * @returns the report and the exit code; it does not throw for anything that is wrong with an input
 */
export async function run(host: Host, options: RunOptions): Promise<RunOutcome> {
  const watch = new Stopwatch(host);
  const read = await readEstate(host, options, watch);
  if (!read.ok) return finish(options, watch, failed(options, read.notifications), undefined);

  const { settings, estate, loaded } = read;
  const active = activeRules(rules, settings, options.rules);
  const judged = await underConditions(read, active, runRules(estate, active, settings));
  watch.phase("check");
  const sources = loaded.flatMap((outcome) => outcome.sources);
  const outlines = await outlinesFor(sources, judged.results);
  const ids = new Set(rules.map(({ id }) => id));
  const comments = inlineSuppressions(sources, ids, outlines.comments);
  const documents = loaded.flatMap((outcome) => outcome.documents);
  const assembled = assembledIn(documents);
  const written = documents.flatMap((document) => document.suppressions ?? []);
  const data = writtenSuppressions(suppressedToo(written, assembled), ids);
  const report = makeReport({
    version,
    rules: active,
    results: withoutDoubles(withoutContext(judged.results, estate, read.context), assembled),
    notifications: [
      ...read.notifications,
      ...comments.notifications,
      ...data.notifications,
      ...judged.notifications,
    ],
    suppressor: suppressor(
      settings.suppressions,
      [...comments.suppressions, ...data.suppressions],
      host.now().toISOString().slice(0, 10),
      new Set(active.map(({ rule }) => rule.id)),
      patternMatcher(),
      formerAddresses(
        loaded.flatMap(({ documents }) => documents),
        settings.suppressions,
      ),
    ),
    outlineOf: outlines.of,
    files: countedFiles(loaded),
    undetermined: options.undetermined,
  });
  watch.phase("report");
  return finish(options, watch, report, { estate, settings });
}

/** A report of a run that could not begin. */
function failed(options: RunOptions, notifications: readonly Notification[]): Report {
  const nothing = { apply: () => undefined, notifications: () => [] };
  return makeReport({
    version,
    rules: [],
    results: [],
    notifications,
    suppressor: nothing,
    outlineOf: () => undefined,
    files: { read: 0, loaded: 0, failed: 0 },
    undetermined: options.undetermined,
  });
}

function finish(
  options: RunOptions,
  watch: Stopwatch,
  report: Report,
  judged: RunOutcome["judged"],
): RunOutcome {
  return {
    report: options.timing ? { ...report, timing: watch.phases } : report,
    exitCode: exitCodeOf(report, options),
    judged,
  };
}
