import type { Location } from "../model/report.ts";
import { printable } from "./printable.ts";

/**
 * A place as `path:line:column`, which terminals and editors make a link of.
 *
 * @param location - the place
 */
export function placeText(location: Location): string {
  const { startLine, startColumn } = location.region;
  return `${printable(location.path)}:${startLine}:${startColumn}`;
}
