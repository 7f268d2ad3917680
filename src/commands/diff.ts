import type { Host } from "../model/host.ts";
import { printable } from "../reporters/printable.ts";
import { run, type RunOutcome } from "../run.ts";
import type { Command } from "./command.ts";
import { differenceOf, type Difference } from "./diff/difference.ts";
import { differenceText } from "./diff/difference-text.ts";
import { choice, text } from "./option.ts";
import { UsageError } from "./usage-error.ts";

const config = text(
  "config",
  "FILE",
  "The configuration; otherwise guardlint.yaml of the working directory",
);
const format = choice("format", ["text", "json"], "text", "How to write the difference");

/** `guardlint diff`. */
export const diff: Command = {
  name: "diff",
  operands: "OLD NEW",
  summary: "Say what changed between two snapshots",
  description: [
    "Judges both snapshots, and says which findings are new and which are gone, and which principals can change the tag of a cluster that could not before, and the other way round. Any two files that 'guardlint check' reads will do.",
    "Exit code 0: nothing is worse. 1: a finding is new, or a principal can change the tag that could not. 2: one of the files cannot be read.",
  ],
  options: [config, format],
  examples: [
    {
      line: "guardlint diff yesterday.json today.json",
      does: "Tell in a nightly job what became worse.",
    },
  ],
  run: async (host, given) => {
    const [older, newer, extra] = given.positionals;
    if (older === undefined || newer === undefined || extra !== undefined) {
      throw new UsageError("diff takes two files: the older and the newer one");
    }
    const before = await judged(host, older, given.get(config));
    const after = await judged(host, newer, given.get(config));
    if (before === undefined || after === undefined) return 2;
    const difference = differenceOf(before, after);
    const isJson = given.get(format) === "json";
    host.stdout.write(isJson ? differenceJson(difference) : differenceText(difference));
    return difference.can.length > 0 || difference.appeared.length > 0 ? 1 : 0;
  },
};

/** @returns undefined where the file cannot be read whole, which is told on standard error */
async function judged(
  host: Host,
  path: string,
  configuration: string | undefined,
): Promise<RunOutcome | undefined> {
  const outcome = await run(host, {
    paths: [path],
    config: configuration,
    failOn: "warning",
    undetermined: "pass",
    noInputs: "fail",
    rules: [],
    ignore: false,
    timing: false,
  });
  const errors = outcome.report.notifications.filter(({ level }) => level === "error");
  for (const { message, path: of = path } of errors) {
    const where = message.includes(of) ? "" : `${of}: `;
    host.stderr.write(`guardlint: ${printable(`${where}${message}`)}\n`);
  }
  if (errors.length > 0) return undefined;
  if (outcome.report.summary.files.loaded === 0) {
    host.stderr.write(`guardlint: ${printable(path)} holds nothing to judge\n`);
    return undefined;
  }
  return outcome;
}

function differenceJson({ can, canNoLonger, appeared, disappeared }: Difference): string {
  const findings = (results: Difference["appeared"]): readonly object[] =>
    results.map(({ rule, verdict, level, subject, message, fingerprint }) => ({
      rule,
      verdict,
      level,
      subject,
      message,
      fingerprint,
    }));
  const value = {
    can,
    canNoLonger,
    appeared: findings(appeared),
    disappeared: findings(disappeared),
  };
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
