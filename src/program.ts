import { main } from "./commands/main.ts";
import { createHost } from "./host.ts";
import type { Host } from "./model/host.ts";
import { optimiseLate } from "./optimise-late.ts";

/**
 * Runs the program.
 *
 * @param argv - the words after its name
 * @param host - the world; undefined for that of this process, which the program has to itself
 * @returns the exit code; nothing is thrown
 */
export function program(argv: readonly string[], host?: Host): Promise<number> {
  return main(argv, host ?? { ...createHost(), expectMuch: optimiseLate });
}
