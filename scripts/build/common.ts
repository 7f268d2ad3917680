import { builtinModules } from "node:module";
import type { BuildOptions } from "esbuild";
import { projectRoot } from "../project.ts";

/** What all bundles have in common. */
export const common = {
  absWorkingDir: projectRoot,
  bundle: true,
  // Not "node": that picks the CommonJS build of `yaml`, of which nothing can be left out.
  platform: "neutral",
  mainFields: ["module", "main"],
  // The TypeScript parser asks for the modules of Node by their old names.
  external: ["node:*", ...builtinModules],
  target: "node20.19",
  // Stack traces say something under `node --enable-source-maps`.
  minify: true,
  sourcemap: "linked",
  sourcesContent: false,
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
} as const satisfies BuildOptions;

/** The TypeScript parser asks where it lies, and does nothing with it here. */
export const fileNames = `var __filename="typescript.js",__dirname=".";`;
