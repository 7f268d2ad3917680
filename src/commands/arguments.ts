import { parseArgs } from "node:util";
import type { Option, Use } from "./option.ts";
import { UsageError } from "./usage-error.ts";

/** A command line as understood: what was given for which option, and the rest. */
export interface Arguments {
  /** What is no option, in order. */
  readonly positionals: readonly string[];
  /** Every use of every option, in order. */
  readonly uses: readonly Use[];
  /**
   * @returns what was given for the option
   * @throws UsageError where that is none of the values it takes
   */
  get<T>(option: Option<T>): T;
}

/**
 * Reads the arguments of one command.
 *
 * @param argv - the words after the command's name
 * @param options - all options that the command takes
 * @throws UsageError for an unknown option, a missing or a superfluous value
 */
export function parseArguments(
  argv: readonly string[],
  options: readonly Option<unknown>[],
): Arguments {
  const byName = new Map(options.map((option) => [option.name, option]));
  const { tokens } = parseArgs({
    args: [...argv],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(
      options.map((option) => [
        option.name,
        {
          type: option.form.kind === "value" ? ("string" as const) : ("boolean" as const),
          ...(option.name === "help" ? { short: "h" } : {}),
        },
      ]),
    ),
  });
  const positionals: string[] = [];
  const uses: Use[] = [];
  /** The optional value that the next word may be. */
  let open: { readonly name: string; readonly values: readonly string[] } | undefined;
  for (const token of tokens) {
    const waiting = open;
    open = undefined;
    if (token.kind === "positional") {
      if (waiting?.values.includes(token.value) === true) {
        uses.splice(-1, 1, { name: waiting.name, value: token.value });
      } else {
        positionals.push(token.value);
      }
    } else if (token.kind === "option") {
      const option = byName.get(token.name);
      if (option === undefined) {
        throw unknownOption(token.rawName, byName);
      }
      const use = { name: token.name, value: token.value };
      checkForm(option, use, token.inlineValue === true);
      uses.push(use);
      if (option.form.kind === "optional" && token.value === undefined) {
        open = { name: token.name, values: option.form.values };
      }
    }
  }
  return {
    positionals,
    uses,
    get: (option) => option.read(uses.filter((use) => use.name === option.name)),
  };
}

function checkForm(option: Option<unknown>, use: Use, inline: boolean): void {
  if (option.form.kind === "flag" && use.value !== undefined) {
    throw new UsageError(`--${option.name} takes no value`);
  }
  if (option.form.kind !== "value") {
    return;
  }
  const value = use.value ?? "";
  // `--output --quiet` is a forgotten value; `--output=--quiet` is meant so.
  if (value === "" || (!inline && value.startsWith("-") && value !== "-")) {
    throw new UsageError(`--${option.name} needs a value: --${option.name} ${option.form.label}`);
  }
}

function unknownOption(raw: string, byName: ReadonlyMap<string, Option<unknown>>): UsageError {
  return new UsageError(`unknown option '${raw}'`, {
    word: raw,
    candidates: [...byName.keys()].map((name) => `--${name}`),
  });
}
