import { resolve, sep } from "node:path";
import type { Dirent } from "node:fs";
import { decodeText, MAX_TEXT_LENGTH, tooLarge } from "./decode-text.ts";
import type {
  DirectoryEntry,
  Environment,
  Host,
  ListResult,
  Output,
  PathStatus,
  ReadFailure,
  ReadResult,
  WriteResult,
} from "./model/host.ts";

// An import of this module makes Node load its streams with it, which costs every start.
const {
  appendFileSync,
  closeSync,
  fstatSync,
  openSync,
  readSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} = process.getBuiltinModule("node:fs");

const CHUNK = 1 << 20;

/**
 * The host of a real process.
 *
 * @returns a host on the process's working directory, files, streams, clock and environment
 */
export function createHost(): Host {
  const cwd = process.cwd();
  const streams = createStreams();
  return {
    cwd: cwd.split(sep).join("/"),
    readFile: (path) => readFile(resolve(cwd, path)),
    list: (path) => list(resolve(cwd, path)),
    status: (path) => status(resolve(cwd, path)),
    writeFile: (path, text) => writeFile(resolve(cwd, path), text),
    appendFile: (path, text) =>
      writing(() => {
        appendFileSync(resolve(cwd, path), text, { mode: ownerOnly });
      }),
    replaceFile: (path, text) => replaceFile(resolve(cwd, path), text),
    removeFile: (path) =>
      writing(() => {
        rmSync(resolve(cwd, path), { force: true });
      }),
    onInterrupt,
    stdin: readStdin,
    stdout: streams.stdout,
    stderr: streams.stderr,
    flush: streams.flush,
    now: () => new Date(),
    monotonic,
    env: environment(process.env),
  };
}

/** Milliseconds. The first look at `performance` makes Node load what this does not need. */
function monotonic(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1e3 + nanoseconds / 1e6;
}

function readFile(path: string): ReadResult {
  let descriptor: number;
  try {
    descriptor = openSync(path, "r");
  } catch (error) {
    return readFailure(error);
  }
  try {
    const stats = fstatSync(descriptor);
    if (stats.isDirectory()) {
      return { ok: false, reason: "directory", message: "it is a directory" };
    }
    if (stats.size > MAX_TEXT_LENGTH) {
      return tooLarge(stats.size);
    }
    const bytes = stats.isFile()
      ? readSized(descriptor, stats.size)
      : readToEnd(descriptor, MAX_TEXT_LENGTH);
    return bytes === undefined ? tooLarge(undefined) : decodeText(bytes);
  } catch (error) {
    return readFailure(error);
  } finally {
    closeSync(descriptor);
  }
}

/** Reads a regular file; a file that shrinks meanwhile is read as far as it goes. */
function readSized(descriptor: number, size: number): Buffer | undefined {
  // Files of /proc and the like say that they are empty and are not.
  if (size === 0) {
    return readToEnd(descriptor, MAX_TEXT_LENGTH);
  }
  const bytes = Buffer.allocUnsafeSlow(size);
  let length = 0;
  while (length < size) {
    const count = readSync(descriptor, bytes, length, size - length, null);
    if (count === 0) {
      break;
    }
    length += count;
  }
  return bytes.subarray(0, length);
}

/** Reads what has no size of its own, such as a pipe; undefined past the limit. */
function readToEnd(descriptor: number, limit: number): Buffer | undefined {
  const chunks: Buffer[] = [];
  let length = 0;
  for (;;) {
    const chunk = Buffer.allocUnsafe(CHUNK);
    const count = readSync(descriptor, chunk, 0, CHUNK, null);
    if (count === 0) {
      return Buffer.concat(chunks);
    }
    length += count;
    if (length > limit) {
      return undefined;
    }
    chunks.push(chunk.subarray(0, count));
  }
}

async function readStdin(): Promise<ReadResult> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of process.stdin) {
      const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
      length += bytes.length;
      if (length > MAX_TEXT_LENGTH) {
        return tooLarge(undefined);
      }
      chunks.push(bytes);
    }
  } catch (error) {
    return readFailure(error);
  }
  return decodeText(Buffer.concat(chunks));
}

function list(path: string): ListResult {
  try {
    const entries = readdirSync(path, { withFileTypes: true }).map((entry): DirectoryEntry => ({
      name: entry.name,
      kind: entryKind(entry),
    }));
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    return { ok: true, entries };
  } catch (error) {
    return { ok: false, message: describe(error) };
  }
}

function entryKind(entry: Dirent): DirectoryEntry["kind"] {
  if (entry.isSymbolicLink()) {
    return "symlink";
  }
  if (entry.isDirectory()) {
    return "directory";
  }
  return entry.isFile() ? "file" : "other";
}

function status(path: string): PathStatus {
  try {
    const stats = statSync(path);
    if (stats.isDirectory()) {
      return { kind: "directory" };
    }
    return { kind: stats.isFile() ? "file" : "other", size: stats.size };
  } catch (error) {
    return isMissing(error)
      ? { kind: "missing" }
      : { kind: "unreadable", message: describe(error) };
  }
}

/** What was read of an organisation is nobody else's business. */
const ownerOnly = 0o600;

/** Written beside its place first, and moved there: whoever reads it sees all of it or nothing. */
function replaceFile(path: string, text: string): WriteResult {
  const there = statSync(path, { throwIfNoEntry: false });
  // A pipe or a device is written to; moving something there would take it away.
  if (there !== undefined && !there.isFile()) return writeFile(path, text);
  return writing(() => {
    const target = there === undefined ? path : realpathSync(path);
    const beside = `${target}.${String(process.pid)}.tmp`;
    try {
      writeFileSync(beside, text, { mode: there === undefined ? ownerOnly : there.mode });
      renameSync(beside, target);
    } catch (error) {
      rmSync(beside, { force: true });
      throw error;
    }
  });
}

/** https://tldp.org/LDP/abs/html/exitcodes.html */
const interrupted = 130;

function onInterrupt(before: () => void): () => void {
  const end = (): void => {
    before();
    process.exit(interrupted);
  };
  process.once("SIGINT", end);
  return () => {
    process.off("SIGINT", end);
  };
}

function writeFile(path: string, text: string): WriteResult {
  return writing(() => {
    writeFileSync(path, text);
  });
}

function writing(write: () => void): WriteResult {
  try {
    write();
    return { ok: true };
  } catch (error) {
    return { ok: false, message: describe(error) };
  }
}

function readFailure(error: unknown): ReadFailure {
  const reason = isMissing(error) ? "missing" : "unreadable";
  return { ok: false, reason, message: describe(error) };
}

function isMissing(error: unknown): boolean {
  return hasCode(error, "ENOENT") || hasCode(error, "ENOTDIR");
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

const MESSAGES: ReadonlyMap<string, string> = new Map([
  ["EACCES", "permission denied"],
  ["EPERM", "operation not permitted"],
  ["ENOENT", "no such file or directory"],
  ["ENOTDIR", "a part of the path is not a directory"],
  ["EISDIR", "it is a directory"],
  ["ELOOP", "too many symbolic links"],
  ["ENAMETOOLONG", "the name is too long"],
  ["ENOSPC", "no space left on the device"],
  ["EROFS", "the file system is read-only"],
  ["EMFILE", "too many open files"],
  ["ENXIO", "there is nothing behind it to open; the path - is standard input"],
  ["EIO", "input/output error"],
]);

/** The system's complaint without the path and the call, which the caller names better. */
function describe(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return MESSAGES.get(code) ?? (code === "" ? "the system gave no reason" : `system error ${code}`);
}

/** Standard output and error, and the one answer to whether both took everything. */
function createStreams(): Pick<Host, "stdout" | "stderr" | "flush"> {
  let failure: string | undefined;
  let pending: Promise<void> = Promise.resolve();

  // The streams cost some milliseconds to make, so each is made when it is needed: for a terminal,
  // and for a pipe that does not take everything at once.
  const output = (descriptor: 1 | 2, open: () => NodeJS.WriteStream): Output => {
    const direct = !mayBeTerminal(descriptor);
    let stream: NodeJS.WriteStream | undefined;
    let gone = false;
    const get = (): NodeJS.WriteStream => {
      if (stream === undefined) {
        stream = open();
        stream.on("error", (error) => {
          if (!hasCode(error, "EPIPE")) {
            failure ??= describe(error);
          }
        });
      }
      return stream;
    };
    return {
      write: (text) => {
        let rest: string | Uint8Array = text;
        if (direct && stream === undefined && !gone) {
          const written = writeNow(descriptor, text);
          gone = written.gone;
          failure ??= written.failure;
          rest = written.rest;
        }
        if (gone || rest.length === 0) return;
        const done = new Promise<void>((settle) => {
          // A failure arrives at the listener above as well.
          get().write(rest, () => {
            settle();
          });
        });
        pending = pending.then(() => done);
      },
      get isTTY() {
        return !direct && get().isTTY;
      },
      get columns() {
        const width = direct ? 0 : get().columns;
        return Number.isInteger(width) && width > 0 ? width : 80;
      },
    };
  };

  return {
    stdout: output(1, () => process.stdout),
    stderr: output(2, () => process.stderr),
    flush: async () => {
      await pending;
      // Errors are emitted after the callbacks of the writes that they belong to.
      await new Promise<void>((settle) => {
        setImmediate(settle);
      });
      return failure === undefined ? { ok: true } : { ok: false, message: failure };
    },
  };
}

/** A terminal is a character device; so are a few other things, which a stream serves as well. */
function mayBeTerminal(descriptor: number): boolean {
  try {
    const stats = fstatSync(descriptor);
    return stats.isCharacterDevice() && stats.rdev !== statSync("/dev/null").rdev;
  } catch {
    return true;
  }
}

/** Writes what a file or a pipe takes at once; what it does not take is left for a stream. */
function writeNow(
  descriptor: number,
  text: string,
): { readonly rest: Uint8Array; readonly gone: boolean; readonly failure: string | undefined } {
  let rest: Uint8Array = Buffer.from(text);
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest));
    return { rest, gone: false, failure: undefined };
  } catch (error) {
    if (hasCode(error, "EAGAIN")) return { rest, gone: false, failure: undefined };
    return { rest, gone: true, failure: hasCode(error, "EPIPE") ? undefined : describe(error) };
  }
}

function environment(variables: NodeJS.ProcessEnv): Environment {
  const set = (name: string): boolean => (variables[name] ?? "") !== "";
  return {
    noColor: set("NO_COLOR"),
    forceColor: set("FORCE_COLOR") && variables["FORCE_COLOR"] !== "0",
    dumbTerminal: variables["TERM"] === "dumb",
    githubActions: variables["GITHUB_ACTIONS"] === "true",
    debug: variables["GUARDLINT_DEBUG"] === "1",
    terraformVariables: new Map(
      Object.entries(variables).flatMap(([name, value]) =>
        name.startsWith("TF_VAR_") && value !== undefined ? [[name.slice(7), value]] : [],
      ),
    ),
  };
}
