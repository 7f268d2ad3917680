import { textOf } from "../../scripts/project.ts";

/** What the tests ask of `package.json`. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly type: string;
  readonly engines: { readonly node: string };
  readonly bin: Readonly<Record<string, string>>;
  readonly files: readonly string[];
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** The lock file's account of one package. */
export interface LockedPackage {
  readonly license?: string;
  readonly dev?: boolean;
  readonly resolved?: string;
}

/** `package.json`. */
export function readManifest(): Manifest {
  return JSON.parse(textOf("package.json") ?? "") as Manifest;
}

/** The packages of `package-lock.json` by folder. */
export function readLock(): Readonly<Record<string, LockedPackage>> {
  const lock = JSON.parse(textOf("package-lock.json") ?? "") as {
    readonly packages: Readonly<Record<string, LockedPackage>>;
  };
  return lock.packages;
}
