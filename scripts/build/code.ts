import { writeFileSync } from "node:fs";
import { compiledFiles, loadCommands } from "../../src/compiled-commands.ts";
import { createHost } from "../../src/host.ts";
import { projectRoot } from "../project.ts";

/** A real plan: what V8 compiles for it is what most runs need. */
const sample = "fixtures/e2e/payments";

/**
 * Runs the bundled commands once, and keeps the code that V8 made of them beside them.
 *
 * @throws where the commands do not run
 */
export async function keepCode(): Promise<void> {
  const folder = `${projectRoot}/dist`;
  const { dispatch, script } = loadCommands(folder);
  const host = createHost();
  const silent = { write: () => undefined, isTTY: false, columns: 80 };
  const code = await dispatch(["check", `${projectRoot}/${sample}`], { ...host, stdout: silent });
  if (code !== 1) throw new Error(`the sample plan ends with ${String(code)}, and has findings`);
  writeFileSync(`${folder}/${compiledFiles.cache}`, script.createCachedData());
}
