import type { Host } from "../model/host.ts";
import type { Arguments } from "./arguments.ts";
import type { Command } from "./command.ts";
import { runDecide } from "./decide.ts";
import { choice, text } from "./option.ts";
import { policiesFor } from "./policies-for.ts";
import { readJson, readPaths } from "./read-inputs.ts";
import { UsageError } from "./usage-error.ts";

const options = {
  config: text(
    "config",
    "FILE",
    "The configuration for the PATHs; otherwise guardlint.yaml of the working directory",
  ),
  request: text("request", "FILE", "The request; a .jsonl file holds one on each line"),
  format: choice("format", ["text", "json"], "text", "How to write the decision"),
};

/** `guardlint decide`. */
export const decide: Command = {
  name: "decide",
  operands: "[PATH…]",
  summary: "Decide concrete requests against policies, offline",
  description: [
    "Says whether AWS would allow the request under the policies of the file: the decision, the statements that determine it, and why each other statement did not match. docs/decide.md describes the file.",
    "Where the file names no policies, those of the PATHs apply to the principal that it names: plans, policy documents and responses, read as check reads them.",
    "Exit code 0: every request got an answer, whichever it is. 2: one of them could not be read.",
  ],
  options: Object.values(options),
  examples: [
    {
      line: "guardlint decide --request requests.jsonl",
      does: "One answer a line, in JSON.",
    },
  ],
  run: decideFile,
};

async function decideFile(host: Host, given: Arguments): Promise<number> {
  const path = given.get(options.request);
  const format = given.get(options.format);
  if (path === undefined) {
    throw new UsageError("decide needs a request: --request FILE");
  }
  const elsewhere =
    given.positionals.length === 0
      ? undefined
      : await readPaths(host, given.positionals, given.get(options.config));
  if (elsewhere?.ok === false) return 2;
  const source = await readJson(host, path);
  if (source === undefined) return 2;
  const { stdout, stderr, exitCode } = runDecide({
    source,
    lines: path.endsWith(".jsonl"),
    format,
    policiesFor:
      elsewhere === undefined ? undefined : (request) => policiesFor(elsewhere.estate, request),
  });
  host.stdout.write(stdout);
  host.stderr.write(stderr);
  return exitCode;
}
