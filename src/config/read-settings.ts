import type { Notification } from "../model/notification.ts";
import type { Source } from "../model/place.ts";
import type { Settings } from "../model/settings.ts";
import { defaultSettings } from "./generated/defaults.ts";
import { settingsOf } from "./settings-of.ts";

/**
 * The settings in force: the shipped rule set with a user's configuration over it.
 *
 * @param user - the user's `guardlint.yaml`, a source of syntax `yaml`; undefined where there is
 *   none, which costs no validator
 * @returns undefined settings where the configuration cannot be used; then the notifications, of
 *   level `error` and code `invalid-configuration`, name every mistake with its place
 */
export async function readSettings(user: Source | undefined): Promise<{
  readonly settings: Settings | undefined;
  readonly notifications: readonly Notification[];
}> {
  if (user === undefined) {
    return { settings: settingsOf(defaultSettings, undefined), notifications: [] };
  }
  const { readFile } = await import("./read-file.ts");
  const read = await readFile(user);
  if (!read.ok) {
    return { settings: undefined, notifications: read.notifications };
  }
  const { file, root, notifications } = read;
  return { settings: settingsOf(defaultSettings, { path: user.path, file, root }), notifications };
}
