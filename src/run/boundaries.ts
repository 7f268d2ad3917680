import type { Host } from "../model/host.ts";
import { relativePath } from "./discover.ts";

/**
 * The folders outside of which nothing is read: the working directory, and what a person named.
 *
 * @param paths - as given; of a file its folder counts
 */
export function boundariesOf(host: Host, paths: readonly string[]): readonly string[] {
  const named = paths
    .filter((path) => path !== "-")
    .map((path) => relativePath(host.cwd, path))
    .map((path) =>
      host.status(path === "" ? "." : path).kind === "directory" ? path : folderOf(path),
    );
  return ["", ...named];
}

/** The folder that a file lies in; empty for the working directory. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash === -1 ? "" : path.slice(0, Math.max(slash, 1));
}
