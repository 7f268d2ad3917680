#!/usr/bin/env node
import { main } from "./commands/main.ts";
import { createHost } from "./host.ts";
import { optimiseLate } from "./optimise-late.ts";

void main(process.argv.slice(2), { ...createHost(), expectMuch: optimiseLate }).then((code) => {
  // All output is written: what is still in memory need not be taken down piece by piece.
  process.exit(code);
});
