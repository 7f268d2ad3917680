import type { Notification } from "../../model/notification.ts";
import type { Location } from "../../model/report.ts";
import { counted } from "../counted.ts";
import { placeText } from "../place-text.ts";
import { printable } from "../printable.ts";
import type { Style } from "./style.ts";
import { wrap } from "./wrap.ts";

const rank = { error: 0, warning: 1, note: 2 } as const;

/** Places that are shown for one text. */
const mostPlaces = 3;

/**
 * Draws what is to be told about the run itself, errors first; what is told of several places with
 * the same words is told once.
 *
 * @param notifications - in any order; those of one level keep theirs
 * @param style - the colours
 * @param width - columns that prose may take
 */
export function drawNotifications(
  notifications: readonly Notification<Location>[],
  style: Style,
  width: number,
): string[] {
  const told = new Map<string, [Notification<Location>, ...Notification<Location>[]]>();
  for (const notification of notifications) {
    const { level, code, message } = notification;
    const key = JSON.stringify([level, code, message]);
    const same = told.get(key);
    if (same === undefined) told.set(key, [notification]);
    else same.push(notification);
  }
  return [...told.values()]
    .sort(([a], [b]) => rank[a.level] - rank[b.level])
    .flatMap((same) => {
      const [{ level, code, message }] = same;
      const label = `${level}:`;
      const text = `${printable(message)} (${printable(code)})`;
      const [head = "", ...rest] = wrap(text, width, `${label} `, 4);
      return [style.level(level, label) + head.slice(label.length), ...rest, ...places(same)];
    });
}

function places(same: readonly Notification<Location>[]): string[] {
  const shown = same.slice(0, mostPlaces).flatMap(at);
  const more = same.length - mostPlaces;
  return more > 0 ? [...shown, `      and ${counted(more, "more place")}`] : shown;
}

function at({ place, path }: Notification<Location>): string[] {
  if (place !== undefined) return [`  --> ${placeText(place)}`];
  return path === undefined ? [] : [`  --> ${printable(path)}`];
}
