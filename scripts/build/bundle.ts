import { build, type Metafile } from "esbuild";
import { projectRoot } from "../project.ts";

/**
 * Bundles the program and the library with everything they use into `dist`. What is imported
 * dynamically stays in chunks of its own, which load only when they are needed.
 *
 * @param options - `write: false` leaves `dist` as it is
 * @returns what went into the bundle
 */
export async function bundle(options: { readonly write: boolean }): Promise<Metafile> {
  const { metafile } = await build({
    absWorkingDir: projectRoot,
    entryPoints: ["src/cli.ts", "src/index.ts"],
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
    // Names stay as they are, so that stack traces say something.
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: "none",
    metafile: true,
    write: options.write,
    logLevel: "warning",
  });
  return metafile;
}
