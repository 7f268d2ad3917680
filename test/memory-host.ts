import { posix } from "node:path";
import { decodeText } from "../src/decode-text.ts";
import type { DirectoryEntry, Environment, Host, Output, WriteResult } from "../src/model/host.ts";

/** A host whose world is a record of files; what was written can be read back. */
export interface MemoryHost extends Host {
  /** Everything written to standard output and standard error so far. */
  readonly output: { readonly stdout: string; readonly stderr: string };
  /** Files written, by absolute path. */
  readonly written: ReadonlyMap<string, string>;
  /** Does what is done before an interruption ends the program. */
  readonly interrupt: () => void;
}

/** What else a {@link memoryHost} can be given. */
export interface MemoryHostOptions {
  readonly cwd?: string;
  readonly stdin?: string | Uint8Array;
  readonly now?: string;
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly env?: Partial<Environment>;
  /** Paths, absolute or relative to `cwd`, that refuse to be read or listed. */
  readonly unreadable?: readonly string[];
  /** Paths of symbolic links: listed as such; as a file or directory they do not exist. */
  readonly symlinks?: readonly string[];
  /** Makes every write to a file fail with this message. */
  readonly writeFailure?: string;
}

/**
 * A host for tests.
 *
 * @param files - content by path, absolute or relative to the working directory (`/repo`)
 */
export function memoryHost(
  files: Readonly<Record<string, string | Uint8Array>>,
  options: MemoryHostOptions = {},
): MemoryHost {
  const cwd = options.cwd ?? "/repo";
  const absolute = (path: string): string => trimSlash(posix.resolve(cwd, path));
  const contents = new Map(
    Object.entries(files).map(([path, content]) => [absolute(path), Buffer.from(content)]),
  );
  const directories = new Map<string, Map<string, DirectoryEntry["kind"]>>([[cwd, new Map()]]);
  const add = (path: string, kind: DirectoryEntry["kind"]): void => {
    const parent = posix.dirname(path);
    const entries = directories.get(parent) ?? new Map<string, DirectoryEntry["kind"]>();
    entries.set(posix.basename(path), kind);
    directories.set(parent, entries);
    if (parent !== "/") {
      add(parent, "directory");
    }
  };
  for (const path of contents.keys()) {
    add(path, "file");
  }
  for (const path of options.symlinks ?? []) {
    add(absolute(path), "symlink");
  }
  const unreadable = new Set((options.unreadable ?? []).map(absolute));
  const written = new Map<string, string>();
  const interruptions = new Set<() => void>();
  const text = { stdout: "", stderr: "" };
  const output = (name: "stdout" | "stderr"): Output => ({
    write: (more) => {
      text[name] += more;
    },
    isTTY: options.isTTY ?? false,
    columns: options.columns ?? 80,
  });
  let clock = 0;
  return {
    cwd,
    readFile: (path) => {
      const full = absolute(path);
      if (unreadable.has(full)) {
        return { ok: false, reason: "unreadable", message: "permission denied" };
      }
      if (directories.has(full)) {
        return { ok: false, reason: "directory", message: "it is a directory" };
      }
      const bytes = contents.get(full);
      return bytes === undefined
        ? { ok: false, reason: "missing", message: "no such file or directory" }
        : decodeText(bytes);
    },
    list: (path) => {
      const full = absolute(path);
      const entries = directories.get(full);
      if (entries === undefined) {
        return { ok: false, message: "no such file or directory" };
      }
      if (unreadable.has(full)) {
        return { ok: false, message: "permission denied" };
      }
      const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
      return { ok: true, entries: sorted.map(([name, kind]) => ({ name, kind })) };
    },
    status: (path) => {
      const full = absolute(path);
      const bytes = contents.get(full);
      const size = written.get(full)?.length ?? bytes?.length;
      if (size !== undefined) return { kind: "file", size };
      return directories.has(full) ? { kind: "directory" } : { kind: "missing" };
    },
    writeFile: (path, content): WriteResult => {
      if (options.writeFailure !== undefined) {
        return { ok: false, message: options.writeFailure };
      }
      written.set(absolute(path), content);
      return { ok: true };
    },
    appendFile: (path, content): WriteResult => {
      const full = absolute(path);
      const before = written.get(full) ?? contents.get(full)?.toString("utf8") ?? "";
      written.set(full, before + content);
      return { ok: true };
    },
    replaceFile: (path, content): WriteResult => {
      if (options.writeFailure !== undefined) {
        return { ok: false, message: options.writeFailure };
      }
      written.set(absolute(path), content);
      return { ok: true };
    },
    onInterrupt: (before) => {
      interruptions.add(before);
      return () => interruptions.delete(before);
    },
    interrupt: () => {
      for (const before of interruptions) before();
    },
    removeFile: (path): WriteResult => {
      written.delete(absolute(path));
      return { ok: true };
    },
    stdin: () => Promise.resolve(decodeText(Buffer.from(options.stdin ?? ""))),
    stdout: output("stdout"),
    stderr: output("stderr"),
    flush: () => Promise.resolve({ ok: true }),
    now: () => new Date(options.now ?? "2026-11-21T12:00:00Z"),
    monotonic: () => (clock += 1),
    env: {
      noColor: false,
      forceColor: false,
      dumbTerminal: false,
      githubActions: false,
      debug: false,
      terraformVariables: new Map(),
      ...options.env,
    },
    output: text,
    written,
  };
}

function trimSlash(path: string): string {
  return path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
}
