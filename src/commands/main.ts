import type { Host } from "../model/host.ts";
import { version } from "../version.ts";
import { dispatch } from "./dispatch.ts";

/**
 * Runs the program.
 *
 * @param argv - the words after the program's name
 * @param host - the world
 * @returns the exit code; nothing is thrown
 */
export async function main(argv: readonly string[], host: Host): Promise<number> {
  const [word] = argv;
  if (word === "--version" || word === "version") {
    host.stdout.write(`${version}\n`);
    return ended(host, 0);
  }
  try {
    return await ended(host, await dispatch(argv, host));
  } catch (error) {
    host.stderr.write(failureText(error, host.env.debug));
    return ended(host, 2);
  }
}

/** The exit code after everything written has left; a reader that has gone away changes nothing. */
async function ended(host: Host, code: number): Promise<number> {
  const flushed = await host.flush();
  if (flushed.ok) {
    return code;
  }
  host.stderr.write(`guardlint: cannot write the output: ${flushed.message}\n`);
  await host.flush();
  return 2;
}

/** What is printed for a failure of the program itself. */
function failureText(error: unknown, debug: boolean): string {
  const message = error instanceof Error ? error.message : String(error);
  const [line = ""] = message.split("\n", 1);
  const stack = debug && error instanceof Error ? `${error.stack ?? ""}\n` : "";
  return [
    `guardlint: internal error: ${line}\n`,
    "This is a fault of guardlint, not of the input, and nothing was judged.\n",
    stack === "" ? "GUARDLINT_DEBUG=1 shows where it happened.\n" : stack,
  ].join("");
}
