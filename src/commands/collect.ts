import type { Host } from "../model/host.ts";
import { printable } from "../reporters/printable.ts";
import { counted } from "../reporters/counted.ts";
import type { Command } from "./command.ts";
import { collectOptions, readCollection, type Collection } from "./collect-options.ts";
import { flag, text } from "./option.ts";
import { UsageError } from "./usage-error.ts";

const out = text("out", "FILE", "Where the snapshot is written");
const printPolicy = flag("print-policy", "Print the permissions that it takes, as an IAM policy");

/** `guardlint collect`. */
export const collect: Command = {
  name: "collect",
  operands: "",
  summary: "Read the organisation and its accounts into a snapshot",
  description: [
    "Reads from AWS, and changes nothing there: the organisation with its policies, and of each account principals, clusters, networks and detectors. Credentials are found as the AWS CLI finds them. 'guardlint check SNAPSHOT' judges what was read, and 'guardlint check --with SNAPSHOT PATH' judges new source against it.",
    "What cannot be read stands in the snapshot as unread, with the reason. A collection that is interrupted goes on where it ended when it is started again.",
    "Exit code 0: the snapshot is written. 2: nothing could be read, or the credentials have expired on the way.",
  ],
  options: [out, ...Object.values(collectOptions), printPolicy],
  examples: [
    {
      line: "guardlint collect --assume-role audit --out snapshot.json",
      does: "Read all accounts of the organisation through their role audit.",
    },
  ],
  run: async (host, given) => {
    const [extra] = given.positionals;
    if (extra !== undefined) {
      throw new UsageError(`collect takes no argument, and '${extra}' is one`);
    }
    const collection = readCollection(given);
    if (given.get(printPolicy)) {
      const { permissionsPolicy } = await import("../collect/index.ts");
      host.stdout.write(permissionsPolicy(collection.role));
      return 0;
    }
    const file = given.get(out);
    if (file === undefined) throw new UsageError("--out FILE says where the snapshot is to go");
    return (await collectInto(host, collection, file)) === undefined ? 2 : 0;
  },
};

/**
 * Collects, and writes the snapshot.
 *
 * @param file - of the snapshot; undefined writes none
 * @returns the snapshot's text; undefined where there is none, which is told on standard error
 */
export async function collectInto(
  host: Host,
  collection: Collection,
  file: string | undefined,
): Promise<string | undefined> {
  const { collect: read } = await import("../collect/index.ts");
  const journal = file === undefined ? undefined : `${file}.partial`;
  const tell = (message: string): void => {
    host.stderr.write(`guardlint: ${printable(message)}\n`);
  };
  const kept = `what was read is kept in ${journal ?? ""}; run it again to go on`;
  if (file !== undefined && host.status(file).kind === "directory") {
    tell(`cannot write ${file}: it is a directory`);
    return undefined;
  }
  const release = host.onInterrupt(() => {
    const isKept = journal !== undefined && host.status(journal).kind === "file";
    // The line that tells how far it is may stand there.
    if (host.stderr.isTTY) host.stderr.write("\n");
    tell(isKept ? `interrupted; ${kept}` : "interrupted");
  });
  const outcome = await read(host, { ...collection, journal, maxAttempts: 8 });
  release();
  if (!outcome.ok) {
    tell(outcome.message);
    if (outcome.kept) tell(kept);
    return undefined;
  }
  if (file !== undefined) {
    const written = host.replaceFile(file, outcome.text);
    if (!written.ok) {
      tell(`cannot write ${file}: ${written.message}`);
      return undefined;
    }
    outcome.done();
  }
  const { unread, accounts, calls } = outcome;
  tell(`read ${counted(accounts, "account")} with ${counted(calls, "call")}`);
  for (const line of unreadLines(unread)) tell(line);
  return outcome.text;
}

/** What is unread, by what it is and why: one line for all accounts of which it is the same. */
function unreadLines(
  unread: readonly { readonly action: string; readonly because: string }[],
): readonly string[] {
  const times = new Map<string, number>();
  for (const { action, because } of unread) {
    const line = `\`${action}\` could not be read: ${because}`;
    times.set(line, (times.get(line) ?? 0) + 1);
  }
  return [...times].sort(([a], [b]) => (a < b ? -1 : 1)).map(([line, n]) => `${line} (${n} ×)`);
}
