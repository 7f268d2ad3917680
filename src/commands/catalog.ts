import type { Command } from "./command.ts";

/** A command by its name, which is loaded when it is asked for. */
export interface CatalogEntry {
  readonly name: string;
  readonly load: () => Promise<Command>;
}

/**
 * All commands in the order of the help text. What one command alone needs, its dependencies among
 * it, is loaded with it and costs no other anything.
 */
export const catalog: readonly CatalogEntry[] = [
  { name: "check", load: async () => (await import("./check.ts")).check },
  { name: "rules", load: async () => (await import("./rules.ts")).rules },
  { name: "explain", load: async () => (await import("./explain.ts")).explain },
  { name: "decide", load: async () => (await import("./decide-command.ts")).decide },
  { name: "ask", load: async () => (await import("./ask-command.ts")).ask },
];

/** All commands, in their order. */
export function allCommands(): Promise<readonly Command[]> {
  return Promise.all(catalog.map(({ load }) => load()));
}
