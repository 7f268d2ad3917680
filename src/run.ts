import type { Estate } from "./model/estate.ts";
import type { Level } from "./model/finding.ts";
import { longText, type Host } from "./model/host.ts";
import type { Report } from "./model/report.ts";
import type { Settings } from "./model/settings.ts";
import { countedFiles } from "./run/counted-files.ts";
import { exitCodeOf, type ExitCode } from "./run/exit-code.ts";
import type { LoadOutcome } from "./run/load.ts";
import { loadInputs, type InputOptions, type LoadedInputs } from "./run/load-inputs.ts";
import { Stopwatch } from "./run/stopwatch.ts";
import { version } from "./version.ts";

/** What a run is asked to do. */
export interface RunOptions extends InputOptions {
  readonly failOn: Exclude<Level, "off">;
  readonly undetermined: "pass" | "fail";
  readonly noInputs: "fail" | "pass";
  /** The only rules to run; empty for all. */
  readonly rules: readonly string[];
  readonly timing: boolean;
  /** Whether somebody reads what the report says of every rule that ran; otherwise it may leave that out. */
  readonly describesRules?: boolean;
}

/** What a run ends with. */
export interface RunOutcome {
  readonly report: Report;
  readonly exitCode: ExitCode;
  /** What was judged; undefined where nothing was. */
  readonly judged: { readonly estate: Estate; readonly settings: Settings } | undefined;
}

/**
 * Discovers, loads, links, checks and reports. What links and judges is loaded where there is
 * something to judge.
 *
 * @param host - the world
 * @param options - what to do
 * @returns the report and the exit code; it does not throw for anything that is wrong with an input
 */
export async function run(host: Host, options: RunOptions): Promise<RunOutcome> {
  const watch = new Stopwatch(host);
  const inputs = await loadInputs(host, options, watch);
  if (inputs.ok && isNothing(inputs, options)) {
    return finish(options, watch, reportOfNothing(inputs, options), undefined);
  }
  const { judge, reportOfFailure } = await import("./run/judge.ts");
  if (!inputs.ok) {
    const report = reportOfFailure(inputs.notifications, options.undetermined);
    return finish(options, watch, report, undefined);
  }
  // Its scripts are loaded: V8 takes their kept code only under the flags that made it.
  if (inputs.loaded.some(hasLargePlan)) host.expectMuch?.();
  const { report, judged } = await judge(host, inputs, options, watch);
  return finish(options, watch, report, judged);
}

type Inputs = Extract<LoadedInputs, { readonly ok: true }>;

function hasLargePlan({ plan }: LoadOutcome): boolean {
  return plan !== undefined && plan.source.text.length >= longText;
}

/** Whether there is nothing that could be judged, and nothing to say that takes more than reading. */
function isNothing({ settings, loaded, notifications }: Inputs, options: RunOptions): boolean {
  return (
    options.describesRules === false &&
    options.rules.length === 0 &&
    settings.file === undefined &&
    loaded.every(({ documents, sources }) => documents.length === 0 && sources.length === 0) &&
    notifications.every(({ place }) => place === undefined)
  );
}

/** What the rules would report of nothing. */
function reportOfNothing(
  { settings, loaded, notifications }: Inputs,
  { undetermined }: RunOptions,
): Report {
  const results = { violated: 0, satisfied: 0, undetermined: 0, suppressed: 0, total: 0 };
  const levels = [...settings.rules.values()].map(({ level }) => level);
  const rules = levels.filter((level) => level !== "off").length;
  return {
    tool: { name: "guardlint", version },
    rules: [],
    results: [],
    notifications: notifications.map((notification) => ({ ...notification, place: undefined })),
    summary: {
      files: countedFiles(loaded),
      rules,
      results,
      levels: { error: 0, warning: 0, note: 0 },
    },
    timing: undefined,
    undetermined,
  };
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
