import { writeFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { compiledFiles, loadCommands } from "../../src/compiled-commands.ts";
import { createHost } from "../../src/host.ts";
import { projectRoot } from "../project.ts";

/** A small root: what V8 finds hot in its check is hot in most. */
const typical = "fixtures/parity/guarded-endpoint/terraform";

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
 * Kept code remembers which functions Sparkplug, V8's baseline compiler, has compiled, and every
 * start compiles those again, needed or not. So it is off for all samples but the typical one, and
 * on again at the end, since V8 takes kept code only where its flags are the same.
 * https://v8.dev/blog/sparkplug
 *
 * @throws where the commands do not run
 */
export async function keepCode(): Promise<void> {
  const folder = `${projectRoot}/dist/commands`;
  const { program, scripts } = loadCommands(folder);
  const host = createHost();
  const silent = { write: () => undefined, isTTY: false, columns: 80 };
  const run = async (path: string): Promise<void> => {
    const code = await program(["check", `${projectRoot}/${path}`], { ...host, stdout: silent });
    if (code > 1) throw new Error(`the check of ${path} ends with ${String(code)}`);
  };
  await run(typical);
  setFlagsFromString("--no-sparkplug");
  for (const path of samples) await run(path);
  setFlagsFromString("--sparkplug");
  for (const [name, script] of scripts) {
    const cache = name.replace(/\.cjs$/, compiledFiles.cache);
    writeFileSync(`${folder}/${cache}`, script.createCachedData());
  }
}
