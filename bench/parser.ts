import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseHcl } from "../src/source/hcl/parse.ts";

const rounds = 5;

/**
 * Parses every `.tf` file below a folder, from memory, some times over.
 *
 * @param folder - where the files are
 * @returns milliseconds of the fastest round
 */
export function parsingTime(folder: string): number {
  const texts = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".tf"))
    .map((path) => readFileSync(join(folder, path), "utf8"));
  return fastest(() => {
    for (const text of texts) parseHcl(text);
  });
}

/**
 * Has Terraform look whether the files below a folder are formatted, for which it parses them.
 *
 * @param folder - where the files are
 * @returns milliseconds of the fastest round; undefined where there is no Terraform on the machine
 * @throws Error where Terraform does not find all of them formatted
 */
export function formattingTime(folder: string): number | undefined {
  const run = (...words: readonly string[]): number | null =>
    spawnSync("terraform", words, { stdio: "ignore" }).status;
  if (run("version") !== 0) return undefined;
  return fastest(() => {
    const status = run("fmt", "-check", "-recursive", folder);
    if (status !== 0) throw new Error(`terraform fmt -check ended with ${String(status)}`);
  });
}

function fastest(work: () => void): number {
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return Math.min(...times);
}
