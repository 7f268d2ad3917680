import { main } from "./commands/main.ts";
import { createHost } from "./host.ts";

void main(process.argv.slice(2), createHost()).then((code) => {
  process.exitCode = code;
});
