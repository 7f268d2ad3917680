import { basename } from "node:path";
import { build, type Metafile, type Plugin } from "esbuild";
import { compiledFiles } from "../../src/compiled-commands.ts";
import { common, fileNames } from "./common.ts";

/** A chunk as esbuild's code splitting makes it: an ES module that imports others. */
interface Chunk {
  readonly name: string;
  readonly text: string;
  /** Names of the chunks that are loaded with it. */
  readonly needs: readonly string[];
  readonly exports: readonly string[];
}

const folder = "dist/commands";
const entry = "dispatch";

/**
 * Bundles the commands into `dist/commands`: one script with what every run needs, and one for
 * each module that is imported dynamically, with what it alone needs. A script is what
 * `compiled-commands.ts` loads: a function of `require`, `module` and `exports`.
 *
 * @param options - `write: false` leaves `dist` as it is
 * @returns what went into each script
 */
export async function commandChunks(options: { readonly write: boolean }): Promise<Metafile> {
  const split = await build({
    ...common,
    entryPoints: { [entry]: "src/commands/dispatch.ts" },
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
      return [name, { name, text, needs, exports: told?.exports ?? [] }];
    }),
  );
  const core = loadedWith(entry, chunks);
  const scripts = [entry, ...[...chunks.keys()].filter((name) => !core.has(name))];
  const outputs = await Promise.all(
    scripts.map(async (name): Promise<[string, Metafile["outputs"][string]]> => {
      const own = name === entry ? core : new Set([name]);
      const file = `${folder}/${name}${compiledFiles.script}`;
      await build({
        ...common,
        ...options,
        stdin: { contents: name === entry ? coreText(core) : `export * from "./${name}.js";` },
        outfile: file,
        format: "cjs",
        supported: { "dynamic-import": false },
        banner: { js: `(function (require, module, exports) {${fileNames}` },
        footer: { js: "})" },
        plugins: [collectApart, chunkFiles(chunks, core, own)],
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

/** The core hands on each of its chunks, under its name, to the scripts that need parts of it. */
function coreText(core: ReadonlySet<string>): string {
  return [...core].map((name) => `export * as ${identifier(name)} from "./${name}.js";`).join("\n");
}

/** Resolves chunks to each other: those of one script into it, others to their own scripts. */
function chunkFiles(
  chunks: ReadonlyMap<string, Chunk>,
  core: ReadonlySet<string>,
  own: ReadonlySet<string>,
): Plugin {
  return {
    name: "chunk-files",
    setup: (plugin) => {
      plugin.onResolve({ filter: /^\.\/.*\.js$/ }, ({ path }) => {
        const name = basename(path, ".js");
        if (own.has(name)) return { path: name, namespace: "own" };
        if (core.has(name)) return { path: name, namespace: "core" };
        return { path: `./${name}${compiledFiles.script}`, external: true };
      });
      plugin.onResolve({ filter: /^core$/ }, () => ({
        path: `./${entry}${compiledFiles.script}`,
        external: true,
      }));
      plugin.onLoad({ filter: /.*/, namespace: "own" }, ({ path }) => ({
        contents: chunks.get(path)?.text ?? "",
      }));
      plugin.onLoad({ filter: /.*/, namespace: "core" }, ({ path }) => ({
        contents: `import { ${identifier(path)} } from "core";
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
