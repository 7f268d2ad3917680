import { readSettings } from "./config/read-settings.ts";
import { findConfiguration } from "./config/find-configuration.ts";
import { inlineSuppressions } from "./engine/inline-suppressions.ts";
import { makeReport } from "./engine/report.ts";
import { activeRules, runRules } from "./engine/run-rules.ts";
import { suppressor } from "./engine/suppress.ts";
import { accountOfFile } from "./estate/account.ts";
import { buildEstate } from "./estate/build.ts";
import type { Level } from "./model/finding.ts";
import type { Host } from "./model/host.ts";
import type { Notification } from "./model/notification.ts";
import type { Report } from "./model/report.ts";
import type { Settings } from "./model/settings.ts";
import { rules } from "./rules/index.ts";
import { discover, relativePath } from "./run/discover.ts";
import { exitCodeOf, type ExitCode } from "./run/exit-code.ts";
import { loadFile, type LoadOutcome } from "./run/load.ts";
import { patternMatcher } from "./run/path-patterns.ts";
import { Stopwatch } from "./run/stopwatch.ts";
import { version } from "./version.ts";

/** What a run is asked to do. */
export interface RunOptions {
  /** Files and directories, relative to the working directory or absolute; `-` is standard input. */
  readonly paths: readonly string[];
  /** The configuration file; undefined looks for one in the working directory. */
  readonly config: string | undefined;
  readonly failOn: Exclude<Level, "off">;
  readonly undetermined: "pass" | "fail";
  readonly noInputs: "fail" | "pass";
  /** The only rules to run; empty for all. */
  readonly rules: readonly string[];
  /** Whether `.gitignore` and the configuration's `ignore` hold. */
  readonly ignore: boolean;
  readonly timing: boolean;
}

/** What a run ends with. */
export interface RunOutcome {
  readonly report: Report;
  readonly exitCode: ExitCode;
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
  const found = findConfiguration(host, options.config);
  const configured = found.ok
    ? await readSettings(found.source)
    : { settings: undefined, notifications: found.notifications };
  const { settings } = configured;
  watch.phase("configuration");
  if (settings === undefined)
    return finish(options, watch, failed(options, configured.notifications));

  const inputs = await readInputs(host, options, settings, watch);
  const matches = patternMatcher();
  const estate = buildEstate(
    inputs.loaded.flatMap(({ documents }) => documents),
    settings.facts,
    accountOfFile(settings, matches),
  );
  watch.phase("link");
  const active = activeRules(rules, settings, options.rules);
  const judged = runRules(estate.estate, active, settings);
  watch.phase("check");
  const comments = inlineSuppressions(
    inputs.loaded.flatMap(({ sources }) => sources),
    new Set(rules.map(({ id }) => id)),
  );
  const report = makeReport({
    version,
    rules: active,
    results: judged.results,
    notifications: [
      ...configured.notifications,
      ...inputs.notifications,
      ...estate.notifications,
      ...comments.notifications,
      ...judged.notifications,
    ],
    suppressor: suppressor(
      settings.suppressions,
      comments.suppressions,
      host.now().toISOString().slice(0, 10),
      new Set(active.map(({ rule }) => rule.id)),
      matches,
    ),
    files: {
      read: inputs.loaded.length,
      loaded: inputs.loaded.filter(({ documents }) => documents.length > 0).length,
      failed: inputs.loaded.filter((outcome) => outcome.failed).length,
    },
    undetermined: options.undetermined,
  });
  watch.phase("report");
  return finish(options, watch, report);
}

interface Inputs {
  readonly loaded: readonly LoadOutcome[];
  readonly notifications: readonly Notification[];
}

async function readInputs(
  host: Host,
  options: RunOptions,
  settings: Settings,
  watch: Stopwatch,
): Promise<Inputs> {
  const own = settings.file === undefined ? [] : [relativePath(host.cwd, settings.file)];
  const found = discover(
    host,
    options.paths,
    options.ignore ? settings.ignore : undefined,
    new Set(own),
  );
  watch.phase("discover");
  const loaded: LoadOutcome[] = [];
  for (const candidate of found.candidates) loaded.push(await loadFile(host, candidate));
  watch.phase("load");
  const told = loaded.flatMap(({ notifications }) => notifications);
  return { loaded, notifications: [...found.notifications, ...told] };
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
    files: { read: 0, loaded: 0, failed: 0 },
    undetermined: options.undetermined,
  });
}

function finish(options: RunOptions, watch: Stopwatch, report: Report): RunOutcome {
  return {
    report: options.timing ? { ...report, timing: watch.phases } : report,
    exitCode: exitCodeOf(report, options),
  };
}
