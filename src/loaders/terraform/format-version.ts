import type { Notification } from "../../model/notification.ts";
import type { Source } from "../../model/place.ts";

/** Minor versions up to these are known; those beyond may only add members. */
const known = { plan: { major: 1, minor: 2 }, state: { major: 1, minor: 0 } } as const;

/** Whether a document can be read, and what to say about its version. */
export interface VersionVerdict {
  readonly readable: boolean;
  readonly notifications: readonly Notification[];
}

/**
 * Judges a `format_version`: within a major version, later minors stay readable.
 * https://developer.hashicorp.com/terraform/internals/json-format
 *
 * @param kind - `show -json` of a plan or of a state
 * @param raw - the member `format_version`
 */
export function judgeFormatVersion(
  kind: "plan" | "state",
  raw: unknown,
  source: Source,
): VersionVerdict {
  const text = typeof raw === "string" ? raw : "";
  const match = /^([0-9]{1,6})\.([0-9]{1,6})(?:\.[0-9]{1,6})?$/.exec(text);
  const major = Number(match?.[1]);
  const minor = Number(match?.[2]);
  const newest = known[kind];
  if (match === null || major > newest.major) {
    const version =
      match === null ? "no format version that can be read" : `the format version ${text}`;
    return {
      readable: false,
      notifications: [
        versionNotification(
          "error",
          `the JSON of this ${kind} has ${version}; only 0.x and 1.x can be read`,
          source,
        ),
      ],
    };
  }
  const newer = major === newest.major && minor > newest.minor;
  const message = `the JSON of this ${kind} has the format version ${text}; what is newer than ${String(newest.major)}.${String(newest.minor)} in it is passed over`;
  return {
    readable: true,
    notifications: newer ? [versionNotification("warning", message, source)] : [],
  };
}

/** Says that a document's version is not one that is known. */
export function versionNotification(
  level: Notification["level"],
  message: string,
  source: Source,
  key = "format_version",
): Notification {
  const path = { parent: undefined, step: key };
  return {
    level,
    code: "unsupported-format-version",
    message,
    path: source.path,
    place: {
      source,
      route: { kind: "path", inside: undefined, path, part: "value" },
      address: undefined,
      via: [],
    },
  };
}
