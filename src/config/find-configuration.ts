import type { Host } from "../model/host.ts";
import type { Notification } from "../model/notification.ts";
import type { Source } from "../model/place.ts";

/** The names under which a configuration is looked for. */
export const configurationNames = ["guardlint.yaml", "guardlint.yml"] as const;

/** Whether there is a configuration, and what keeps it from being read. */
export type FoundConfiguration =
  | { readonly ok: true; readonly source: Source | undefined }
  | { readonly ok: false; readonly notifications: readonly Notification[] };

/**
 * Reads the text of the user's configuration: the file that was named, or the one in the working
 * directory.
 *
 * @param host - the world
 * @param named - `--config`; undefined to look for {@link configurationNames}
 * @returns an undefined source where none was named and there is none; a file that was named and is
 *   missing, one that cannot be read, and two that could both be meant are errors
 */
export function findConfiguration(host: Host, named: string | undefined): FoundConfiguration {
  if (named !== undefined) {
    return read(host, named);
  }
  const present = configurationNames.filter((name) => host.status(name).kind !== "missing");
  const [path, other] = present;
  if (path === undefined) {
    return { ok: true, source: undefined };
  }
  return other === undefined
    ? read(host, path)
    : failed(other, `${path} stands beside ${other}, and only one can be meant`);
}

function read(host: Host, path: string): FoundConfiguration {
  const result = host.readFile(path);
  if (!result.ok) {
    return failed(path, `cannot read the configuration ${path}: ${result.message}`);
  }
  return result.replaced
    ? failed(path, `cannot read the configuration ${path}: it is not valid UTF-8`)
    : { ok: true, source: { path, text: result.text, syntax: "yaml", confidential: false } };
}

function failed(path: string, message: string): FoundConfiguration {
  const notification: Notification = {
    level: "error",
    code: "invalid-configuration",
    message,
    path,
    place: undefined,
  };
  return { ok: false, notifications: [notification] };
}
