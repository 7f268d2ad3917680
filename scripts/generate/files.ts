import { format, resolveConfig } from "prettier";
import type { Rule } from "../../src/model/rule.ts";
import { projectRoot, textOf } from "../project.ts";
import { configSchema } from "./config-schema.ts";
import { docsWithModels, knownModulesModule } from "./known-modules.ts";
import { modelsFolder, writtenModels } from "./written-models.ts";
import { defaultsModule, shippedLevel, shippedSettings } from "./default-settings.ts";
import { readmeWithRules } from "./readme.ts";
import { ruleDoc } from "./rule-docs.ts";
import { rulesIndex } from "./rules-index.ts";
import { snapshotSchema } from "./snapshot-schema.ts";
import { validatorModule, validatorTypes } from "./validator.ts";

/**
 * All generated files.
 *
 * @param rules - all rules in the order of their ids
 * @returns the text that each should have, by path from the project's folder
 */
export async function generatedFiles(rules: readonly Rule[]): Promise<ReadonlyMap<string, string>> {
  const schema = configSchema(rules);
  const shipped = shippedSettings(textOf("rules.yaml") ?? "");
  const levelOf = (id: string): string => shippedLevel(shipped, id);
  const readme = textOf("README.md");
  const models = writtenModels();
  const modules = "docs/terraform-modules.md";
  const files = new Map([
    [`${modelsFolder}/generated.ts`, knownModulesModule(models)],
    ["schema/config.schema.json", `${JSON.stringify(schema, undefined, 2)}\n`],
    ["schema/snapshot.schema.json", `${JSON.stringify(snapshotSchema(), undefined, 2)}\n`],
    ["src/config/generated/defaults.ts", defaultsModule(shipped)],
    ["src/config/generated/validate.js", await validatorModule(schema)],
    ["src/config/generated/validate.d.ts", validatorTypes],
    await formatted("src/rules/index.ts", rulesIndex(rules)),
  ]);
  for (const rule of rules) {
    const path = `docs/rules/${rule.id}.md`;
    files.set(...(await formatted(path, ruleDoc(rule, levelOf(rule.id), textOf(path)))));
  }
  files.set(...(await formatted(modules, docsWithModels(textOf(modules) ?? "", models))));
  if (readme !== undefined) {
    files.set(...(await formatted("README.md", readmeWithRules(readme, rules, levelOf))));
  }
  return files;
}

async function formatted(path: string, text: string): Promise<[string, string]> {
  const filepath = `${projectRoot}/${path}`;
  return [path, await format(text, { ...(await resolveConfig(filepath)), filepath })];
}
