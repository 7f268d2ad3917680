import { basename } from "node:path";
import { build, type Metafile, type Plugin } from "esbuild";
import { compiledFiles } from "../../src/compiled-commands.ts";
import { common, fileNames } from "./common.ts";

/** A chunk as esbuild's code splitting makes it: an ES module that imports others. */
interface Chunk {
  readonly name: string;
  readonly text: string;
  /** Characters of its code. */
  readonly size: number;
  /** Names of the chunks that are loaded with it. */
  readonly needs: readonly string[];
  readonly exports: readonly string[];
  /** The source file that is imported dynamically, where the chunk is for one. */
  readonly source: string | undefined;
}

const folder = "dist/commands";
const entry = "program";
/** What is loaded where there is something to judge. */
const judging = "src/run/judge.ts";
/** What reads inputs is loaded where there may be nothing to judge. */
const reading = /^src\/(?:loaders|source)\//;
/** Characters: to look for a script, open it and read it takes longer than to load so much. */
const small = 24_000;

/**
 * Bundles the commands into `dist/commands`: one script with what every run needs, one with what
 * judges, and one for each other module that is imported dynamically, with what it alone needs. A
 * script is what `compiled-commands.ts` loads: a function of `require`, `module` and `exports`.
 *
 * @param options - `write: false` leaves `dist` as it is
 * @returns what went into each script
 */
export async function commandChunks(options: { readonly write: boolean }): Promise<Metafile> {
  const split = await build({
    ...common,
    entryPoints: { [entry]: "src/program.ts" },
    plugins: [collectApart],
    outdir: folder,
    chunkNames: "[name]-[hash]",
    splitting: true,
    format: "esm",
    minify: false,
    sourcemap: "inline",
    write: false,
  });
  const chunks = new Map(
    split.outputFiles.map(({ path, text }): [string, Chunk] => {
      const name = basename(path, ".js");
      const told = split.metafile.outputs[`${folder}/${name}.js`];
      const needs = (told?.imports ?? []).flatMap(({ path: to, kind, external }) =>
        kind === "import-statement" && external !== true ? [basename(to, ".js")] : [],
      );
      const inputs = Object.values(told?.inputs ?? {});
      const size = inputs.reduce((sum, { bytesInOutput }) => sum + bytesInOutput, 0);
      return [
        name,
        { name, text, size, needs, exports: told?.exports ?? [], source: told?.entryPoint },
      ];
    }),
  );
  const groups = groupsOf(chunks);
  const holders = new Map(
    [...groups].flatMap(([script, held]) =>
      [...held].map((name): [string, string] => [name, script]),
    ),
  );
  const scripts = new Set([...chunks.keys()].map((name) => holders.get(name) ?? name));
  const outputs = await Promise.all(
    [...scripts].map(async (name): Promise<[string, Metafile["outputs"][string]]> => {
      const own = groups.get(name) ?? new Set([name]);
      const file = `${folder}/${name}${compiledFiles.script}`;
      await build({
        ...common,
        ...options,
        stdin: { contents: scriptText(name, groups.get(name), chunks) },
        outfile: file,
        format: "cjs",
        supported: { "dynamic-import": false },
        banner: { js: `(function (require, module, exports) {${fileNames}` },
        footer: { js: "})" },
        plugins: [collectApart, chunkFiles(chunks, holders, own)],
      });
      return [file, together([...own], split.metafile)];
    }),
  );
  return { inputs: split.metafile.inputs, outputs: Object.fromEntries(outputs) };
}

/** What reads from AWS has the SDK in it: a script beside the folder, which two commands load. */
const collectApart: Plugin = {
  name: "collect-apart",
  setup: (plugin) => {
    plugin.onResolve({ filter: /\/collect(?:\/index\.ts|\.cjs)$/ }, () => ({
      path: "../collect.cjs",
      external: true,
    }));
  },
};

/** A chunk and all that its import statements lead to. */
function loadedWith(name: string, chunks: ReadonlyMap<string, Chunk>): ReadonlySet<string> {
  const found = new Set([name]);
  for (const one of found) for (const next of chunks.get(one)?.needs ?? []) found.add(next);
  return found;
}

function isSmallAndShared(chunk: Chunk | undefined): boolean {
  return chunk !== undefined && chunk.source === undefined && chunk.size < small;
}

/**
 * The chunks that go into one script, since they are loaded together: many small files take longer.
 *
 * @returns by the name of the script
 */
function groupsOf(chunks: ReadonlyMap<string, Chunk>): ReadonlyMap<string, ReadonlySet<string>> {
  const core = new Set(loadedWith(entry, chunks));
  const apart = new Set(core);
  let judge = "";
  for (const { name, source = "" } of chunks.values()) {
    if (source === judging) judge = name;
    if (!reading.test(source)) continue;
    for (const needed of loadedWith(name, chunks)) apart.add(needed);
  }
  if (judge === "") throw new Error(`${judging} is not imported dynamically`);
  for (const name of apart) {
    const needed = [...loadedWith(name, chunks)].filter((one) => !core.has(one));
    if (needed.every((one) => isSmallAndShared(chunks.get(one))))
      for (const one of needed) core.add(one);
  }
  const judged = [...loadedWith(judge, chunks)].filter((name) => !apart.has(name));
  return new Map([
    [entry, core],
    [judge, new Set(judged)],
  ]);
}

/**
 * What is in a script. One of several chunks hands on each of them, under its name, to the scripts
 * that need parts of it: as an object, which is made at once, where a namespace takes a getter for
 * each name.
 */
function scriptText(
  name: string,
  group: ReadonlySet<string> = new Set(),
  chunks: ReadonlyMap<string, Chunk>,
): string {
  const held = [...group].map((one) => {
    const names = (chunks.get(one)?.exports ?? []).map((exported): [string, string] => [
      exported,
      `${identifier(one)}_${exported}`,
    ]);
    const imported = names.map(([exported, own]) => `${exported} as ${own}`).join(", ");
    const entries = names.map(([exported, own]) => `${exported}: ${own}`).join(", ");
    return `import { ${imported} } from "./${one}.js";
export const ${identifier(one)} = { ${entries} };`;
  });
  const own = name === entry ? [] : [`export * from "./${name}.js";`];
  return [...held, ...own].join("\n");
}

/** Resolves chunks to each other: those of one script into it, others to the scripts they are in. */
function chunkFiles(
  chunks: ReadonlyMap<string, Chunk>,
  holders: ReadonlyMap<string, string>,
  own: ReadonlySet<string>,
): Plugin {
  const scriptOf = (name: string): string => `./${name}${compiledFiles.script}`;
  return {
    name: "chunk-files",
    setup: (plugin) => {
      plugin.onResolve({ filter: /^\.\/.*\.js$/ }, ({ path, kind }) => {
        const name = basename(path, ".js");
        if (own.has(name)) return { path: name, namespace: "own" };
        if (holders.has(name) && kind !== "dynamic-import")
          return { path: name, namespace: "held" };
        return { path: scriptOf(holders.get(name) ?? name), external: true };
      });
      plugin.onResolve({ filter: /^holder:/ }, ({ path }) => ({
        path: scriptOf(path.slice("holder:".length)),
        external: true,
      }));
      plugin.onLoad({ filter: /.*/, namespace: "own" }, ({ path }) => ({
        contents: chunks.get(path)?.text ?? "",
      }));
      plugin.onLoad({ filter: /.*/, namespace: "held" }, ({ path }) => ({
        contents: `import { ${identifier(path)} } from "holder:${holders.get(path) ?? ""}";
export const { ${(chunks.get(path)?.exports ?? []).join(", ")} } = ${identifier(path)};`,
      }));
    },
  };
}

function identifier(name: string): string {
  return name.replace(/\W/g, "_");
}

/** Several chunks as the one script that they are put into. */
function together(names: readonly string[], { outputs }: Metafile): Metafile["outputs"][string] {
  const parts = names.flatMap((name) => outputs[`${folder}/${name}.js`] ?? []);
  return {
    bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0),
    inputs: Object.fromEntries(parts.flatMap(({ inputs }) => Object.entries(inputs))),
    imports: parts.flatMap(({ imports }) => imports),
    exports: parts.flatMap(({ exports }) => exports),
  };
}
