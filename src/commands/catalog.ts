import type { Command } from "./command.ts";

/** A command before it is loaded. */
export interface CatalogEntry {
  readonly name: string;
  readonly summary: string;
  load(): Promise<Command>;
}

/**
 * All commands in the order of the help text. Their modules load when they are run, so that one
 * command never pays for another.
 */
export const catalog: readonly CatalogEntry[] = [
  {
    name: "check",
    summary: "Lint plans, policies and cluster tags",
    load: async () => (await import("./check.ts")).check,
  },
  {
    name: "rules",
    summary: "List the rules",
    load: async () => (await import("./rules.ts")).rules,
  },
  {
    name: "explain",
    summary: "Say what a rule finds, why it matters and what to do",
    load: async () => (await import("./explain.ts")).explain,
  },
  {
    name: "decide",
    summary: "Decide concrete requests against policies, offline",
    load: async () => (await import("./decide-command.ts")).decide,
  },
];
