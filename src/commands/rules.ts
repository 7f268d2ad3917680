import { defaultSettings } from "../config/generated/defaults.ts";
import type { Host } from "../model/host.ts";
import type { Level } from "../model/finding.ts";
import { rules as all } from "../rules/index.ts";
import type { Arguments } from "./arguments.ts";
import type { Command } from "./command.ts";
import { choice } from "./option.ts";
import { UsageError } from "./usage-error.ts";

const format = choice("format", ["text", "json"], "text", "How to write the list");

/** `guardlint rules`. */
export const rules: Command = {
  name: "rules",
  operands: "",
  summary: "List the rules",
  description: [
    "Prints the id of each rule, its level in the shipped rule set, and what it finds. 'guardlint explain RULE' says more.",
  ],
  options: [format],
  examples: [],
  run: (host, given) => Promise.resolve(listRules(host, given)),
};

interface Row {
  readonly id: string;
  readonly level: Level;
  readonly summary: string;
}

function listRules(host: Host, given: Arguments): number {
  const [extra] = given.positionals;
  if (extra !== undefined) {
    throw new UsageError(`rules takes no argument, and '${extra}' is one`);
  }
  const rows = all.map((rule): Row => ({
    id: rule.id,
    level: shippedLevel(rule.id),
    summary: rule.meta.summary,
  }));
  switch (given.get(format)) {
    case "json":
      host.stdout.write(`${JSON.stringify(rows, undefined, 2)}\n`);
      return 0;
    case "text":
      host.stdout.write(table(rows));
      return 0;
  }
}

function shippedLevel(id: string): Level {
  const entry = defaultSettings.rules[id] ?? "off";
  return typeof entry === "string" ? entry : entry[0];
}

function table(rows: readonly Row[]): string {
  const width = Math.max(0, ...rows.map((row) => row.id.length));
  return rows
    .map((row) => `${row.id.padEnd(width)}  ${row.level.padEnd(7)}  ${row.summary}\n`)
    .join("");
}
