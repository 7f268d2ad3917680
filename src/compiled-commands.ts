import type { Script } from "node:vm";
import type { Host } from "./model/host.ts";

/** How the files in `dist/commands` end: a script, and what V8 made of it. */
export const compiledFiles = { script: ".cjs", cache: ".cache" } as const;

/** The program with its commands, ready to be run. */
export interface CompiledCommands {
  /** As `program.ts` has it. */
  readonly program: (argv: readonly string[], host?: Host) => Promise<number>;
  /** The scripts that were loaded so far, by their file names; for the build, which keeps their code. */
  readonly scripts: ReadonlyMap<string, Script>;
}

/**
 * Loads the commands with the code that the build had V8 make of them, so that a start neither
 * parses nor compiles them. Another Node than the build's refuses that code and compiles the scripts
 * as ever. What the sources import dynamically is a script of its own, and loaded when it is asked
 * for. https://nodejs.org/docs/latest-v20.x/api/vm.html#scriptcreatecacheddata
 *
 * @param folder - absolute path of `dist/commands`
 * @throws where the folder is not as the build made it
 */
export function loadCommands(folder: string): CompiledCommands {
  const { Script } = process.getBuiltinModule("node:vm");
  const files = new Files();
  const scripts = new Map<string, Script>();
  const modules = new Map<string, { exports: unknown }>();

  const load = (name: string): unknown => {
    if (!name.startsWith("./")) return outside(name, folder);
    const known = modules.get(name);
    if (known !== undefined) return known.exports;
    const path = `${folder}/${name.slice(2)}`;
    const text = files.read(path)?.toString("latin1");
    if (text === undefined) throw new Error(`${path} is missing`);
    const cachedData = files.read(
      path.slice(0, -compiledFiles.script.length) + compiledFiles.cache,
    );
    const script = new Script(text, { filename: path, ...(cachedData && { cachedData }) });
    const define: unknown = script.runInThisContext();
    if (typeof define !== "function") throw new Error(`${path} is no script of the build`);
    const module: { exports: unknown } = { exports: {} };
    scripts.set(name.slice(2), script);
    modules.set(name, module);
    Reflect.apply(define, undefined, [load, module, module.exports]);
    return module.exports;
  };

  const run = memberOf(memberOf(load("./program.cjs"), "program"), "program");
  if (!isFunction(run)) throw new Error("the scripts have no `program`");
  return {
    scripts,
    program: async (argv, host) => {
      const code: unknown = await Reflect.apply(run, undefined, [argv, host]);
      if (typeof code !== "number") throw new Error("a command ended without an exit code");
      return code;
    },
  };
}

/**
 * Reads files one after the other into the same memory: to have the system give a megabyte of new
 * memory takes longer than to read that much.
 */
class Files {
  readonly #fs = process.getBuiltinModule("node:fs");
  #room = Buffer.allocUnsafeSlow(1 << 20);

  /**
   * @param path - absolute
   * @returns what the file holds, until the next is read; undefined where there is none
   */
  read(path: string): Buffer | undefined {
    const { openSync, fstatSync, readSync, closeSync } = this.#fs;
    let file: number;
    try {
      file = openSync(path, "r");
    } catch {
      return undefined;
    }
    try {
      const { size } = fstatSync(file);
      if (size > this.#room.length) this.#room = Buffer.allocUnsafeSlow(size);
      let held = 0;
      for (let more = -1; more !== 0 && held < size; held += more) {
        more = readSync(file, this.#room, held, size - held, null);
      }
      return this.#room.subarray(0, held);
    } finally {
      closeSync(file);
    }
  }
}

/** A module of Node, or a package that is not bundled. */
function outside(name: string, folder: string): unknown {
  const known = process.getBuiltinModule(name);
  if (known !== undefined) return known;
  const { createRequire } = process.getBuiltinModule("node:module");
  return createRequire(`${folder}/`)(name);
}

function memberOf(exported: unknown, name: string): unknown {
  return typeof exported === "object" && exported !== null
    ? new Map(Object.entries(exported)).get(name)
    : undefined;
}

function isFunction(value: unknown): value is (...words: never) => unknown {
  return typeof value === "function";
}

/**
 * Stands in the start of the program for `program.ts`, which is in the scripts; the build puts it there.
 *
 * @public
 */
export const program: CompiledCommands["program"] = (argv, host) =>
  loadCommands(`${import.meta.dirname}/commands`).program(argv, host);
