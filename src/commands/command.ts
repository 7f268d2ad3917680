import type { Host } from "../model/host.ts";
import type { Arguments } from "./arguments.ts";
import type { Option } from "./option.ts";

/** A command of the program: its options and help, and what it runs. */
export interface Command {
  readonly name: string;
  /** What follows the name in the usage line, without the options: `[PATH…]`. */
  readonly operands: string;
  /** One line, no final period. */
  readonly summary: string;
  /** Paragraphs of the help text, each one line of any length. */
  readonly description: readonly string[];
  readonly options: readonly Option<unknown>[];
  /** Command lines with what they do. */
  readonly examples: readonly { readonly line: string; readonly does: string }[];
  /**
   * @returns the exit code
   * @throws UsageError where the arguments make no sense
   */
  run(host: Host, given: Arguments): Promise<number>;
}
