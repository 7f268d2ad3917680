import { readdirSync, readFileSync } from "node:fs";
import type { Metafile } from "esbuild";
import { projectRoot } from "../project.ts";

/** A package whose code is in the bundle. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX expression of its package.json. */
  readonly license: string;
  /** The text of its licence file. */
  readonly text: string;
}

/**
 * The packages that went into a bundle.
 *
 * @param metafile - esbuild's account of the bundle
 * @returns them in the order of their names
 * @throws where one does not come with its licence
 */
export function bundledPackages(metafile: Metafile): readonly BundledPackage[] {
  const folders = new Set(
    Object.keys(metafile.inputs).flatMap((path) => {
      const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path);
      return match?.[1] === undefined ? [] : [match[1]];
    }),
  );
  return [...folders].sort().map(readPackage);
}

/**
 * The text that the licences of the bundled packages ask to be handed on.
 *
 * @param packages - the packages
 */
export function noticesText(packages: readonly BundledPackage[]): string {
  const entries = packages.map(
    ({ name, version, license, text }) => `${name} ${version} (${license})\n\n${text.trim()}\n`,
  );
  return ["guardlint contains the following packages, in whole or in part.\n", ...entries].join(
    `\n${"-".repeat(80)}\n\n`,
  );
}

function readPackage(folder: string): BundledPackage {
  const path = `${projectRoot}/${folder}`;
  const manifest: unknown = JSON.parse(readFileSync(`${path}/package.json`, "utf8"));
  const file = readdirSync(path).find((name) => /^licen[cs]e/i.test(name));
  if (!isManifest(manifest) || file === undefined) {
    throw new Error(`${folder} does not come with its licence`);
  }
  return { ...pick(manifest), text: readFileSync(`${path}/${file}`, "utf8") };
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

function pick({ name, version, license }: Manifest): Manifest {
  return { name, version, license };
}

function isManifest(value: unknown): value is Manifest {
  const fields = new Map(typeof value === "object" && value !== null ? Object.entries(value) : []);
  return ["name", "version", "license"].every((field) => typeof fields.get(field) === "string");
}
