import { build, type BuildOptions, type Metafile, type Plugin } from "esbuild";
import { projectRoot } from "../project.ts";
import { commandChunks } from "./chunks.ts";
import { common, fileNames } from "./common.ts";

/**
 * Bundles the program and the library with everything they use into `dist`: the start, which loads
 * the rest; the commands as scripts, which `keepCode` compiles; what reads from AWS, with the SDK in
 * it; and the library, of which what is imported dynamically stays in chunks.
 *
 * @param options - `write: false` leaves `dist` as it is
 * @returns what went into the bundles
 */
export async function bundle(options: { readonly write: boolean }): Promise<Metafile> {
  const built = await Promise.all([
    ...parts.map(async (part) => {
      const { metafile } = await build({ ...common, ...part, ...options, metafile: true });
      return metafile;
    }),
    commandChunks(options),
  ]);
  return {
    inputs: Object.fromEntries(built.flatMap(({ inputs }) => Object.entries(inputs))),
    outputs: Object.fromEntries(built.flatMap(({ outputs }) => Object.entries(outputs))),
  };
}

/** In the start the compiled scripts take the place of all other sources. */
const commandsCompiled: Plugin = {
  name: "commands-compiled",
  setup: (plugin) => {
    plugin.onResolve({ filter: /\/program\.ts$/ }, () => ({
      path: `${projectRoot}/src/compiled-commands.ts`,
    }));
  },
};

const parts: readonly BuildOptions[] = [
  {
    entryPoints: ["src/cli.ts"],
    outfile: "dist/cli.cjs",
    // Node starts a CommonJS program in four fifths of the time that a module takes.
    format: "cjs",
    define: { "import.meta.dirname": "__dirname" },
    supported: { "dynamic-import": false },
    plugins: [commandsCompiled],
  },
  {
    entryPoints: ["src/collect/index.ts"],
    outfile: "dist/collect.cjs",
    format: "cjs",
    platform: "node",
    // Nearly all of it is the SDK, whose sources nobody looks into.
    sourcemap: false,
  },
  {
    entryPoints: { index: "src/index.ts" },
    outdir: "dist",
    chunkNames: "chunks/[name]-[hash]",
    splitting: true,
    format: "esm",
    banner: {
      js: `import{createRequire as nodeRequire}from"node:module";const require=nodeRequire(import.meta.url);${fileNames}`,
    },
  },
];
