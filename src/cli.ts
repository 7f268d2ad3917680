import { main } from "./commands/main.ts";
import { createHost } from "./host.ts";

process.exitCode = await main(process.argv.slice(2), createHost());
