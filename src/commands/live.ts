import { checkOptions, readOptions, runCheck } from "./check.ts";
import { collectInto } from "./collect.ts";
import { collectOptions, readCollection } from "./collect-options.ts";
import type { Command } from "./command.ts";
import { findRule } from "./find-rule.ts";
import type { Host } from "../model/host.ts";
import { text } from "./option.ts";
import { UsageError } from "./usage-error.ts";

const out = text("out", "FILE", "Keep the snapshot in this file, and go on there if interrupted");

const { config, format, output, sarif, failOn, undetermined, noInputs, rule, quiet } = checkOptions;
const { color, noColor, timing } = checkOptions;
/** Those of `check` that say nothing of files. */
const checking = [
  config,
  format,
  output,
  sarif,
  failOn,
  undetermined,
  noInputs,
  rule,
  quiet,
  color,
  noColor,
  timing,
];

/** What findings call a snapshot that is in no file. */
const unnamed = "live.snapshot.json";

/** `guardlint live`. */
export const live: Command = {
  name: "live",
  operands: "",
  summary: "Read the organisation and judge it: collect and check in one step",
  description: [
    "Reads what 'guardlint collect' reads, and judges it as 'guardlint check' judges a snapshot. Nothing is changed in AWS, and without --out nothing is kept.",
    "Exit codes are those of check.",
  ],
  options: [out, ...Object.values(collectOptions), ...checking],
  examples: [
    {
      line: "guardlint live --assume-role audit",
      does: "Judge the organisation as it is.",
    },
  ],
  run: async (host, given) => {
    const [extra] = given.positionals;
    if (extra !== undefined) throw new UsageError(`live takes no argument, and '${extra}' is one`);
    const file = given.get(out);
    const asked = readOptions(host, given);
    asked.rules.forEach(findRule);
    const snapshot = await collectInto(host, readCollection(given), file);
    if (snapshot === undefined) return 2;
    const path = file ?? unnamed;
    return runCheck(withFile(host, path, snapshot), { ...asked, paths: [path], ignore: false });
  },
};

/** The host with a file that is in memory alone. */
function withFile(host: Host, path: string, content: string): Host {
  return {
    ...host,
    readFile: (asked) =>
      asked === path ? { ok: true, text: content, replaced: false } : host.readFile(asked),
    status: (asked) =>
      asked === path ? { kind: "file", size: content.length } : host.status(asked),
  };
}
