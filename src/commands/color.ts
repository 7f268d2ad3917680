import type { Host } from "../model/host.ts";

/**
 * Whether text on standard output is coloured. What the person asked for comes first, then
 * `NO_COLOR` (https://no-color.org) and `FORCE_COLOR`, then whether it is a terminal.
 *
 * @param host - the world
 * @param asked - `--color`
 */
export function usesColor(host: Host, asked: "auto" | "always" | "never"): boolean {
  if (asked !== "auto") {
    return asked === "always";
  }
  if (host.env.noColor) {
    return false;
  }
  return host.env.forceColor || (host.stdout.isTTY && !host.env.dumbTerminal);
}
