import { inlineSuppressions } from "../engine/inline-suppressions.ts";
import { makeReport } from "../engine/report.ts";
import { activeRules, runRules } from "../engine/run-rules.ts";
import { suppressor } from "../engine/suppress.ts";
import { writtenSuppressions } from "../engine/written-suppressions.ts";
import type { Estate } from "../model/estate.ts";
import type { Host } from "../model/host.ts";
import type { Notification } from "../model/notification.ts";
import type { Report } from "../model/report.ts";
import type { Settings } from "../model/settings.ts";
import { rules } from "../rules/index.ts";
import { version } from "../version.ts";
import { assembledIn, suppressedToo, withoutDoubles } from "./assembled.ts";
import { withoutContext } from "./context.ts";
import { countedFiles } from "./counted-files.ts";
import { formerAddresses } from "./former-addresses.ts";
import type { LoadedInputs } from "./load-inputs.ts";
import { outlinesFor } from "./outlines.ts";
import { patternMatcher } from "./path-patterns.ts";
import { inAnyAccount } from "./in-any-account.ts";
import { linkInputs } from "./read-estate.ts";
import type { Stopwatch } from "./stopwatch.ts";
import { underConditions } from "./under-conditions.ts";

/** What there is to say, and what it was said of. */
export interface Judgement {
  readonly report: Report;
  readonly judged: { readonly estate: Estate; readonly settings: Settings };
}

/**
 * Links what was read, runs the rules and makes the report. This module brings all rules with it.
 *
 * @param host - the world
 * @param inputs - what was read
 * @param options - what to do
 * @param watch - is told of each phase
 */
export async function judge(
  host: Host,
  inputs: Extract<LoadedInputs, { readonly ok: true }>,
  options: { readonly rules: readonly string[]; readonly undetermined: Report["undetermined"] },
  watch: Stopwatch,
): Promise<Judgement> {
  const read = linkInputs(inputs, watch);
  const { settings, estate, loaded } = read;
  const active = activeRules(rules, settings, options.rules);
  const judged = await underConditions(
    read,
    active,
    await inAnyAccount(read, active, runRules(estate, active, settings)),
  );
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
      formerAddresses(documents, settings.suppressions),
    ),
    outlineOf: outlines.of,
    files: countedFiles(loaded),
    undetermined: options.undetermined,
  });
  watch.phase("report");
  return { report, judged: { estate, settings } };
}

/** A report of a run that could not begin. */
export function reportOfFailure(
  notifications: readonly Notification[],
  undetermined: Report["undetermined"],
): Report {
  const nothing = { apply: () => undefined, notifications: () => [] };
  return makeReport({
    version,
    rules: [],
    results: [],
    notifications,
    suppressor: nothing,
    outlineOf: () => undefined,
    files: { read: 0, loaded: 0, failed: 0 },
    undetermined,
  });
}
