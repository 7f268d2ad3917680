import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { buildSync } from "esbuild";

/**
 * What a script prints that is bundled as the program is: what runs TypeScript as it stands gives
 * every closure its name when it is made, which costs more than many closures do.
 *
 * @param script - path of its source
 * @param folder - takes the bundle
 */
export function printedBy(script: string, folder: string): string {
  const outfile = join(folder, "bundled.mjs");
  buildSync({
    entryPoints: [script],
    bundle: true,
    minify: true,
    platform: "node",
    format: "esm",
    target: "node20.19",
    outfile,
  });
  return execFileSync(process.execPath, [outfile], { encoding: "utf8" });
}
