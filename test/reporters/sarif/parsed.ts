import type { Log, Notification, Result, Run } from "sarif";

/**
 * Reads SARIF that a test has just made.
 *
 * @param text - SARIF
 * @returns its only run
 * @throws where it has not exactly one
 */
export function runOf(text: string): Run {
  const log = JSON.parse(text) as Log;
  const [run, ...others] = log.runs;
  if (run === undefined || others.length > 0) throw new Error("not one run");
  return run;
}

/** The results of a run. */
export function resultsOf(text: string): Result[] {
  return runOf(text).results ?? [];
}

/** The notifications of a run. */
export function notificationsOf(text: string): Notification[] {
  return (runOf(text).invocations ?? []).flatMap((one) => one.toolExecutionNotifications ?? []);
}
