import type { Level } from "../model/finding.ts";
import type { Report } from "../model/report.ts";

/**
 * 0: nothing at or above the threshold. 1: findings, or undetermined answers that count. 2: the tool
 * or an input failed, whatever else there is. 3: nothing to lint.
 */
export type ExitCode = 0 | 1 | 2 | 3;

const rank: Readonly<Record<Exclude<Level, "off">, number>> = { note: 0, warning: 1, error: 2 };

/**
 * How a run ends, the same in every output format.
 *
 * @param report - the run's report
 * @param options - what counts
 */
export function exitCodeOf(
  report: Report,
  options: {
    readonly failOn: Exclude<Level, "off">;
    readonly undetermined: "pass" | "fail";
    readonly noInputs: "fail" | "pass";
  },
): ExitCode {
  if (report.notifications.some(({ level }) => level === "error")) return 2;
  const counts = report.results.some(({ verdict, level, suppression }) => {
    if (suppression !== undefined) return false;
    if (verdict === "undetermined") return options.undetermined === "fail";
    return verdict === "violated" && rank[level] >= rank[options.failOn];
  });
  if (counts) return 1;
  return report.summary.files.loaded === 0 && options.noInputs === "fail" ? 3 : 0;
}
