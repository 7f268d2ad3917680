import type { Place } from "./place.ts";

/** Something to tell about the run itself rather than about the estate. */
export interface Notification<P = Place> {
  /** `error` means that an input or the tool failed: exit code 2. */
  readonly level: "error" | "warning" | "note";
  /** Kebab-case, stable: `malformed-json`, `unused-suppression`. */
  readonly code: string;
  /** A sentence without its final period. */
  readonly message: string;
  /** The file it is about, where no place in it is known. */
  readonly path: string | undefined;
  readonly place: P | undefined;
}
