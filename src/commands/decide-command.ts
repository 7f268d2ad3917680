import type { Host } from "../model/host.ts";
import type { Arguments } from "./arguments.ts";
import type { Command } from "./command.ts";
import { runDecide } from "./decide.ts";
import { choice, text } from "./option.ts";
import { UsageError } from "./usage-error.ts";

const options = {
  request: text("request", "FILE", "The request; a .jsonl file holds one on each line"),
  format: choice("format", ["text", "json"], "text", "How to write the decision"),
};

/** `guardlint decide`. */
export const decide: Command = {
  name: "decide",
  operands: "",
  summary: "Decide concrete requests against policies, offline",
  description: [
    "Says whether AWS would allow the request under the policies of the file: the decision, the statements that determine it, and why each other statement did not match. docs/decide.md describes the file.",
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
  const [extra] = given.positionals;
  if (extra !== undefined) {
    throw new UsageError(
      `decide takes no argument, and '${extra}' is one`,
      undefined,
      "The request file names the policies",
    );
  }
  const read = path === "-" ? await host.stdin() : host.readFile(path);
  if (!read.ok) {
    host.stderr.write(`guardlint: cannot read ${path}: ${read.message}\n`);
    return 2;
  }
  if (read.replaced) {
    host.stderr.write(`guardlint: cannot read ${path}: it is not valid UTF-8\n`);
    return 2;
  }
  const { stdout, stderr, exitCode } = runDecide({
    source: {
      path: path === "-" ? "<stdin>" : path,
      text: read.text,
      syntax: "json",
      confidential: false,
    },
    lines: path.endsWith(".jsonl"),
    format,
    policiesFor: undefined,
  });
  host.stdout.write(stdout);
  host.stderr.write(stderr);
  return exitCode;
}
