import { ask } from "./ask-command.ts";
import { check } from "./check.ts";
import type { Command } from "./command.ts";
import { decide } from "./decide-command.ts";
import { explain } from "./explain.ts";
import { rules } from "./rules.ts";

/**
 * All commands in the order of the help text. They share nearly all their modules, so that loading
 * them apart would cost more than it saves; what only some inputs need (the YAML parser, the SARIF
 * reporter) loads when it is needed.
 */
export const catalog: readonly Command[] = [check, rules, explain, decide, ask];
