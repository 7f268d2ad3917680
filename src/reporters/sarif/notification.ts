import type { Notification as SarifNotification } from "sarif";
import type { Notification } from "../../model/notification.ts";
import type { Location } from "../../model/report.ts";
import { counted } from "../counted.ts";
import { placeText } from "../place-text.ts";
import { limits } from "./limits.ts";
import { sarifLocation } from "./location.ts";
import { sentence } from "./message.ts";
import { relativeUri } from "./uri.ts";

const rank = { error: 0, warning: 1, note: 2 } as const;

/**
 * Writes what is to be told about the run, errors first, and how many notifications had no room.
 *
 * @param notifications - in any order; those of one level keep theirs
 * @returns as many as the limit allows
 */
export function sarifNotifications(
  notifications: readonly Notification<Location>[],
): SarifNotification[] {
  const sorted = [...notifications].sort((a, b) => rank[a.level] - rank[b.level]);
  const shown = sorted.slice(0, limits.notifications).map(sarifNotification);
  const more = sorted.length - shown.length;
  if (more === 0) return shown;
  const text = `${counted(more, "further notification")} left out, none graver than these.`;
  return [...shown, told("notifications-left-out", "warning", text)];
}

/**
 * A notification that the SARIF itself gives rise to.
 *
 * @param id - kebab-case, stable
 * @param level - how grave it is
 * @param text - what to tell
 */
export function told(id: string, level: "warning" | "note", text: string): SarifNotification {
  return { descriptor: { id }, level, message: { text: sentence(text) } };
}

function sarifNotification(notification: Notification<Location>): SarifNotification {
  const { level, code, message, place, path } = notification;
  const located = place === undefined ? undefined : sarifLocation(place, false);
  const uri = path === undefined ? undefined : relativeUri(path);
  const location =
    located ??
    (uri === undefined
      ? undefined
      : { physicalLocation: { artifactLocation: { uri, uriBaseId: "%SRCROOT%" } } });
  const where = place === undefined ? path : placeText(place);
  const text = location === undefined && where !== undefined ? `${where}: ${message}` : message;
  return {
    descriptor: { id: code },
    level,
    message: { text: sentence(text) },
    ...(location === undefined ? {} : { locations: [location] }),
  };
}
