import type { Source } from "../../model/place.ts";
import { joined, type Tree } from "../terraform/source/tree.ts";
import { parseScript, type Parsed } from "./parse.ts";
import { isBundle } from "./recognise.ts";

/** A file of a project. */
export interface ProjectFile {
  readonly source: Source;
  readonly parsed: Parsed;
}

/** What stands behind the name of a relative import. */
export type Imported =
  | { readonly kind: "script"; readonly path: string }
  | { readonly kind: "json"; readonly source: Source }
  | { readonly kind: "missing"; readonly detail: string };

/** Endings that an import leaves out, or spells as they are after compilation. */
const endings = [".ts", ".tsx", ".mts", ".cts", "/index.ts", "/index.tsx"];
const compiled: ReadonlyMap<string, string> = new Map([
  [".js", ".ts"],
  [".jsx", ".tsx"],
  [".mjs", ".mts"],
  [".cjs", ".cts"],
]);

/** The files that programs are made of; each is read and parsed once. */
export class Project {
  readonly #tree: Tree;
  readonly #files = new Map<string, ProjectFile | undefined>();

  /** @param tree - reads files within the linted folders */
  constructor(tree: Tree) {
    this.#tree = tree;
  }

  /** The files that were parsed. */
  get files(): readonly ProjectFile[] {
    return [...this.#files.values()].filter((file) => file !== undefined);
  }

  /** Takes a file whose text is at hand. */
  add(source: Source): void {
    if (this.#files.has(source.path)) return;
    this.#files.set(source.path, { source, parsed: parseScript(source) });
  }

  /** A file; undefined where it cannot be read. */
  file(path: string): ProjectFile | undefined {
    if (!this.#files.has(path)) {
      const read = this.#tree.read(path);
      const own = read.ok && !isBundle(read.source.text) ? read.source : undefined;
      this.#files.set(
        path,
        own === undefined ? undefined : { source: own, parsed: parseScript(own) },
      );
    }
    return this.#files.get(path);
  }

  /**
   * Finds the file of a relative import.
   *
   * @param from - path of the file that imports
   * @param specifier - `./lib/network`
   */
  find(from: string, specifier: string): Imported {
    const slash = from.lastIndexOf("/");
    const path = joined(slash === -1 ? "" : from.slice(0, slash), specifier);
    const missing = (): Imported => ({
      kind: "missing",
      detail: `there is no file \`${specifier.slice(0, 80)}\` in the linted folders`,
    });
    if (path.split("/").includes("node_modules")) return missing();
    if (path.endsWith(".json")) {
      const read = this.#tree.read(path);
      return read.ok ? { kind: "json", source: read.source } : missing();
    }
    const ending = /\.[cm]?jsx?$/.exec(path)?.[0];
    const spelled = ending === undefined ? undefined : compiled.get(ending);
    const names = [
      path,
      ...(ending === undefined ? [] : [path.slice(0, -ending.length) + (spelled ?? "")]),
      ...endings.map((one) => path + one),
    ];
    for (const name of names) {
      if (!/\.[cm]?tsx?$/.test(name) || /\.d\.[cm]?ts$/.test(name)) continue;
      if (this.#files.has(name) || this.#tree.isFile(name)) return { kind: "script", path: name };
    }
    return missing();
  }
}
