import type { Notification } from "../model/notification.ts";
import type { WrittenSuppression } from "../model/suppression.ts";
import type { Value } from "../model/value.ts";
import { isCalendarDay, unusable, type InlineSuppression } from "./inline-suppressions.ts";

/** Where the reader is sent for the whole form. */
const form = "`guardlint: { ignore: [{ rule, reason, expires }] }`";

const known: ReadonlySet<string> = new Set(["rule", "reason", "expires"]);

/**
 * Reads suppressions that stand in documents as data:
 * `guardlint: { ignore: [{ rule, reason, expires }] }`.
 *
 * @param written - what the documents say
 * @param rules - ids that exist
 * @returns suppressions, and a warning for each that is not of the form or names no rule: it
 *   suppresses nothing
 */
export function writtenSuppressions(
  written: readonly WrittenSuppression[],
  rules: ReadonlySet<string>,
): {
  readonly suppressions: readonly InlineSuppression[];
  readonly notifications: readonly Notification[];
} {
  const suppressions: InlineSuppression[] = [];
  const notifications: Notification[] = [];
  const refuse = (value: Value, what: string): void => {
    notifications.push(unusable(value.place, `${what}; this suppression suppresses nothing`));
  };
  for (const { value, scopes } of written) {
    const list = value.kind === "map" ? value.get("ignore") : value;
    const others = value.kind === "map" ? value.keys().filter((key) => key !== "ignore") : [];
    if (list.kind !== "list" || others.length > 0) {
      refuse(value, `suppressions have the form ${form}`);
      continue;
    }
    for (const entry of list.items) {
      const read = readEntry(entry, rules);
      if (typeof read === "string") refuse(entry, read);
      else
        suppressions.push({ ...read, covers: { kind: "resources", scopes }, place: entry.place });
    }
  }
  return { suppressions, notifications };
}

/** @returns what is wrong with it, where something is */
function readEntry(
  entry: Value,
  rules: ReadonlySet<string>,
): string | Pick<InlineSuppression, "rule" | "reason" | "expires"> {
  if (entry.kind !== "map" || entry.keys().some((key) => !known.has(key))) {
    return `a suppression has the form ${form}`;
  }
  const [rule, reason, expires] = [entry.get("rule"), entry.get("reason"), entry.get("expires")];
  if (rule.kind !== "scalar") return "a suppression names its `rule`";
  if (!rules.has(rule.text)) return `there is no rule ${rule.text.slice(0, 80)}`;
  if (reason.kind !== "scalar" || reason.text.trim() === "") return "a suppression has a `reason`";
  const stated = { rule: rule.text, reason: reason.text.trim(), expires: undefined };
  if (expires.kind === "absent") return stated;
  const day = expires.kind === "scalar" ? expires.text : "of that form";
  return isCalendarDay(day) ? { ...stated, expires: day } : `there is no day ${day.slice(0, 80)}`;
}
