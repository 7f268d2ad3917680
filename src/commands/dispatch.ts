import type { Host } from "../model/host.ts";
import { didYouMean } from "../source/did-you-mean.ts";
import { printable } from "../reporters/printable.ts";
import { parseArguments } from "./arguments.ts";
import { allCommands, catalog } from "./catalog.ts";
import { helpOption, renderHelp, renderOverview } from "./help.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Finds the command that the words name, and runs it.
 *
 * @param argv - the words after the program's name
 * @param host - the world
 * @returns the exit code: 2 where the words make no sense, which is told on standard error
 */
export async function dispatch(argv: readonly string[], host: Host): Promise<number> {
  const [word, ...rest] = argv;
  if (word === undefined) {
    host.stderr.write(renderOverview(await allCommands()));
    return 2;
  }
  if (word === "--help" || word === "-h" || (word === "help" && rest.length === 0)) {
    host.stdout.write(renderOverview(await allCommands()));
    return 0;
  }
  const [name, words] = word === "help" ? [rest[0] ?? "", ["--help"]] : [word, rest];
  try {
    return await runCommand(name, words, host);
  } catch (error) {
    if (!(error instanceof UsageError)) {
      throw error;
    }
    host.stderr.write(usageText(error, name));
    return 2;
  }
}

async function runCommand(name: string, words: readonly string[], host: Host): Promise<number> {
  const entry = catalog.find((candidate) => candidate.name === name);
  if (entry === undefined) {
    throw unknownCommand(name, words, host);
  }
  const command = await entry.load();
  const given = parseArguments(words, [...command.options, helpOption]);
  if (given.get(helpOption)) {
    host.stdout.write(renderHelp(command));
    return 0;
  }
  return command.run(host, given);
}

function unknownCommand(name: string, words: readonly string[], host: Host): UsageError {
  if (name.startsWith("-") && name !== "-") {
    return new UsageError(
      `unknown option '${name}'`,
      { word: name, candidates: ["--help", "--version"] },
      words.length > 0 ? `Options follow the command: guardlint check ${name}` : undefined,
    );
  }
  if (name === "-" || host.status(name).kind !== "missing") {
    return new UsageError(
      `'${name}' is not a command`,
      undefined,
      `To lint it: guardlint check ${name}`,
    );
  }
  return new UsageError(`'${name}' is not a command`, {
    word: name,
    candidates: catalog.map((entry) => entry.name),
  });
}

function usageText(error: UsageError, name: string): string {
  const guess = error.hint ?? guessOf(error);
  const known = catalog.some((entry) => entry.name === name);
  return [
    `guardlint: ${printable(error.message)}\n`,
    guess === undefined ? "" : `${printable(guess)}\n`,
    `'guardlint ${known ? `${name} --help` : "--help"}' says what there is.\n`,
  ].join("");
}

function guessOf(error: UsageError): string | undefined {
  if (error.intended === undefined) {
    return undefined;
  }
  const word = didYouMean(error.intended.word, error.intended.candidates);
  return word === undefined ? undefined : `Did you mean '${word}'?`;
}
