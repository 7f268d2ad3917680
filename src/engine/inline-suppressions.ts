import type { Notification } from "../model/notification.ts";
import type { Place, Source } from "../model/place.ts";
import { LineIndex } from "../source/line-index.ts";

/** A suppression in a comment, for findings on its line and the next. */
export interface InlineSuppression {
  readonly rule: string;
  readonly reason: string;
  readonly expires: string | undefined;
  /** 1-based. */
  readonly line: number;
  readonly place: Place;
}

const marker = "guardlint-ignore";
const form =
  /^guardlint-ignore[ \t]+([a-z][a-z0-9-]*)(?:[ \t]+until[ \t]+(\d{4}-\d{2}-\d{2}))?[ \t]*:[ \t]*(\S.*)$/;

/**
 * Reads suppressions from comments of the form
 * `# guardlint-ignore RULE [until YYYY-MM-DD]: REASON`.
 *
 * @param sources - texts whose syntax has comments; JSON has none and is passed over
 * @param rules - ids that exist
 * @returns suppressions, and a warning for each that is not of the form or names no rule: it
 *   suppresses nothing
 */
export function inlineSuppressions(
  sources: readonly Source[],
  rules: ReadonlySet<string>,
): {
  readonly suppressions: readonly InlineSuppression[];
  readonly notifications: readonly Notification[];
} {
  const suppressions: InlineSuppression[] = [];
  const notifications: Notification[] = [];
  for (const source of sources) {
    if (source.syntax === "json") continue;
    const { text } = source;
    let lines: LineIndex | undefined;
    let at = text.indexOf(marker);
    for (; at !== -1; at = text.indexOf(marker, at + 1)) {
      if (!opensComment(text, at, source.syntax)) continue;
      lines ??= new LineIndex(text);
      const line = lines.region({ start: at, end: at }).startLine;
      const { text: whole, start } = lines.line(line);
      const comment = whole.slice(at - start).trimEnd();
      const span = { start: at, end: at + comment.length };
      const place: Place = { source, route: { kind: "span", span }, address: undefined, via: [] };
      const [matched, rule, expires, reason] = form.exec(comment) ?? [];
      if (matched === undefined || rule === undefined || reason === undefined) {
        const how = "`guardlint-ignore RULE [until YYYY-MM-DD]: REASON`";
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
        suppressions.push({ rule, reason, expires, line, place });
      }
      // The rest of the line belongs to this comment.
      at += comment.length;
    }
  }
  return { suppressions, notifications };
}

/** Whether nothing but blanks stands between a comment's sign and an offset. */
function opensComment(text: string, offset: number, syntax: Source["syntax"]): boolean {
  let at = offset;
  while (isBlank(text.charAt(at - 1))) at -= 1;
  let sign = 0;
  if (text.charAt(at - 1) === "#" && syntax !== "typescript") sign = 1;
  else if ((syntax === "hcl" || syntax === "typescript") && at > 1 && text.startsWith("//", at - 2)) sign = 2;
  const before = text.charAt(at - sign - 1);
  return sign > 0 && (before === "" || before === "\ufeff" || before === "\n" || isBlank(before));
}

function isBlank(character: string): boolean {
  return character === " " || character === "\t" || character === "\r";
}

function isCalendarDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  // A 31 April becomes a day of May instead of failing.
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

function unusable(place: Place, message: string): Notification {
  return { level: "warning", code: "malformed-suppression", message, path: undefined, place };
}
