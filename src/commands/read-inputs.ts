import type { Estate } from "../model/estate.ts";
import type { Host } from "../model/host.ts";
import type { Source } from "../model/place.ts";
import type { Settings } from "../model/settings.ts";
import { printable } from "../reporters/printable.ts";
import { readEstate } from "../run/read-estate.ts";
import { Stopwatch } from "../run/stopwatch.ts";

/**
 * Reads a file of requests or questions.
 *
 * @param host - the world
 * @param path - `-` is standard input
 * @returns undefined where it cannot be read, which is told on standard error
 */
export async function readJson(host: Host, path: string): Promise<Source | undefined> {
  const read = path === "-" ? await host.stdin() : host.readFile(path);
  const failure = read.ok ? (read.replaced ? "it is not valid UTF-8" : undefined) : read.message;
  if (!read.ok || failure !== undefined) {
    host.stderr.write(`guardlint: cannot read ${printable(path)}: ${failure ?? ""}\n`);
    return undefined;
  }
  return {
    path: path === "-" ? "<stdin>" : path,
    text: read.text,
    syntax: "json",
    confidential: false,
  };
}

/** What PATHs hold, or that they cannot be read. */
export type ReadPaths =
  | { readonly ok: true; readonly estate: Estate; readonly settings: Settings }
  | { readonly ok: false };

/**
 * Reads PATHs as `guardlint check` reads them. What is wrong with them is told on standard error,
 * and then there is no answer.
 *
 * @param host - the world
 * @param paths - files and directories
 * @param config - the configuration file; undefined looks for one in the working directory
 */
export async function readPaths(
  host: Host,
  paths: readonly string[],
  config: string | undefined,
): Promise<ReadPaths> {
  const read = await readEstate(host, { paths, config, ignore: true }, new Stopwatch(host));
  const errors = read.notifications.filter(({ level }) => level === "error");
  for (const { message, path } of errors) {
    const where = path === undefined || message.includes(path) ? "" : `${path}: `;
    host.stderr.write(`guardlint: ${printable(`${where}${message}`)}\n`);
  }
  if (!read.ok || errors.length > 0) return { ok: false };
  return { ok: true, estate: read.estate, settings: read.settings };
}
