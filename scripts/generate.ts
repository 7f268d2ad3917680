/**
 * Writes every generated file that is not up to date; with `--check` it only names them, and ends
 * with exit code 1 where there are any.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { generatedFiles } from "./generate/files.ts";
import { loadRules } from "./generate/rule-modules.ts";
import { projectRoot, textOf } from "./project.ts";

const files = await generatedFiles(await loadRules());
const stale = [...files].filter(([path, text]) => textOf(path) !== text);

if (process.argv.includes("--check")) {
  for (const [path] of stale) {
    console.error(`${path} is not up to date: npm run generate`);
  }
  process.exitCode = stale.length === 0 ? 0 : 1;
} else {
  for (const [path, text] of stale) {
    const file = `${projectRoot}/${path}`;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    console.log(`wrote ${path}`);
  }
}
