import type { Value } from "./value.ts";

/** What a document says, as data, of findings that are accepted; the engine reads it. */
export interface WrittenSuppression {
  /** What stands under `guardlint`. */
  readonly value: Value;
  /** What it speaks of; the same text may speak of several things. */
  readonly scopes: readonly SuppressedScope[];
}

/** A resource with all that it makes, in the files that its document is made of. */
export interface SuppressedScope {
  /** The address of the resource; empty for all of the document. */
  readonly address: string;
  readonly paths: ReadonlySet<string>;
}
