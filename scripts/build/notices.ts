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
  const sorted = [...folders].sort();
  return sorted.map((folder) => readPackage(folder, sorted));
}

/**
 * The text that the licences of the bundled packages ask to be handed on.
 *
 * @param packages - the packages
 */
export function noticesText(packages: readonly BundledPackage[]): string {
  const byText = new Map<string, string[]>();
  for (const { name, version, license, text } of packages) {
    const names = byText.get(text.trim()) ?? [];
    byText.set(text.trim(), [...names, `${name} ${version} (${license})`]);
  }
  const entries = [...byText].map(([text, names]) => `${names.join("\n")}\n\n${text}\n`);
  return ["guardlint contains the following packages, in whole or in part.\n", ...entries].join(
    `\n${"-".repeat(80)}\n\n`,
  );
}

/** Packages of one scope come from one repository, whose licence not all of them carry. */
function readPackage(folder: string, folders: readonly string[]): BundledPackage {
  const manifest = manifestOf(folder);
  const scope = /^.*node_modules\/@[^/]+\//.exec(folder)?.[0];
  const siblings = folders.filter(
    (other) =>
      scope !== undefined &&
      other.startsWith(scope) &&
      manifestOf(other).license === manifest.license,
  );
  const text = [folder, ...siblings].flatMap(licenceIn)[0];
  if (text === undefined) throw new Error(`${folder} does not come with its licence`);
  return { ...manifest, text };
}

function licenceIn(folder: string): readonly string[] {
  const path = `${projectRoot}/${folder}`;
  const file = readdirSync(path).find((name) => /^licen[cs]e/i.test(name));
  return file === undefined ? [] : [readFileSync(`${path}/${file}`, "utf8")];
}

function manifestOf(folder: string): Manifest {
  const manifest: unknown = JSON.parse(
    readFileSync(`${projectRoot}/${folder}/package.json`, "utf8"),
  );
  if (!isManifest(manifest)) throw new Error(`${folder} does not say what it is`);
  return pick(manifest);
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
