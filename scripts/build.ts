/** Builds `dist`: the program, the library, its types, and the notices of what is bundled. */
import { chmodSync, rmSync, writeFileSync } from "node:fs";
import { bundle } from "./build/bundle.ts";
import { keepCode } from "./build/code.ts";
import { declarations } from "./build/declarations.ts";
import { bundledPackages, noticesText } from "./build/notices.ts";
import { projectRoot } from "./project.ts";

rmSync(`${projectRoot}/dist`, { recursive: true, force: true });
const [metafile] = await Promise.all([bundle({ write: true }), declarations()]);
chmodSync(`${projectRoot}/dist/cli.cjs`, 0o755);
await keepCode();
writeFileSync(
  `${projectRoot}/dist/THIRD-PARTY-NOTICES.txt`,
  noticesText(bundledPackages(metafile)),
);
