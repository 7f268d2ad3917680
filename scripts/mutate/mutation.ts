/** One rule of the policy language, broken in one place. */
export interface Mutation {
  /** What is broken, as a sentence about the broken code. */
  readonly what: string;
  /** Below `src/iam`. */
  readonly file: string;
  /** Stands there exactly once. */
  readonly from: string;
  readonly to: string;
}

/** A mutation of a file that is named once. */
export type Change = readonly [what: string, from: string, to: string];

/** @returns the mutations of one file */
export const inFile = (file: string, changes: readonly Change[]): readonly Mutation[] =>
  changes.map(([what, from, to]) => ({ what, file, from, to }));
