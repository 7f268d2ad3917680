import { readdirSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type { Rule } from "../../src/model/rule.ts";
import { exportName, projectRoot } from "../project.ts";

/**
 * Imports every rule of `src/rules`; what rules share stands in folders below it.
 *
 * @returns the rules by id
 * @throws where a file does not export a rule of its own name
 */
export async function loadRules(): Promise<readonly Rule[]> {
  const ids = readdirSync(`${projectRoot}/src/rules`)
    .filter((name) => name.endsWith(".ts") && name !== "index.ts")
    .map((name) => name.slice(0, -".ts".length))
    .sort();
  return Promise.all(ids.map(loadRule));
}

async function loadRule(id: string): Promise<Rule> {
  const path = `src/rules/${id}.ts`;
  const loaded: unknown = await import(pathToFileURL(`${projectRoot}/${path}`).href);
  const rule = property(loaded, exportName(id));
  if (!isRule(rule) || rule.id !== id) {
    throw new Error(`${path} has to export the rule "${id}" as ${exportName(id)}`);
  }
  return rule;
}

function property(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && name in value
    ? Reflect.get(value, name)
    : undefined;
}

function isRule(value: unknown): value is Rule {
  return (
    typeof property(value, "id") === "string" && typeof property(value, "check") === "function"
  );
}
