import { writeFileSync } from "node:fs";
import { compiledFiles, loadCommands } from "../../src/compiled-commands.ts";
import { createHost } from "../../src/host.ts";
import { projectRoot } from "../project.ts";

/** What V8 compiles for these is what most runs need. */
const samples = [
  "fixtures/parity/unknown-parts",
  "fixtures/parity/guarded-endpoint",
  "fixtures/e2e/payments",
  "fixtures/loaders/terraform-plan/modules/main.tf",
  "fixtures/loaders/typescript/cdk/eks.ts",
  "fixtures/loaders/inventory/two-accounts.yaml",
];

/**
 * Runs the bundled commands, and keeps the code that V8 made of them beside them.
 *
 * @throws where the commands do not run
 */
export async function keepCode(): Promise<void> {
  const folder = `${projectRoot}/dist/commands`;
  const { dispatch, scripts } = loadCommands(folder);
  const host = createHost();
  const silent = { write: () => undefined, isTTY: false, columns: 80 };
  for (const path of samples) {
    const code = await dispatch(["check", `${projectRoot}/${path}`], { ...host, stdout: silent });
    if (code > 1) throw new Error(`the check of ${path} ends with ${String(code)}`);
  }
  for (const [name, script] of scripts) {
    const cache = name.replace(/\.cjs$/, compiledFiles.cache);
    writeFileSync(`${folder}/${cache}`, script.createCachedData());
  }
}
