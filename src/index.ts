/**
 * The library: the same run as `guardlint check`, for programs.
 *
 * @packageDocumentation
 */
export { createHost } from "./host.ts";
export { render } from "./reporters/index.ts";
export { rules } from "./rules/index.ts";
export { run, type RunOptions, type RunOutcome } from "./run.ts";
export { version } from "./version.ts";
export type { Host } from "./model/host.ts";
export type { Level, Result, Verdict, Witness, WitnessRequest } from "./model/finding.ts";
export type { Location, Region, Report, ReportedResult, Summary } from "./model/report.ts";
export type { Rule, RuleMeta } from "./model/rule.ts";
