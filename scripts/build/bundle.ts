import { build, type BuildOptions, type Metafile, type Plugin } from "esbuild";
import { projectRoot } from "../project.ts";

/**
 * Bundles the program and the library with everything they use into `dist`. Each is a bundle of its
 * own: shared chunks would be many small files, and every file costs a start more than its text.
 * What is imported dynamically stays in chunks, which load only when they are needed.
 *
 * @param options - `write: false` leaves `dist` as it is
 * @returns what went into the bundles
 */
export async function bundle(options: { readonly write: boolean }): Promise<Metafile> {
  const built = await Promise.all(
    parts.map(async ({ entryPoints, plugins }) => {
      const { metafile } = await build({ ...common, ...options, entryPoints, plugins });
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
  outdir: "dist",
  chunkNames: "chunks/[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  // Not "node": that picks the CommonJS build of `yaml`, of which nothing can be left out.
  platform: "neutral",
  mainFields: ["module", "main"],
  external: ["node:*"],
  target: "node20.19",
  // Node reads the whole text of a module before it runs a line of it. Stack traces say something
  // under `node --enable-source-maps`.
  minify: true,
  sourcemap: "linked",
  sourcesContent: false,
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
} as const satisfies BuildOptions;

/** The commands are a bundle beside the one that starts them, which is small enough for `--version`. */
const commandsApart: Plugin = {
  name: "commands-apart",
  setup: (plugin) => {
    plugin.onResolve({ filter: /\/dispatch\.ts$/ }, () => ({
      path: "./commands.js",
      external: true,
    }));
  },
};

const parts: readonly {
  readonly entryPoints: Record<string, string>;
  readonly plugins: Plugin[];
}[] = [
  { entryPoints: { cli: "src/cli.ts" }, plugins: [commandsApart] },
  { entryPoints: { commands: "src/commands/dispatch.ts" }, plugins: [] },
  { entryPoints: { index: "src/index.ts" }, plugins: [] },
];
