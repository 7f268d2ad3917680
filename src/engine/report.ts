import type { Result } from "../model/finding.ts";
import type { Notification } from "../model/notification.ts";
import type { Place } from "../model/place.ts";
import type { Report, ReportedResult, Summary } from "../model/report.ts";
import { identityOf } from "./identity.ts";
import type { OutlineOf } from "./landmark.ts";
import { locator, type Locator } from "./locations.ts";
import type { ActiveRule } from "./run-rules.ts";
import type { Suppressor } from "./suppress.ts";

/** What a report is made of. */
export interface ReportParts {
  readonly version: string;
  readonly rules: readonly ActiveRule[];
  readonly results: readonly Result[];
  readonly notifications: readonly Notification[];
  readonly suppressor: Suppressor;
  readonly outlineOf: OutlineOf;
  readonly files: Summary["files"];
  readonly undetermined: Report["undetermined"];
}

/**
 * Makes the report: results are located, sorted and counted. Most formats show no satisfied result,
 * so where those are is looked for when somebody asks.
 */
export function makeReport(parts: ReportParts): Report {
  const open = parts.results.filter(({ verdict }) => verdict !== "satisfied");
  const satisfied = parts.results.filter(({ verdict }) => verdict === "satisfied");
  const locationOf = locator([
    ...open.flatMap(placesOf),
    ...parts.notifications.flatMap(({ place }) => (place === undefined ? [] : [place])),
  ]);
  const results = [
    ...open.map((result) => reported(result, locationOf, parts)).sort(byPlace),
    ...[...satisfied].sort(byPath).map(satisfiedResults(satisfied, parts.outlineOf)),
  ];
  const idle = parts.suppressor.notifications();
  const locateIdle = locator(idle.flatMap(({ place }) => (place === undefined ? [] : [place])));
  const notifications = [
    ...parts.notifications.map((notification) => located(notification, locationOf)),
    ...idle.map((notification) => located(notification, locateIdle)),
  ];
  return {
    tool: { name: "guardlint", version: parts.version },
    rules: parts.rules
      .map(({ rule, level }) => ({ id: rule.id, level, meta: rule.meta }))
      .sort((a, b) => compare(a.id, b.id)),
    results,
    notifications,
    summary: summarise(results, parts),
    timing: undefined,
    undetermined: parts.undetermined,
  };
}

function placesOf(result: Result): readonly Place[] {
  return [
    result.place,
    ...result.related.map(({ place }) => place),
    ...result.reasons.flatMap(({ place }) => (place === undefined ? [] : [place])),
  ];
}

/** Of one that is asked for its place, all are located: one scan of a text finds all in it. */
function satisfiedResults(
  all: readonly Result[],
  outlineOf: OutlineOf,
): (result: Result) => ReportedResult {
  let made: Locator | undefined;
  const locationOf: Locator = (place) => {
    made ??= locator(all.flatMap(placesOf));
    return made(place);
  };
  return (result) => new SatisfiedResult(result, locationOf, outlineOf);
}

/** There are thousands, of which most formats show none: what is said of one is made when asked for. */
class SatisfiedResult implements ReportedResult {
  readonly suppression = undefined;
  readonly #result: Result;
  readonly #locationOf: Locator;
  readonly #outlineOf: OutlineOf;

  constructor(result: Result, locationOf: Locator, outlineOf: OutlineOf) {
    this.#result = result;
    this.#locationOf = locationOf;
    this.#outlineOf = outlineOf;
  }

  get rule(): ReportedResult["rule"] {
    return this.#result.rule;
  }

  get verdict(): ReportedResult["verdict"] {
    return this.#result.verdict;
  }

  get level(): ReportedResult["level"] {
    return this.#result.level;
  }

  get subject(): ReportedResult["subject"] {
    return this.#result.subject;
  }

  get message(): ReportedResult["message"] {
    return this.#result.message;
  }

  get messageId(): ReportedResult["messageId"] {
    return this.#result.messageId;
  }

  get fix(): ReportedResult["fix"] {
    return this.#result.fix;
  }

  get witness(): ReportedResult["witness"] {
    return this.#result.witness;
  }

  get basis(): ReportedResult["basis"] {
    return this.#result.basis;
  }

  get assumptions(): ReportedResult["assumptions"] {
    return this.#result.assumptions;
  }

  get place(): ReportedResult["place"] {
    return this.#locationOf(this.#result.place);
  }

  get related(): ReportedResult["related"] {
    return relatedOf(this.#result, this.#locationOf);
  }

  get reasons(): ReportedResult["reasons"] {
    return reasonsOf(this.#result, this.#locationOf);
  }

  get fingerprint(): string {
    return identityOf(this.#result, this.#outlineOf).fingerprint;
  }

  get edit(): string {
    return identityOf(this.#result, this.#outlineOf).edit;
  }
}

function reported(
  result: Result,
  locationOf: Locator,
  { suppressor, outlineOf }: ReportParts,
): ReportedResult {
  const place = locationOf(result.place);
  const { rule, verdict, level, subject, message, messageId, fix } = result;
  return {
    rule,
    verdict,
    level,
    subject,
    message,
    messageId,
    fix,
    place,
    related: relatedOf(result, locationOf),
    witness: result.witness,
    reasons: reasonsOf(result, locationOf),
    basis: result.basis,
    assumptions: result.assumptions,
    // Not every format tells them, and they take another look at the source.
    get fingerprint() {
      return identityOf(result, outlineOf).fingerprint;
    },
    get edit() {
      return identityOf(result, outlineOf).edit;
    },
    suppression: suppressor.apply(result, place),
  };
}

function relatedOf({ related }: Result, locationOf: Locator): ReportedResult["related"] {
  return related.map(({ message, place, mendedWith }) => ({
    message,
    place: locationOf(place),
    mendedWith,
  }));
}

function reasonsOf({ reasons }: Result, locationOf: Locator): ReportedResult["reasons"] {
  return reasons.map(({ code, detail, place }) => ({
    code,
    detail,
    place: place === undefined ? undefined : locationOf(place),
  }));
}

function located(notification: Notification, locationOf: Locator): Report["notifications"][number] {
  const { place } = notification;
  return { ...notification, place: place === undefined ? undefined : locationOf(place) };
}

function byPlace(a: ReportedResult, b: ReportedResult): number {
  return (
    compare(a.place.path, b.place.path) ||
    a.place.region.startLine - b.place.region.startLine ||
    a.place.region.startColumn - b.place.region.startColumn ||
    compare(a.rule, b.rule) ||
    compare(a.subject, b.subject)
  );
}

/** As far as that can be told without locating anything. */
function byPath(a: Result, b: Result): number {
  return (
    compare(a.place.source.path, b.place.source.path) ||
    compare(a.rule, b.rule) ||
    compare(a.subject, b.subject)
  );
}

/** By code units, so that the order is the same everywhere. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function summarise(results: readonly ReportedResult[], parts: ReportParts): Summary {
  const counted = results.filter(({ suppression }) => suppression === undefined);
  const verdict = (name: Result["verdict"]): readonly ReportedResult[] =>
    counted.filter((result) => result.verdict === name);
  const violated = verdict("violated");
  const level = (name: Result["level"]): number =>
    violated.filter((result) => result.level === name).length;
  return {
    files: parts.files,
    rules: parts.rules.length,
    results: {
      violated: violated.length,
      satisfied: verdict("satisfied").length,
      undetermined: verdict("undetermined").length,
      suppressed: results.length - counted.length,
      total: results.length,
    },
    levels: { error: level("error"), warning: level("warning"), note: level("note") },
  };
}
