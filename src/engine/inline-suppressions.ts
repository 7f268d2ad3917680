import type { Notification } from "../model/notification.ts";
import type { Place, Source } from "../model/place.ts";
import type { SuppressedScope } from "../model/suppression.ts";
import type { CommentReader, LineRange } from "./comments.ts";

/** A suppression that stands in a file that is judged. */
export interface InlineSuppression {
  readonly rule: string;
  readonly reason: string;
  readonly expires: string | undefined;
  readonly covers: Covers;
  readonly place: Place;
}

/** Which findings a suppression speaks of. */
export type Covers =
  /** Those on lines of its own text, as for a comment. */
  | { readonly kind: "lines"; readonly ranges: readonly LineRange[] }
  /** Those of resources, as for data that stands with them. */
  | { readonly kind: "resources"; readonly scopes: readonly SuppressedScope[] };

/** The two ways to write one, by the mark with which they start. */
const forms: ReadonlyMap<string, { readonly form: RegExp; readonly shown: string }> = new Map([
  [
    "guardlint-ignore",
    {
      form: /^guardlint-ignore[ \t]+([a-z][a-z0-9-]*)(?:[ \t]+until[ \t]+(\d{4}-\d{2}-\d{2}))?[ \t]*:[ \t]*(\S.*)$/,
      shown: "`guardlint-ignore RULE [until YYYY-MM-DD]: REASON`",
    },
  ],
  [
    "guardlint:ignore",
    {
      form: /^guardlint:ignore[ \t]+([a-z][a-z0-9-]*)(?:[ \t]+until[ \t]+(\d{4}-\d{2}-\d{2})(?![^ \t]))?[ \t]+(?!until[ \t]+\d{4}-\d{2}-\d{2}$)(\S.*)$/,
      shown: "`guardlint:ignore RULE [until YYYY-MM-DD] REASON`",
    },
  ],
]);

const marks = [...forms.keys()];

/**
 * Reads suppressions from comments of the forms `guardlint:ignore RULE [until YYYY-MM-DD] REASON`
 * and `guardlint-ignore RULE [until YYYY-MM-DD]: REASON`.
 *
 * @param sources - the texts of the run
 * @param rules - ids that exist
 * @param readerOf - reads the comments of a text; undefined where its syntax has none
 * @returns suppressions, and a warning for each that is not of a form or names no rule: it
 *   suppresses nothing
 */
export function inlineSuppressions(
  sources: readonly Source[],
  rules: ReadonlySet<string>,
  readerOf: (source: Source) => CommentReader | undefined,
): {
  readonly suppressions: readonly InlineSuppression[];
  readonly notifications: readonly Notification[];
} {
  const suppressions: InlineSuppression[] = [];
  const notifications: Notification[] = [];
  for (const source of new Set(sources)) {
    const read = readerOf(source);
    // A plan of many megabytes has no comments, and need not be searched for any.
    if (read === undefined || !mayHoldSuppressions(source)) continue;
    for (const { text, span, covers } of read(source, marks)) {
      const place: Place = { source, route: { kind: "span", span }, address: undefined, via: [] };
      const written = forms.get(marks.find((mark) => text.startsWith(mark)) ?? "");
      const [matched, rule, expires, reason] = written?.form.exec(text) ?? [];
      if (matched === undefined || rule === undefined || reason === undefined) {
        const how = written?.shown ?? "";
        notifications.push(
          unusable(place, `a suppression has the form ${how}; this one suppresses nothing`),
        );
      } else if (!rules.has(rule)) {
        notifications.push(
          unusable(place, `there is no rule ${rule}; this suppression suppresses nothing`),
        );
      } else if (expires !== undefined && !isCalendarDay(expires)) {
        notifications.push(
          unusable(place, `there is no day ${expires}; this suppression suppresses nothing`),
        );
      } else {
        suppressions.push({
          rule,
          reason,
          expires,
          covers: { kind: "lines", ranges: covers },
          place,
        });
      }
    }
  }
  return { suppressions, notifications };
}

/**
 * Whether it is worth to read the comments of a text. What `terraform init` has fetched is written
 * by others, who have no say in what is accepted here.
 */
export function mayHoldSuppressions({ path, text }: Source): boolean {
  if (`/${path}`.includes("/.terraform/")) return false;
  return marks.some((mark) => text.includes(mark));
}

/** Whether a text is a day of the form `YYYY-MM-DD`. */
export function isCalendarDay(day: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return false;
  const date = new Date(`${day}T00:00:00Z`);
  // A 31 April becomes a day of May instead of failing.
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

/** Tells of a suppression that suppresses nothing. */
export function unusable(place: Place, message: string): Notification {
  return { level: "warning", code: "malformed-suppression", message, path: undefined, place };
}
