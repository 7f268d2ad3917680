import { check } from "./check.ts";
import type { Command } from "./command.ts";

/** A command by its name. */
export interface CatalogEntry {
  readonly name: string;
  readonly load: () => Promise<Command>;
}

/**
 * All commands in the order of the help text. Nearly every run is a check; the other commands are
 * loaded when they are asked for, with what they alone need, packages too, so that no other pays for
 * it.
 */
export const catalog: readonly CatalogEntry[] = [
  { name: "check", load: () => Promise.resolve(check) },
  { name: "rules", load: async () => (await import("./rules.ts")).rules },
  { name: "explain", load: async () => (await import("./explain.ts")).explain },
  { name: "decide", load: async () => (await import("./decide-command.ts")).decide },
  { name: "ask", load: async () => (await import("./ask-command.ts")).ask },
  { name: "collect", load: async () => (await import("./collect.ts")).collect },
  { name: "diff", load: async () => (await import("./diff.ts")).diff },
  { name: "live", load: async () => (await import("./live.ts")).live },
];

/** All commands, in their order. */
export function allCommands(): Promise<readonly Command[]> {
  return Promise.all(catalog.map(({ load }) => load()));
}
