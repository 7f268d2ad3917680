import { gzipSync } from "node:zlib";
import { limits } from "./limits.ts";

/** How much a file may hold. */
export interface Budget {
  /** Results at most. */
  readonly results: number;
  /** Whether lines are quoted and code flows written. */
  readonly detailed: boolean;
}

/** From everything that GitHub takes down to nothing, for files that are too large. */
export function* budgets(): Generator<Budget> {
  yield { results: limits.results, detailed: true };
  yield { results: limits.results, detailed: false };
  for (let results: number = limits.shownResults; results >= 1; results = Math.floor(results / 2)) {
    yield { results, detailed: false };
  }
  yield { results: 0, detailed: false };
}

/**
 * Whether GitHub takes a file.
 *
 * @param text - the file
 */
export function fits(text: string): boolean {
  // A UTF-16 code unit is three bytes of UTF-8 at most, and gzip adds next to nothing.
  if (text.length < limits.gzippedBytes / 4) return true;
  return gzipSync(text).length <= limits.gzippedBytes;
}
