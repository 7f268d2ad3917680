import type { Host } from "../model/host.ts";
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
const endings = /\.(?:json|ya?ml|tfstate|template|policy|plan|out|txt)$/i;
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
    if (!except.has(path) && !candidates.has(path)) candidates.set(path, { path, named });
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
      ignored !== undefined && listing.entries.some(({ name }) => name === ".gitignore")
        ? [...rules, ...gitignore(host, directory)]
        : rules;
    for (const { name, kind } of listing.entries) {
      const path = directory === "" ? name : `${directory}/${name}`;
      if (kind === "directory") {
        if (never.has(name) || (ignored !== undefined && usuallyNot.has(name))) continue;
        if (depth < deepest && !isLeftOut(`${path}/`, here)) walk(path, here, depth + 1);
      } else if (kind === "file" && (endings.test(name) || !name.includes("."))) {
        if (!isLeftOut(path, here)) add(path, false);
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
        add(path, true);
        break;
      case "missing":
        fail(path, "there is no such file or directory");
        break;
      case "unreadable":
        fail(path, status.message);
        break;
      case "other":
        fail(path, "it is neither a file nor a directory");
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
  return parts.flatMap((_, index) => gitignore(host, parts.slice(0, index).join("/")));
}

function gitignore(host: Host, directory: string): readonly Ignored[] {
  const file = host.readFile(directory === "" ? ".gitignore" : `${directory}/.gitignore`);
  if (!file.ok) return [];
  return [{ base: directory, rule: compilePatterns(file.text.split(/\r?\n/)) }];
}

/** The deepest file that says something of a path decides, as in git. */
function isIgnored(path: string, rules: readonly Ignored[]): boolean {
  for (const { base, rule } of [...rules].reverse()) {
    if (base !== "" && !path.startsWith(`${base}/`)) continue;
    const said = rule(base === "" ? path : path.slice(base.length + 1));
    if (said !== undefined) return said === "ignored";
  }
  return false;
}

/** A path as reports show it: relative to the working directory where it lies below it. */
export function relativePath(cwd: string, path: string): string {
  const absolute = path.startsWith("/");
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (part !== ".." || !absolute) parts.push(part);
  }
  const plain = parts.join("/");
  if (!absolute) return plain;
  const root = cwd.replace(/\/+$/, "");
  if (`/${plain}` === root) return "";
  return `/${plain}`.startsWith(`${root}/`) ? plain.slice(root.length) : `/${plain}`;
}
