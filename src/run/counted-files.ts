import type { Summary } from "../model/report.ts";
import type { LoadOutcome } from "./load.ts";

/**
 * Counts files: a configuration is made of several, and a module is one of several roots.
 *
 * @param loaded - what became of everything that was read
 */
export function countedFiles(loaded: readonly LoadOutcome[]): Summary["files"] {
  const ours = loaded.filter(({ documents }) => documents.length > 0);
  const read = new Set(loaded.flatMap(({ sources }) => sources));
  const without = loaded.filter(({ sources }) => sources.length === 0);
  return {
    read: read.size + without.length,
    loaded: new Set(ours.flatMap(({ sources }) => sources)).size,
    failed: loaded.filter(({ failed }) => failed).length,
  };
}
