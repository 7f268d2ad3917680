import type { Script } from "node:vm";
import type { Host } from "./model/host.ts";

/** Names of the files in `dist`: the commands as one script, and what V8 made of it. */
export const compiledFiles = { script: "commands.cjs", cache: "commands.cache" } as const;

/** The commands, ready to be run. */
export interface CompiledCommands {
  readonly dispatch: (argv: readonly string[], host: Host) => Promise<number>;
  /** For the build, which keeps its code. */
  readonly script: Script;
}

/**
 * Loads the commands with the code that the build had V8 make of them, so that a start neither
 * parses nor compiles them. Another Node than the build's refuses that code and compiles the script
 * as ever. https://nodejs.org/docs/latest-v20.x/api/vm.html#scriptcreatecacheddata
 *
 * @param folder - absolute path of `dist`
 * @throws where `dist` is not as the build made it
 */
export function loadCommands(folder: string): CompiledCommands {
  const { readFileSync, existsSync } = process.getBuiltinModule("node:fs");
  const { Script } = process.getBuiltinModule("node:vm");
  const { createRequire } = process.getBuiltinModule("node:module");
  const path = `${folder}/${compiledFiles.script}`;
  const cache = `${folder}/${compiledFiles.cache}`;
  const text = `(function (require, module) {${readFileSync(path, "utf8")}\n})`;
  const script = new Script(text, {
    filename: path,
    ...(existsSync(cache) ? { cachedData: readFileSync(cache) } : {}),
  });
  const module: { exports: unknown } = { exports: {} };
  const define: unknown = script.runInThisContext();
  if (typeof define !== "function") throw new Error(`${path} is no script of the build`);
  Reflect.apply(define, undefined, [createRequire(path), module]);
  const run = memberOf(module.exports, "dispatch");
  return {
    script,
    dispatch: async (argv, host) => {
      const code: unknown = await Reflect.apply(run, undefined, [argv, host]);
      if (typeof code !== "number") throw new Error("a command ended without an exit code");
      return code;
    },
  };
}

function memberOf(exported: unknown, name: string): (...words: never) => unknown {
  const own =
    typeof exported === "object" && exported !== null
      ? new Map(Object.entries(exported))
      : new Map<string, unknown>();
  const found: unknown = own.get(name);
  if (!isFunction(found)) throw new Error(`the commands have no \`${name}\``);
  return found;
}

function isFunction(value: unknown): value is (...words: never) => unknown {
  return typeof value === "function";
}

/**
 * Stands in the program for `commands/dispatch.ts`, which is in the script; the build puts it there.
 *
 * @public
 */
export const dispatch: CompiledCommands["dispatch"] = (argv, host) =>
  loadCommands(import.meta.dirname).dispatch(argv, host);
