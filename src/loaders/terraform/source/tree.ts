import type { DirectoryEntry, Host } from "../../../model/host.ts";
import type { Source } from "../../../model/place.ts";
import type { NamedFile } from "./env.ts";

/** Files of a folder beyond this are not gone through. */
const mostFiles = 20_000;

/** Files read for one run; each directory is listed once and each file read once. */
export class Tree {
  readonly #host: Host;
  readonly #boundaries: readonly string[];
  readonly #listings = new Map<string, ReadonlyMap<string, DirectoryEntry["kind"]> | undefined>();
  readonly #files = new Map<string, NamedFile>();

  /**
   * @param host - the world
   * @param boundaries - folders outside of which nothing is read: `""` is the working directory
   */
  constructor(host: Host, boundaries: readonly string[]) {
    this.#host = host;
    this.#boundaries = boundaries;
  }

  /** The names in a directory, in code unit order; undefined where it cannot be listed. */
  entries(directory: string): ReadonlyMap<string, DirectoryEntry["kind"]> | undefined {
    if (!this.#listings.has(directory)) {
      const listing = this.#host.list(directory === "" ? "." : directory);
      const kinds = listing.ok
        ? new Map(listing.entries.map(({ name, kind }) => [name, kind]))
        : undefined;
      this.#listings.set(directory, kinds);
    }
    return this.#listings.get(directory);
  }

  /** Reads a file, if it lies within the bounds and no link leads to it. */
  read(path: string): NamedFile {
    let file = this.#files.get(path);
    if (file === undefined) this.#files.set(path, (file = this.#read(path)));
    return file;
  }

  /** Whether a directory is there, within the bounds and not behind a link. */
  isDirectory(path: string): boolean {
    const kind = this.#kind(path);
    return kind === "directory";
  }

  /**
   * The paths of all files below a directory, relative to it.
   *
   * @returns undefined where they cannot be told: too many, outside the bounds, or behind a link
   */
  below(directory: string): readonly string[] | undefined {
    if (this.#kind(directory) !== "directory") return undefined;
    const files: string[] = [];
    const waiting = [""];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const entries = this.entries(joined(directory, next));
      if (entries === undefined || files.length + waiting.length > mostFiles) return undefined;
      for (const [name, kind] of entries) {
        if (kind === "symlink") return undefined;
        if (kind === "directory") waiting.push(`${next}${name}/`);
        else if (kind === "file") files.push(next + name);
      }
    }
    return files;
  }

  /** Whether a file is there, within the bounds and not behind a link. */
  isFile(path: string): boolean {
    return this.#kind(path) === "file";
  }

  #read(path: string): NamedFile {
    const shown = path.length > 100 ? `…${path.slice(-100)}` : path;
    const refused = (detail: string, missing = false): NamedFile => ({
      ok: false,
      missing,
      detail,
    });
    switch (this.#kind(path)) {
      case "outside":
        return refused(`\`${shown}\` lies outside the linted folder`);
      case "symlink":
        return refused(`\`${shown}\` is behind a link, and links are not followed`);
      case "missing":
        return refused(`there is no file \`${shown}\``, true);
      case "file":
        break;
      default:
        return refused(`\`${shown}\` is no file`);
    }
    const read = this.#host.readFile(path);
    if (!read.ok) return refused(`\`${shown}\` cannot be read: ${read.message}`);
    const syntax = syntaxOf(path);
    const source: Source = { path, text: read.text, syntax, confidential: false };
    return { ok: true, source, damaged: read.replaced };
  }

  #kind(path: string): DirectoryEntry["kind"] | "outside" | "missing" {
    const boundary = this.#boundaries.find((folder) => isWithin(path, folder));
    if (boundary === undefined) return "outside";
    if (path === boundary) return "directory";
    let folder = boundary;
    const rest = boundary === "" ? path : path.slice(boundary === "/" ? 1 : boundary.length + 1);
    const parts = rest.split("/");
    for (const [index, part] of parts.entries()) {
      const kind = this.entries(folder)?.get(part);
      if (kind === undefined) return "missing";
      if (index === parts.length - 1 || kind === "symlink") return kind;
      if (kind !== "directory") return "missing";
      folder = joined(folder, part);
    }
    return "missing";
  }
}

function syntaxOf(path: string): Source["syntax"] {
  if (path.endsWith(".tf")) return "hcl";
  if (path.endsWith(".json")) return "json";
  return /\.[cm]?tsx?$/i.test(path) ? "typescript" : "hcl";
}

function isWithin(path: string, folder: string): boolean {
  if (folder === "") return !path.startsWith("/") && path !== ".." && !path.startsWith("../");
  return path === folder || path.startsWith(folder === "/" ? folder : `${folder}/`);
}

/**
 * A path as seen from a folder, without empty steps, `.` and `..`.
 *
 * @param folder - relative to the working directory, which is `""`, or absolute
 * @param path - as written
 */
export function joined(folder: string, path: string): string {
  const whole = path.startsWith("/") || folder === "" ? path : `${folder}/${path}`;
  const absolute = whole.startsWith("/");
  const parts: string[] = [];
  for (const part of whole.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (part !== ".." || !absolute) parts.push(part);
  }
  return (absolute ? "/" : "") + parts.join("/");
}

/** The way from one folder to another, as `path.module` has it. */
export function wayFrom(folder: string, to: string): string {
  const [from, target] = [folder, to].map((path) => path.split("/").filter((part) => part !== ""));
  if (from === undefined || target === undefined) return ".";
  let same = 0;
  while (same < from.length && from[same] === target[same]) same += 1;
  const parts = [...from.slice(same).map(() => ".."), ...target.slice(same)];
  return parts.length === 0 ? "." : parts.join("/");
}
