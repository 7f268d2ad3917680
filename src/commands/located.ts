import type { Place, Source } from "../model/place.ts";
import type { Region } from "../model/report.ts";
import { printable } from "../reporters/printable.ts";
import { LineIndex } from "../source/line-index.ts";
import { locate } from "../source/locate.ts";

/** Where a place is, for readers; undefined where nothing is at hand. */
export type Located = (
  place: Place,
) => { readonly path: string; readonly region: Region } | undefined;

/** Something wrong in the input, at its place; `message` has no final period. */
export interface Failure {
  readonly message: string;
  readonly place: Place;
}

/**
 * Finds places, each text scanned once.
 *
 * @param places - every place that will be asked for
 * @param line - one line of a longer file, whose places are moved down to it
 * @param firstLine - how many lines stand before it
 */
export function locateAll(places: readonly Place[], line?: Source, firstLine = 0): Located {
  const spans = locate(places);
  const indexes = new Map<Source, LineIndex>();
  return (place) => {
    const span = spans.get(place)?.span;
    if (span === undefined) return undefined;
    let index = indexes.get(place.source);
    if (index === undefined) {
      index = new LineIndex(place.source.text);
      indexes.set(place.source, index);
    }
    const region = index.region(span);
    return {
      path: place.source.path,
      region: place.source === line ? movedDown(region, firstLine) : region,
    };
  };
}

function movedDown(region: Region, lines: number): Region {
  return {
    ...region,
    startLine: region.startLine + lines,
    endLine: region.endLine + lines,
  };
}

/** @returns a line of text for each failure, with its place */
export function told(failures: readonly Failure[], level: "error" | "warning"): string {
  const located = locateAll(failures.map(({ place }) => place));
  return failures
    .map(({ message, place }) => {
      const where = located(place);
      const line = where?.region.startLine ?? 1;
      const column = where?.region.startColumn ?? 1;
      const at = `${place.source.path}:${String(line)}:${String(column)}`;
      return `${printable(`${at}: ${level}: ${message}`)}\n`;
    })
    .join("");
}

/** @returns the failures of one line of a longer file, as its answer tells them */
export function failuresJson(failures: readonly Failure[], lineNumber: number): object {
  const located = locateAll(failures.map(({ place }) => place));
  const errors = failures.map(({ message, place }) => ({
    message,
    line: lineNumber,
    column: located(place)?.region.startColumn ?? 1,
  }));
  return { error: errors[0], errors };
}

/** @returns warnings with their places */
export function warningsJson(
  warnings: readonly Failure[],
  line: Source,
  firstLine: number,
): object[] {
  const located = locateAll(
    warnings.map(({ place }) => place),
    line,
    firstLine,
  );
  return warnings.map(({ message, place }) => ({ message, location: located(place) }));
}
