import type { Notification } from "../../model/notification.ts";
import type { Location } from "../../model/report.ts";
import { placeText } from "../place-text.ts";
import { printable } from "../printable.ts";
import type { Style } from "./style.ts";
import { wrap } from "./wrap.ts";

const rank = { error: 0, warning: 1, note: 2 } as const;

/**
 * Draws what is to be told about the run itself, errors first.
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
  return [...notifications]
    .sort((a, b) => rank[a.level] - rank[b.level])
    .flatMap((notification) => {
      const { level, code, message } = notification;
      const label = `${level}:`;
      const text = `${printable(message)} (${printable(code)})`;
      const [head = "", ...rest] = wrap(text, width, `${label} `, 4);
      return [style.level(level, label) + head.slice(label.length), ...rest, ...at(notification)];
    });
}

function at({ place, path }: Notification<Location>): string[] {
  if (place !== undefined) return [`  --> ${placeText(place)}`];
  return path === undefined ? [] : [`  --> ${printable(path)}`];
}
