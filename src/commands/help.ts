import { wrap } from "../reporters/text/wrap.ts";
import type { Command } from "./command.ts";
import { flag, type Option } from "./option.ts";

/** The option that every command has. */
export const helpOption = flag("help", "Print this help");

/** The option of the program itself. */
export const versionOption = flag("version", "Print the version");

const WIDTH = 80;

/**
 * The help text of the program.
 *
 * @param commands - all commands
 */
export function renderOverview(commands: readonly Pick<Command, "name" | "summary">[]): string {
  const width = Math.max(...commands.map((command) => command.name.length));
  return [
    "guardlint finds where an EKS cluster can lose GuardDuty's Runtime Monitoring.",
    "",
    "Usage: guardlint COMMAND [OPTIONS] [ARGUMENTS]",
    "",
    "Commands:",
    ...commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`),
    "",
    "Options:",
    ...renderOptions([versionOption, helpOption]),
    "",
    "'guardlint COMMAND --help' says more about a command.",
    "",
  ].join("\n");
}

/**
 * The help text of one command, made from its option table.
 *
 * @param command - the command
 */
export function renderHelp(command: Command): string {
  const operands = command.operands === "" ? "" : ` ${command.operands}`;
  const examples = command.examples.flatMap((example) => [
    `  ${example.line}`,
    ...wrap(example.does, WIDTH, "      ", 6),
  ]);
  return [
    `${command.summary}.`,
    "",
    `Usage: guardlint ${command.name} [OPTIONS]${operands}`,
    ...command.description.flatMap((paragraph) => ["", ...wrap(paragraph, WIDTH, "", 0)]),
    "",
    "Options:",
    ...renderOptions([...command.options, helpOption]),
    ...(examples.length === 0 ? [] : ["", "Examples:", ...examples]),
    "",
  ].join("\n");
}

function renderOptions(options: readonly Option<unknown>[]): readonly string[] {
  return options.flatMap((option) => {
    const notes = [
      option.summary,
      ...(option.repeatable ? ["may be repeated"] : []),
      ...(option.fallback === undefined ? [] : [`default: ${option.fallback}`]),
    ].join("; ");
    return [`  ${written(option)}`, ...wrap(notes, WIDTH, "      ", 6)];
  });
}

function written(option: Option<unknown>): string {
  const name = option.name === "help" ? "-h, --help" : `--${option.name}`;
  switch (option.form.kind) {
    case "flag":
      return name;
    case "value":
      return `${name} ${option.form.label}`;
    case "optional":
      return `${name}[=${option.form.label}]`;
  }
}
