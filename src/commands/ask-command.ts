import type { Host } from "../model/host.ts";
import { jsonText } from "../reporters/json-text.ts";
import { printable } from "../reporters/printable.ts";
import type { Arguments } from "./arguments.ts";
import { allowedFrom, changeTagFrom, useEndpointFrom, type Made } from "./ask/from-options.ts";
import { policiesOfPaths } from "./ask/policies-of-paths.ts";
import { questionOptions, readQuestionOptions } from "./ask/question-options.ts";
import { kinds, type AskedQuestion } from "./ask/question.ts";
import { askLines, askMade, askOne, type AskOptions, type AskOutput } from "./ask/run-ask.ts";
import type { Command } from "./command.ts";
import { choice, flag, oneOf, text, type Option } from "./option.ts";
import { readJson, readPaths, type ReadPaths } from "./read-inputs.ts";
import { UsageError } from "./usage-error.ts";

const expectOption: Option<"yes" | "no" | undefined> = {
  ...text("expect", "yes|no", "Make the exit code 1 where the answer is another"),
  read: (uses) => {
    const use = uses.at(-1);
    return use === undefined ? undefined : oneOf("expect", ["yes", "no"] as const, use.value);
  },
};

const options = {
  ...questionOptions,
  question: text("question", "FILE", "The question; a .jsonl file holds one on each line"),
  all: flag("all", "List every class of principals that gets through, not just one"),
  expect: expectOption,
  witness: text(
    "witness",
    "FILE",
    "Where to write the request that gets through, for decide; a .jsonl file takes several",
  ),
  format: choice("format", ["text", "json"], "text", "How to write the answer"),
  config: text(
    "config",
    "FILE",
    "The configuration for the PATHs; otherwise guardlint.yaml of the working directory",
  ),
};

/** `guardlint ask`. */
export const ask: Command = {
  name: "ask",
  operands: "[change-tag|use-endpoint|allowed] [PATH…]",
  summary: "Prove that nobody untrusted gets through, or show a request that does",
  description: [
    "Asks about all requests at once. change-tag: can anybody untrusted change the GuardDutyManaged tag of a cluster? use-endpoint: can anybody untrusted send telemetry through an endpoint, and can its owner? allowed: is any request of the --action allowed?",
    "The answer is yes, with a request that 'guardlint decide' confirms; no, with the statements that prove it; or cannot-tell, with what is missing. The policies are those of the PATHs, read as check reads them, or those of the --question file, which docs/ask.md describes. Who is trusted the configuration says (trust), and --not-principal.",
    "Exit code 0: every question got an answer. 1: one of them is not the --expected one. 2: the tool or an input failed.",
  ],
  options: Object.values(options),
  examples: [
    {
      line: "guardlint ask change-tag --account 111122223333 --expect no policies/",
      does: "Fail a build in which service control policies leave the tag open.",
    },
    {
      line: "guardlint ask allowed --action iam:CreateRole --with aws:SourceIp=- --all policies/",
      does: "List who can create roles by requests without a source address.",
    },
  ],
  run: askQuestions,
};

async function askQuestions(host: Host, given: Arguments): Promise<number> {
  const asked: AskOptions = {
    format: given.get(options.format),
    all: given.get(options.all),
    expect: given.get(options.expect),
    policiesFor: undefined,
  };
  const witness = given.get(options.witness);
  const file = given.get(options.question);
  const output =
    file === undefined
      ? await askGiven(host, given, asked)
      : await askFile(host, given, file, asked, witness);
  if (output === undefined) return 2;
  host.stdout.write(output.stdout);
  host.stderr.write(output.stderr);
  const written = witness === undefined || writeWitness(host, witness, output);
  return written ? output.exitCode : 2;
}

async function askFile(
  host: Host,
  given: Arguments,
  path: string,
  asked: AskOptions,
  witness: string | undefined,
): Promise<AskOutput | undefined> {
  const { endpoint } = readQuestionOptions(given, "file");
  const [kind] = given.positionals;
  if (kinds.some((one) => one === kind)) {
    throw new UsageError(
      `'${kind ?? ""}' and --question exclude each other: the file has the question`,
    );
  }
  const lines = path.endsWith(".jsonl");
  if (lines && witness !== undefined && !witness.endsWith(".jsonl")) {
    throw new UsageError("several questions can have several witnesses: name a .jsonl FILE");
  }
  const paths = given.positionals;
  const elsewhere =
    paths.length === 0 ? undefined : await readPaths(host, paths, given.get(options.config));
  if (elsewhere?.ok === false) return undefined;
  const source = await readJson(host, path);
  if (source === undefined) return undefined;
  const policiesFor =
    elsewhere === undefined
      ? undefined
      : (question: AskedQuestion) => policiesOfPaths(question, elsewhere.estate, endpoint);
  return (lines ? askLines : askOne)(source, { ...asked, policiesFor });
}

async function askGiven(
  host: Host,
  given: Arguments,
  asked: AskOptions,
): Promise<AskOutput | undefined> {
  const [word, ...paths] = given.positionals;
  if (word === undefined) {
    throw new UsageError(
      "ask needs a question",
      undefined,
      `Write ask ${kinds.join(", ask ")}, or --question FILE`,
    );
  }
  const kind = kinds.find((one) => one === word);
  if (kind === undefined) {
    throw new UsageError(`'${word}' is no kind of question`, { word, candidates: kinds });
  }
  const from = readQuestionOptions(given, kind);
  if (paths.length === 0) {
    throw new UsageError(
      "there are no policies to ask about",
      undefined,
      "Name the PATHs that hold them, or a file with both: --question FILE",
    );
  }
  const read = await readPaths(host, paths, given.get(options.config));
  if (!read.ok) return undefined;
  const { question, assumptions } = made(kind, from, read);
  const found = policiesOfPaths(question, read.estate, from.endpoint);
  if (!found.ok) {
    host.stderr.write(`guardlint: ${printable(found.message)}\n`);
    return undefined;
  }
  const policies = {
    ...found.policies,
    assumptions: [...assumptions, ...found.policies.assumptions],
  };
  return askMade(question, policies, asked);
}

function made(
  kind: AskedQuestion["kind"],
  from: ReturnType<typeof readQuestionOptions>,
  { estate, settings }: ReadPaths & { readonly ok: true },
): Made<AskedQuestion> {
  switch (kind) {
    case "change-tag":
      return changeTagFrom(from, estate, settings);
    case "use-endpoint":
      return useEndpointFrom(from, estate, settings);
    case "allowed":
      return allowedFrom(from);
  }
}

/** Writes the requests that get through; without any there is nothing to write, which is told. */
function writeWitness(host: Host, path: string, { witnesses, exitCode }: AskOutput): boolean {
  const [first] = witnesses;
  if (first === undefined) {
    if (exitCode !== 2) {
      host.stderr.write(
        `guardlint: ${printable(path)} is not written: no request is to be shown\n`,
      );
    }
    return true;
  }
  const text = path.endsWith(".jsonl")
    ? witnesses.map((witness) => jsonText(witness, 0)).join("")
    : jsonText(first, 2);
  const result = host.writeFile(path, text);
  if (!result.ok) {
    host.stderr.write(`guardlint: cannot write ${printable(path)}: ${result.message}\n`);
  }
  return result.ok;
}
