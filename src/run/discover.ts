import type { DirectoryEntry, Host } from "../model/host.ts";
import type { Notification } from "../model/notification.ts";
import { compilePatterns, type PathRule } from "./path-patterns.ts";

/** A file to look at. */
export interface Candidate {
  /** Relative to the working directory where it lies below it, with `/`; `-` is standard input. */
  readonly path: string;
  /** A person named it: that it cannot be read, or is none of ours, is then told. */
  readonly named: boolean;
}

/** Never walked: what git keeps for itself. */
const never: ReadonlySet<string> = new Set([".git"]);
/** Left out unless asked for: other people's files, and copies of ours. */
const usuallyNot: ReadonlySet<string> = new Set([
  "node_modules",
  ".terraform",
  ".terragrunt-cache",
]);
/** Endings of files that can hold something of ours; files without an ending are looked at too. */
const endings: ReadonlySet<string> = new Set(
  "json yaml yml tf tofu tfstate template policy plan out txt ts tsx mts mtsx cts ctsx".split(" "),
);
/** Deeper than this nothing of ours lies, and a walk that goes on is lost. */
const deepest = 100;

interface Ignored {
  readonly base: string;
  readonly rule: PathRule;
}

/**
 * Finds the files under the paths that a person named. Links are not followed, so nothing outside
 * the paths is read.
 *
 * @param host - the world
 * @param paths - files and directories; `-` is standard input
 * @param ignored - the configuration's patterns; undefined switches off `.gitignore` too
 * @param except - paths that are no inputs: the configuration itself
 * @returns candidates in the order of the paths, each once, a directory's in code unit order
 */
export function discover(
  host: Host,
  paths: readonly string[],
  ignored: readonly string[] | undefined,
  except: ReadonlySet<string>,
): { readonly candidates: readonly Candidate[]; readonly notifications: readonly Notification[] } {
  const candidates = new Map<string, Candidate>();
  const notifications: Notification[] = [];
  const add = (path: string, named: boolean): void => {
    const before = candidates.get(path)?.named ?? false;
    if (!except.has(path)) candidates.set(path, { path, named: named || before });
  };
  // Alone, `-` is standard input.
  const addFile = (path: string, named: boolean): void => {
    add(path === "-" ? "./-" : path, named);
  };
  const fail = (path: string, message: string): void => {
    notifications.push({
      level: "error",
      code: "unreadable",
      message: `cannot read ${path}: ${message}`,
      path,
      place: undefined,
    });
  };

  const configured = compilePatterns(ignored ?? []);
  const isLeftOut = (path: string, rules: readonly Ignored[]): boolean =>
    configured(path) === "ignored" || isIgnored(path, rules);

  const walk = (directory: string, rules: readonly Ignored[], depth: number): void => {
    const listing = host.list(directory === "" ? "." : directory);
    if (!listing.ok) {
      fail(directory, listing.message);
      return;
    }
    const here =
      ignored === undefined ? rules : [...rules, ...gitignore(host, directory, listing.entries)];
    for (const { name, kind } of listing.entries) {
      const path = below(directory, name);
      if (kind === "directory") {
        if (never.has(name) || (ignored !== undefined && usuallyNot.has(name))) continue;
        if (isLeftOut(`${path}/`, here)) continue;
        if (depth < deepest) walk(path, here, depth + 1);
        else fail(path, `it lies more than ${deepest} folders deep`);
      } else if (kind === "file" && mayHoldOurs(name)) {
        if (!isLeftOut(path, here)) addFile(path, false);
      }
    }
  };

  for (const given of paths) {
    if (given === "-") {
      add("-", true);
      continue;
    }
    const path = relativePath(host.cwd, given);
    const status = host.status(path === "" ? "." : path);
    switch (status.kind) {
      case "directory":
        walk(path, above(host, path, ignored !== undefined), 0);
        break;
      case "file":
      // A pipe, as in `guardlint check <(terraform show -json plan.out)`.
      case "other":
        addFile(path, true);
        break;
      case "missing":
        fail(path, "there is no such file or directory");
        break;
      case "unreadable":
        fail(path, status.message);
        break;
    }
  }
  return { candidates: [...candidates.values()], notifications };
}

/** The `.gitignore` files between the working directory and a directory below it. */
function above(host: Host, directory: string, asked: boolean): readonly Ignored[] {
  if (!asked || directory === "" || directory.startsWith("/") || directory.startsWith("..")) {
    return [];
  }
  const parts = directory.split("/");
  return parts.flatMap((_, index) => {
    const folder = parts.slice(0, index).join("/");
    const listing = host.list(folder === "" ? "." : folder);
    return listing.ok ? gitignore(host, folder, listing.entries) : [];
  });
}

/** A link is passed over, as git does: it may lead anywhere. */
function gitignore(
  host: Host,
  directory: string,
  entries: readonly DirectoryEntry[],
): readonly Ignored[] {
  if (!entries.some(({ name, kind }) => name === ".gitignore" && kind === "file")) return [];
  const file = host.readFile(below(directory, ".gitignore"));
  if (!file.ok) return [];
  const lines = file.text.replace(/^\ufeff/, "").split(/\r?\n/);
  return [{ base: directory, rule: compilePatterns(lines) }];
}

function below(directory: string, name: string): string {
  if (directory === "") return name;
  return directory.endsWith("/") ? directory + name : `${directory}/${name}`;
}

/** The deepest file that says something of a path decides, as in git. */
function isIgnored(path: string, rules: readonly Ignored[]): boolean {
  for (const { base, rule } of [...rules].reverse()) {
    const folder = below(base, "");
    if (!path.startsWith(folder)) continue;
    const said = rule(path.slice(folder.length));
    if (said !== undefined) return said === "ignored";
  }
  return false;
}

/**
 * A path as reports show it: relative to the working directory where it lies below it, however it
 * was written.
 *
 * @param cwd - absolute path of the working directory
 * @param path - relative to it, or absolute
 * @returns empty for the working directory itself
 */
export function relativePath(cwd: string, path: string): string {
  const root = plain(cwd);
  const asked = plain(path.startsWith("/") ? path : `${cwd}/${path}`);
  if (asked === root) return "";
  const folder = below(root, "");
  if (asked.startsWith(folder)) return asked.slice(folder.length);
  return path.startsWith("/") ? asked : plain(path);
}

/** Without empty steps, `.`, and `..` as far as there is a folder before it. */
function plain(path: string): string {
  const absolute = path.startsWith("/");
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (part !== ".." || !absolute) parts.push(part);
  }
  return (absolute ? "/" : "") + parts.join("/");
}

function mayHoldOurs(name: string): boolean {
  const [ending = "", before, ...more] = name.toLowerCase().split(".").reverse();
  if (before === undefined) return true;
  // What only declares types.
  if (before === "d" && more.length > 0 && ending.includes("ts")) return false;
  return endings.has(ending);
}
