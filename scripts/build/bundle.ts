import { build, type BuildOptions, type Metafile, type Plugin } from "esbuild";
import { compiledFiles } from "../../src/compiled-commands.ts";
import { projectRoot } from "../project.ts";

/**
 * Bundles the program and the library with everything they use into `dist`: the start, which is all
 * that `--version` loads; the commands as one script, which {@link keepCode} compiles; and the
 * library, of which what is imported dynamically stays in chunks.
 *
 * @param options - `write: false` leaves `dist` as it is
 * @returns what went into the bundles
 */
export async function bundle(options: { readonly write: boolean }): Promise<Metafile> {
  const built = await Promise.all(
    parts.map(async (part) => {
      const { metafile } = await build({ ...part, ...common, ...options });
      return metafile;
    }),
  );
  return {
    inputs: Object.fromEntries(built.flatMap(({ inputs }) => Object.entries(inputs))),
    outputs: Object.fromEntries(built.flatMap(({ outputs }) => Object.entries(outputs))),
  };
}

const common = {
  absWorkingDir: projectRoot,
  bundle: true,
  // Not "node": that picks the CommonJS build of `yaml`, of which nothing can be left out.
  platform: "neutral",
  mainFields: ["module", "main"],
  external: ["node:*"],
  target: "node20.19",
  // Stack traces say something under `node --enable-source-maps`.
  minify: true,
  sourcemap: "linked",
  sourcesContent: false,
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
} as const satisfies BuildOptions;

/** In the program the compiled script takes the place of the commands' sources. */
const commandsCompiled: Plugin = {
  name: "commands-compiled",
  setup: (plugin) => {
    plugin.onResolve({ filter: /\/dispatch\.ts$/ }, () => ({
      path: `${projectRoot}/src/compiled-commands.ts`,
    }));
  },
};

const parts: readonly BuildOptions[] = [
  {
    entryPoints: ["src/cli.ts"],
    outfile: "dist/cli.js",
    format: "esm",
    plugins: [commandsCompiled],
  },
  {
    entryPoints: ["src/commands/dispatch.ts"],
    outfile: `dist/${compiledFiles.script}`,
    format: "cjs",
  },
  {
    entryPoints: { index: "src/index.ts" },
    outdir: "dist",
    chunkNames: "chunks/[name]-[hash]",
    splitting: true,
    format: "esm",
  },
];
