#!/usr/bin/env node
import { program } from "./program.ts";

void start(process.argv.slice(2));

async function start(argv: readonly string[]): Promise<void> {
  try {
    // All output is written: what is still in memory need not be taken down piece by piece.
    process.exit(await program(argv));
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    process.stderr.write(`guardlint: its own files are not as they were installed: ${what}\n`);
    process.exitCode = 2;
  }
}
