/** Texts of so many UTF-16 units and more are worth to be read in parts. */
export const longText = 1 << 21;

/** Why a file could not be read as text; `message` completes the sentence "cannot read FILE: …". */
export interface ReadFailure {
  readonly ok: false;
  readonly reason: "missing" | "unreadable" | "directory" | "too-large" | "not-text";
  /** Lower case, no final period. */
  readonly message: string;
}

/** The text of a file or of standard input, or why there is none. */
export type ReadResult =
  | {
      readonly ok: true;
      /** Decoded; a byte order mark stays as `\uFEFF`, so that offsets agree with the file. */
      readonly text: string;
      /** Bytes were read that are no valid text; each run of them is one `\uFFFD` in `text`. */
      readonly replaced: boolean;
      /** Of a {@link longText} that is wholly ASCII, its bytes: one for each unit of the text. */
      readonly ascii?: Uint8Array | undefined;
    }
  | ReadFailure;

/** One entry of a directory. Links are named, never followed. */
export interface DirectoryEntry {
  readonly name: string;
  readonly kind: "file" | "directory" | "symlink" | "other";
}

/** What a directory holds, in code unit order, or why it cannot be listed. */
export type ListResult =
  | { readonly ok: true; readonly entries: readonly DirectoryEntry[] }
  | { readonly ok: false; readonly message: string };

/** What a path is, links followed: for paths that a person named. */
export type PathStatus =
  | { readonly kind: "file" | "other"; readonly size: number }
  | { readonly kind: "directory" }
  | { readonly kind: "missing" }
  | { readonly kind: "unreadable"; readonly message: string };

/** Whether something was written; `message` completes the sentence "cannot write FILE: …". */
export type WriteResult = { readonly ok: true } | { readonly ok: false; readonly message: string };

/** Standard output or standard error. */
export interface Output {
  /** Text goes out in order; a reader that has gone away (`| head`) is no failure. */
  write(text: string): void;
  readonly isTTY: boolean;
  /** Width of the terminal in characters; 80 where there is none. */
  readonly columns: number;
}

/** The few environment variables that anything may depend on. */
export interface Environment {
  /** `NO_COLOR` is set and not empty. https://no-color.org */
  readonly noColor: boolean;
  /** `FORCE_COLOR` is set, and neither empty nor `0`. */
  readonly forceColor: boolean;
  /** `TERM` is `dumb`. */
  readonly dumbTerminal: boolean;
  /** `GITHUB_ACTIONS` is `true`. */
  readonly githubActions: boolean;
  /** `GUARDLINT_DEBUG` is `1`: an internal failure shows its stack. */
  readonly debug: boolean;
  /** What `TF_VAR_name` says, by the name: values for Terraform's variables. */
  readonly terraformVariables: ReadonlyMap<string, string>;
}

/**
 * The outside world: files, streams, clock and environment. Everything that depends on it takes a
 * host, so that a run is a function of its host and its options. Paths are relative to `cwd` or
 * absolute.
 */
export interface Host {
  /** Absolute path of the working directory, with `/`. */
  readonly cwd: string;
  /** Reads UTF-8, or UTF-16 with a byte order mark. Blocks; never throws. */
  readFile(path: string): ReadResult;
  /** Lists a directory without following links. Blocks; never throws. */
  list(path: string): ListResult;
  /** Says what a path is. Blocks; never throws. */
  status(path: string): PathStatus;
  /** Creates or replaces a file with UTF-8 text. Blocks; never throws. */
  writeFile(path: string, text: string): WriteResult;
  /**
   * Creates or replaces a file as a whole: it is never there in part, and a new one is for its owner
   * alone. Blocks; never throws.
   */
  replaceFile(path: string, text: string): WriteResult;
  /**
   * Adds text to the end of a file, which is made for its owner alone where there is none. Blocks;
   * never throws.
   */
  appendFile(path: string, text: string): WriteResult;
  /** Takes a file away; that there is none is no failure. Blocks; never throws. */
  removeFile(path: string): WriteResult;
  /**
   * Ends the program when somebody interrupts it.
   *
   * @param before - is called first
   * @returns what gives up on it
   */
  onInterrupt(before: () => void): () => void;
  /** All of standard input. */
  stdin(): Promise<ReadResult>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Waits until everything written has left; says why, where it could not. */
  flush(): Promise<WriteResult>;
  /** Is told that a large input is to be gone through, once; a host may prepare for it. */
  expectMuch?(): void;
  /** The present moment, for expiry dates. */
  now(): Date;
  /** Milliseconds since some fixed moment; never goes back. */
  monotonic(): number;
  readonly env: Environment;
}
