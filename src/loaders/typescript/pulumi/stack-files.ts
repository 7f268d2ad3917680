import type { Tree } from "../../terraform/source/tree.ts";

/** Whether the configuration files of a program's stacks add tags to all resources. */
export class PulumiDefaults {
  readonly #files: Tree;
  readonly #folders = new Map<string, boolean>();

  /** @param files - reads files within the linted folders */
  constructor(files: Tree) {
    this.#files = files;
  }

  /**
   * https://www.pulumi.com/registry/packages/aws/installation-configuration/
   *
   * @param path - path of a file of the program
   */
  has(path: string): boolean {
    const slash = path.lastIndexOf("/");
    return this.#inFolder(slash === -1 ? "" : path.slice(0, slash));
  }

  /** The folder of the program, or one around it, holds the stacks' files. */
  #inFolder(folder: string): boolean {
    const known = this.#folders.get(folder);
    if (known !== undefined) return known;
    const slash = folder.lastIndexOf("/");
    const around =
      folder === "" || folder === "/" ? undefined : folder.slice(0, Math.max(slash, 0));
    const own = [...(this.#files.entries(folder) ?? new Map<string, string>()).keys()]
      .filter((name) => /^Pulumi\..*\.?ya?ml$/.test(name))
      .some((name) => {
        const read = this.#files.read(folder === "" ? name : `${folder}/${name}`);
        return read.ok && read.source.text.includes("aws:defaultTags");
      });
    const found = own || (around !== undefined && this.#inFolder(around));
    this.#folders.set(folder, found);
    return found;
  }
}
