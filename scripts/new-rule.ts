/** `npm run new:rule -- <id>`: writes a rule with its test, fixtures, page and default level. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { format, resolveConfig } from "prettier";
import { generatedFiles } from "./generate/files.ts";
import { loadRules } from "./generate/rule-modules.ts";
import { newRuleFiles, refuseId } from "./new-rule/files.ts";
import { withRule } from "./new-rule/shipped-entry.ts";
import { projectRoot, textOf } from "./project.ts";

const [id = "", ...rest] = process.argv.slice(2);
const refused = rest.length > 0 ? "one id at a time" : refuseId(id);
const files = refused === undefined ? newRuleFiles(id) : new Map<string, string>();
const present = [...files.keys()].filter((path) => textOf(path) !== undefined);

if (refused !== undefined || present.length > 0) {
  console.error(refused ?? `${present.join(", ")}: there already`);
  process.exitCode = 2;
} else {
  const shipped = withRule(textOf("rules.yaml") ?? "", id);
  for (const [path, text] of files) {
    await write(path, text);
  }
  await write("rules.yaml", shipped);
  for (const [path, text] of await generatedFiles(await loadRules())) {
    if (textOf(path) !== text) {
      await write(path, text);
    }
  }
}

async function write(path: string, text: string): Promise<void> {
  const file = `${projectRoot}/${path}`;
  const formats = /^(src\/rules|test|rules\.yaml)/.test(path);
  const options = { ...(await resolveConfig(file)), filepath: file };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, formats ? await format(text, options) : text);
  console.log(`wrote ${path}`);
}
