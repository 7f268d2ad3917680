import type { Tree } from "../../terraform/source/tree.ts";

/** What the files of a project and its stacks say, beside its program. */
export class PulumiFiles {
  readonly #files: Tree;
  readonly #folders = new Map<string, boolean>();

  /** @param files - reads files within the linted folders */
  constructor(files: Tree) {
    this.#files = files;
  }

  /**
   * The name of the project that a file belongs to.
   * https://www.pulumi.com/docs/reference/cli/project-file/
   *
   * @param path - path of a file of the program
   */
  projectOf(path: string): string | undefined {
    let folder = path;
    while (folder !== "") {
      folder = folder.slice(0, Math.max(folder.lastIndexOf("/"), 0));
      if (folder === "" && path.startsWith("/")) return undefined;
      const own = folder === "" ? "Pulumi.yaml" : `${folder}/Pulumi.yaml`;
      const read = this.#files.isFile(own) ? this.#files.read(own) : undefined;
      if (read?.ok !== true) continue;
      const [, quote, name] =
        /^name:[ \t]*(["']?)([A-Za-z0-9_.-]{1,100})(["']?)[ \t\r]*(?:#.*)?$/m.exec(
          read.source.text,
        ) ?? [];
      return quote === undefined ? undefined : name;
    }
    return undefined;
  }

  /**
   * Whether the configuration of its stacks adds tags to all resources.
   * https://www.pulumi.com/registry/packages/aws/installation-configuration/
   *
   * @param path - path of a file of the program
   */
  hasDefaultTags(path: string): boolean {
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
