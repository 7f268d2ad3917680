import { expect, it } from "vitest";
import { usesColor } from "../../src/commands/color.ts";
import { memoryHost } from "../memory-host.ts";

// https://no-color.org
it.each([
  { asked: "auto", isTTY: true, env: {}, colored: true },
  { asked: "auto", isTTY: false, env: {}, colored: false },
  { asked: "auto", isTTY: true, env: { dumbTerminal: true }, colored: false },
  { asked: "auto", isTTY: true, env: { noColor: true }, colored: false },
  { asked: "auto", isTTY: false, env: { forceColor: true }, colored: true },
  { asked: "auto", isTTY: true, env: { noColor: true, forceColor: true }, colored: false },
  { asked: "always", isTTY: false, env: { noColor: true }, colored: true },
  { asked: "never", isTTY: true, env: { forceColor: true }, colored: false },
] as const)("--color=$asked, terminal $isTTY, $env: $colored", ({ asked, isTTY, env, colored }) => {
  expect(usesColor(memoryHost({}, { isTTY, env }), asked)).toBe(colored);
});
